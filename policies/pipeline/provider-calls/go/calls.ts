import { GETTER, clientsOf, getterService, sdkService } from './clients';
import { type Declaration } from './file';

/** What a declaration calls of AWS itself, and what it can't be told of. */
export interface Calls {
  /** `service:Operation`, the service by IAM's name. */
  readonly operations: readonly string[];
  /** Uses of a client of which it is not known what they call. */
  readonly unresolved: readonly string[];
}

/** What the SDK's helpers call. */
const HELPERS: Readonly<Record<string, string>> = {
  'github.com/aws/aws-sdk-go-v2/feature/s3/manager.GetBucketRegion': 'HeadBucket',
};

/** The SDK's waiters: https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/service/lambda#NewFunctionUpdatedWaiter */
const WAITERS: Readonly<Record<string, string>> = {
  'lambda.FunctionUpdated': 'GetFunctionConfiguration',
};

/**
 * What of a client is no operation: https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/service/s3#Client.Options,
 * https://pkg.go.dev/github.com/aws/aws-sdk-go/aws/client#Client
 */
const NO_OPERATION = ['Config', 'Options'];

const operationOf = (method: string): string => method.replace(/(?:Pages)?WithContext$/, '');

/**
 * @param isOurs whether a callee (`findFunction`, `tfkms.FindKeyByID`, `r.find`) is a function of the provider's services that
 *   is known to take a client, and whose own calls are read
 */
export function callsOf(one: Declaration, isOurs: (callee: string) => boolean): Calls {
  const operations = new Set<string>();
  const unresolved = new Set<string>();
  for (const [name, service] of clientsOf(one)) {
    for (const { index } of one.text.matchAll(new RegExp(`(?<![.\\w])${name}\\b`, 'g'))) {
      const after = one.text.slice(index + name.length);
      const method = /^\.(\w+)/.exec(after)?.[1];
      if (method !== undefined) {
        if (!NO_OPERATION.includes(method)) operations.add(`${service}:${operationOf(method)}`);
      } else if (!isDefinition(after)) take(handed(one, index, service));
    }
  }
  for (const { index, 0: got, 1: getter = '' } of one.text.matchAll(GETTER)) {
    const after = one.text.slice(index + got.length);
    const method = /^\.(\w+)\(/.exec(after)?.[1];
    if (method !== undefined) operations.add(`${getterService(getter)}:${operationOf(method)}`);
    else if (!isGiven(one.text, index)) take(handed(one, index, getterService(getter)));
  }
  return { operations: [...operations].sort(), unresolved: [...unresolved].sort() };

  function take({ operation, problem }: { operation?: string; problem?: string }): void {
    if (operation !== undefined) operations.add(operation);
    if (problem !== undefined) unresolved.add(problem);
  }

  /** What becomes of a client that stands among the arguments of a call. */
  function handed(where: Declaration, at: number, service: string): { operation?: string; problem?: string } {
    const callee = calleeAround(where.text, at);
    if (callee === undefined) return { problem: `uses its ${service} client other than in a call` };
    const [alias = '', name = ''] = callee.split('.');
    const sdk = sdkService(where, alias);
    const paged = /^New(\w+)Paginator$/.exec(name)?.[1];
    if (sdk !== undefined && paged !== undefined) return { operation: `${sdk}:${paged}` };
    const waiter = /^New(\w+)Waiter$/.exec(name)?.[1];
    const awaited = WAITERS[`${alias}.${waiter}`];
    if (sdk !== undefined && awaited !== undefined) return { operation: `${sdk}:${awaited}` };
    const helped = HELPERS[`${where.file.imports.get(alias)}.${name}`];
    if (helped !== undefined) return { operation: `${service}:${helped}` };
    // What a caller gives for a parameter is named, or written, in the caller.
    return isOurs(callee) || isParameter(where, callee)
      ? {}
      : { problem: `hands its ${service} client to ${callee}, which is not known` };
  }
}

/** A parameter, or what a value is given to. */
const isDefinition = (after: string): boolean => /^(?:, \w+)* :?= |^ \*?\w+\.\w+/.test(after);

const isParameter = ({ text }: Declaration, name: string): boolean =>
  new RegExp(`[(\\s]${name} (?:func\\(|\\w)`).test(text.slice(0, text.indexOf(' {\n')));

/** Whether what stands there is given to a name. */
const isGiven = (text: string, at: number): boolean => /\b\w+ :?= [\w.()*]*$/.test(text.slice(0, at));

/** `a.b` of the call `a.b(…)` whose arguments hold this place. */
function calleeAround(text: string, at: number): string | undefined {
  let depth = 0;
  for (let here = at - 1; here >= 0; here -= 1) {
    const letter = text.charAt(here);
    if (')]}'.includes(letter)) depth += 1;
    else if ('[{'.includes(letter)) {
      if (depth === 0) return undefined;
      depth -= 1;
    } else if (letter === '(') {
      if (depth > 0) depth -= 1;
      else {
        const callee = /([\w.]+)(?:\[[^\]]*\])?$/.exec(text.slice(0, here))?.[1];
        // `meta.(*conns.AWSClient)` is no call.
        if (callee !== undefined && !callee.endsWith('.')) return callee;
      }
    }
  }
  return undefined;
}
