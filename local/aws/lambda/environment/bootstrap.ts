import type * as Http from 'node:http';
import { type Context, type makeInvoker } from './invoke';
import { type lambdaConsole } from './lambda-console';
import { type loadHandler } from './load-handler';
import { type ChildMessage, type FunctionError, type ParentMessage } from './messages';
import { type Node } from './node';

/** Its other parts, which are handed over as text too. */
export interface Parts {
  readonly lambdaConsole: typeof lambdaConsole;
  readonly loadHandler: typeof loadHandler;
  readonly makeInvoker: typeof makeInvoker;
}

/**
 * The program of an execution environment, as Lambda's runtime client is in its sandbox. It is handed over as text:
 * nothing outside its braces exists there. `load` is import(), handed over too, since a compiler may turn it into a
 * require. What it says and logs is after aws/aws-lambda-nodejs-runtime-interface-client (src/, Apache-2.0).
 */
export function bootstrap(
  node: Node,
  parts: Parts,
  load: (module: string) => Promise<Record<string, unknown>>,
  largestAnswer: number,
): void {
  const { send: sendOver, channel } = process;
  if (!sendOver || !channel) throw new Error('the program runs in an environment only');
  const sendTo = sendOver.bind(process) as (message: ChildMessage, sent: () => void) => boolean;
  const post = (message: ChildMessage, sent: () => void = () => undefined) => void sendTo(message, sent);
  // A function on Lambda has no parent.
  Object.assign(process, { send: undefined });
  const end = () => process.exit(0);
  process.on('disconnect', end);
  // A terminal's Ctrl-C is for who stands the account up, who lets invocations end.
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) process.on(signal, () => undefined);
  // Advice on Node's version is for who runs this machine, not for the function's log.
  process.removeAllListeners('warning');

  const RealDate = Date;
  let offset = 0;
  const now = () => RealDate.now() + offset;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });

  // Each request says where in the module it was made: lines and columns of the frames that led to it, innermost first.
  // A header that no signature covers; the module itself stays what runs on AWS. See call-sites.ts.
  const root = process.cwd();
  const frames = (): string => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 100;
    const [, ...after] = (new Error().stack ?? '').split(`${root}/`);
    Error.stackTraceLimit = stackTraceLimit;
    return after.map((text) => /^[^\n]*?:(\d+:\d+)/.exec(text)?.[1] ?? '').join(' ');
  };
  const request = node.http.request as (...args: unknown[]) => Http.ClientRequest;
  const traced = (options: unknown, ...rest: unknown[]): Http.ClientRequest => {
    if (typeof options !== 'object' || options === null || options instanceof URL) return request(options, ...rest);
    const { headers } = options as Http.RequestOptions;
    return request({ ...options, headers: { ...headers, 'x-local-call-site': frames() } }, ...rest);
  };
  Object.assign(node.http, { request: traced });
  node.module.syncBuiltinESMExports();

  const errorOf = (name: string, message: string) => Object.assign(new Error(message), { name: `Runtime.${name}` });
  const described = (thrown: unknown): FunctionError => {
    if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
    return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
  };
  let requestId: string | undefined;
  let logError: (what: string, thrown: unknown) => void = () => undefined;
  const crash = (what: string, error: unknown, code: number) => {
    logError(what, error);
    post({ kind: 'error', error: described(error), ends: true }, () => process.exit(code));
  };
  process.on('uncaughtException', (error) => crash('Uncaught Exception', error, 129));
  process.on('unhandledRejection', (reason) =>
    crash('Unhandled Promise Rejection', errorOf('UnhandledPromiseRejection', String(reason)), 128),
  );

  let whenEmpty = (): void => undefined;
  process.on('beforeExit', () => whenEmpty());
  let invoke: ((payload: string, context: Context) => void) | undefined;
  const start = async (handler: string): Promise<void> => {
    logError = parts.lambdaConsole(node, () => requestId);
    const [, major] = /nodejs(\d+)/.exec(process.env['AWS_EXECUTION_ENV'] ?? '') ?? [];
    // https://aws.amazon.com/blogs/compute/node-js-24-runtime-now-available-in-aws-lambda/
    const takesCallbacks = Number(major) < 24;
    const handle = await parts.loadHandler(node, { root, handler, takesCallbacks, errorOf }, load);
    const answer = (value: unknown): void => {
      let result;
      try {
        result = JSON.stringify(value) ?? 'null';
      } catch {
        const message = 'Unable to stringify response body';
        return fail(takesCallbacks ? new Error(message) : errorOf('JSONStringifyError', message));
      }
      if (Buffer.byteLength(result) <= largestAnswer) return post({ kind: 'result', result });
      const errorMessage = `Response payload size exceeded maximum allowed payload size (${largestAnswer} bytes).`;
      post({ kind: 'error', error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } });
    };
    const fail = (thrown: unknown): void => {
      logError('Invoke Error', thrown);
      post({ kind: 'error', error: described(thrown) });
    };
    // While a function runs, its environment lives by what it waits for: when that is nothing, the loop is empty.
    const onEmpty = (run: (() => void) | undefined): void => {
      whenEmpty = run ?? (() => undefined);
      if (run) channel.unref();
      else channel.ref();
    };
    invoke = parts.makeInvoker(handle, { takesCallbacks, answer, fail, onEmpty, errorOf });
    post({ kind: 'ready' });
  };

  process.on('message', (message: ParentMessage) => {
    offset = message.clockOffset;
    if (message.kind === 'invoke') {
      requestId = message.context['awsRequestId'];
      const getRemainingTimeInMillis = () => message.deadline - RealDate.now();
      invoke?.(message.payload, { ...message.context, getRemainingTimeInMillis });
      return;
    }
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, message.env);
    start(message.handler).catch((error: unknown) => crash('Uncaught Exception', error, 129));
  });
}
