import { type Principal } from '../../../policies/iam/authorize';
import { type Account } from '../account';
import { type WireService } from '../endpoint/protocols';
import { callBy } from '../shared/call';
import { AwsError } from '../shared/errors';
import { Pieces } from '../shared/pieces';
import { type RequestTruth } from './truth';

const TARGETS: Readonly<Record<string, string>> = {
  athena: 'AmazonAthena',
  cloudWatch: 'GraniteServiceVersion20100801',
  events: 'AWSEvents',
  firehose: 'Firehose_20150804',
  glue: 'AWSGlue',
  logs: 'Logs_20140328',
  sqs: 'AmazonSQS',
  stepFunctions: 'AWSStepFunctions',
};

/** What a service makes of a request, without the endpoint before it: its answer, or the error that it throws. */
export async function ask(
  { wires, stack, accessControl }: Account,
  { service, operation, input, rest }: Pick<RequestTruth, 'service' | 'operation' | 'input' | 'rest'>,
): Promise<{ readonly answer: unknown } | { readonly error: AwsError }> {
  const operator: Principal = { kind: 'root', accountId: stack.accountId };
  const target = TARGETS[service];
  const form = Object.entries({ Action: operation, ...input }).filter(([, value]) => value !== undefined);
  try {
    const { body } = await (wires[service] as WireService).handle(
      {
        method: rest?.method ?? 'POST',
        path: rest?.path ?? '/',
        query: new URLSearchParams(rest?.query),
        headers: { ...(target === undefined ? {} : { 'x-amz-target': `${target}.${operation}` }), ...rest?.headers },
        body: new Pieces([
          Buffer.from(
            service === 'sns' || service === 'sts' ? new URLSearchParams(form).toString() : JSON.stringify(input),
          ),
        ]),
      },
      callBy(accessControl, operator, 'request-1'),
    );
    const text = String(body);
    return { answer: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
  } catch (error) {
    if (error instanceof AwsError) return { error };
    throw error;
  }
}
