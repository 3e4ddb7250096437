import { type IncomingHttpHeaders } from 'node:http';
import { type Call, type Operation } from '../shared/call';
import { type AwsError, NotServed } from '../shared/errors';
import { type Pieces } from '../shared/pieces';
import { fromAwsJson, toAwsJson } from './json';
import { type Protocol } from './protocol';
import { type Answer } from './wire-error';
import { toXml, type Xml } from './xml';

/** A request that is read whole; `path` as it came: still percent-encoded, `.` and `..` names like any other. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Pieces;
}

/** How the endpoint reaches one service. */
export interface WireService {
  readonly protocol: Protocol;
  /** What it serves, by AWS's names: out of what it dispatches by, so that docs/local.md says no more. */
  readonly operations: readonly string[];
  /** Bytes. S3's clients send most; of the others, these are the few that send more than 1 MiB. */
  readonly largestBody?: number;
  /** What AWS answers to more. */
  readonly tooLarge?: () => AwsError;
  handle(request: HttpRequest, call: Call): Promise<Answer>;
}

/**
 * Answers a request of a form that it reads faster than any other is read, and writes the answer's JSON.
 * @returns nothing for every other form, which the operation itself is asked
 */
export type QuickOperation = (body: Buffer, call: Call) => Promise<string> | undefined;

/**
 * AWS JSON 1.0 and 1.1: one path, the operation in `X-Amz-Target: <prefix>.<Operation>`.
 * @param quick by the operation's name
 */
export function jsonService(
  prefix: string,
  version: '1.0' | '1.1',
  operations: Readonly<Record<string, Operation>>,
  quick: Readonly<Record<string, QuickOperation>> = {},
): WireService {
  return {
    protocol: 'json',
    operations: Object.keys(operations),
    async handle({ headers, body }, call) {
      const target = String(headers['x-amz-target'] ?? '');
      const [service = '', name = ''] = target.split('.');
      const operation = service === prefix && Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) {
        throw new NotServed(
          'UnknownOperation',
          target || 'A request without X-Amz-Target',
          400,
          Object.keys(operations).map((known) => `${prefix}.${known}`),
        );
      }
      const answered = Object.hasOwn(quick, name) ? quick[name]?.(body.whole, call) : undefined;
      return {
        status: 200,
        headers: { 'x-amzn-requestid': call.requestId, 'content-type': `application/x-amz-json-${version}` },
        body: answered ? await answered : toAwsJson(await operation(fromAwsJson(body.whole), call)),
      };
    },
  };
}

export type QueryOperation = (input: Readonly<Record<string, string>>, call: Call) => Promise<Xml>;

/** The Query protocol: a form with `Action`, answered in XML. */
export function queryService(namespace: string, operations: Readonly<Record<string, QueryOperation>>): WireService {
  return {
    protocol: 'query',
    operations: Object.keys(operations),
    async handle({ body, query }, call) {
      const input = Object.fromEntries([...query, ...new URLSearchParams(body.whole.toString('utf8'))]);
      const action = input.Action ?? '';
      const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
      if (!operation) {
        throw new NotServed('UnknownOperation', `Action ${action || '(none)'}`, 400, Object.keys(operations));
      }
      const result = await operation(input, call);
      return {
        status: 200,
        headers: { 'x-amzn-requestid': call.requestId, 'content-type': 'text/xml' },
        body: toXml({
          [`${action}Response`]: {
            '@xmlns': namespace,
            [`${action}Result`]: result,
            ResponseMetadata: { RequestId: call.requestId },
          },
        }),
      };
    },
  };
}
