import type * as Http from 'node:http';
import type * as Module from 'node:module';
import type * as WorkerThreads from 'node:worker_threads';

/**
 * What a function's worker is started with, what it is asked and what it answers. Times are milliseconds; `payload` and
 * `result` are JSON texts.
 */
export interface WorkerStart {
  /** A file URL: `file:///…/index.mjs` */
  readonly module: string;
  /** `index.handler` */
  readonly handler: string;
}

export interface InvokeMessage {
  readonly payload: string;
  /** What to add to real time so that `Date` tells the account's time. */
  readonly clockOffset: number;
  /** By real time. */
  readonly deadline: number;
  readonly context: Readonly<Record<string, string>>;
}

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What the worker needs of Node.js itself. */
interface Node {
  readonly threads: typeof WorkerThreads;
  readonly http: typeof Http;
  readonly module: typeof Module;
}

export type WorkerMessage =
  /** The module is loaded, or failed to. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'result'; readonly result: string }
  | { readonly kind: 'error'; readonly error: FunctionError };

/**
 * Runs inside the worker, as Lambda's runtime client does in its sandbox. It is handed over as text: nothing outside
 * its braces exists there. `load` is import(), handed over too, since a compiler may turn it into a require.
 */
function bootstrap(node: Node, load: (module: string) => Promise<Record<string, unknown>>): void {
  const { parentPort, workerData } = node.threads;
  if (!parentPort) throw new Error('the bootstrap runs in a worker only');
  const port = parentPort;
  const { module, handler } = workerData as WorkerStart;
  const answer = (message: WorkerMessage) => port.postMessage(message);

  const RealDate = Date;
  let offset = 0;
  const now = () => RealDate.now() + offset;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });

  // By the same port as the result, so that no line comes after the invocation that wrote it.
  const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    answer({ kind: 'log', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
    for (const callback of [encoding, done]) if (typeof callback === 'function') callback();
    return true;
  };
  process.stdout.write = write;
  process.stderr.write = write;
  // The SDK's advice on Node's version is for who runs this machine, not for the function's log.
  process.removeAllListeners('warning');

  // Each request says where in the module it was made: lines and columns of the frames that led to it, innermost first.
  // A header that no signature covers; the module itself stays what runs on AWS. See call-sites.ts.
  const frames = (): string => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 100;
    const [, ...after] = (new Error().stack ?? '').split(`${module}:`);
    Error.stackTraceLimit = stackTraceLimit;
    return after.map((text) => /^\d+:\d+/.exec(text)?.[0] ?? '').join(' ');
  };
  const request = node.http.request as (...args: unknown[]) => Http.ClientRequest;
  const traced = (options: unknown, ...rest: unknown[]): Http.ClientRequest => {
    if (typeof options !== 'object' || options === null || options instanceof URL) return request(options, ...rest);
    const { headers } = options as Http.RequestOptions;
    return request({ ...options, headers: { ...headers, 'x-local-call-site': frames() } }, ...rest);
  };
  Object.assign(node.http, { request: traced });
  node.module.syncBuiltinESMExports();

  const describe = (thrown: unknown): FunctionError => {
    if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
    return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
  };
  const fail = (thrown: unknown) => answer({ kind: 'error', error: describe(thrown) });
  const failAs = (errorType: string, errorMessage: string) =>
    answer({ kind: 'error', error: { errorType, errorMessage, trace: [] } });
  process.on('unhandledRejection', (reason) => {
    failAs('Runtime.UnhandledPromiseRejection', String(reason));
    process.exit(128);
  });

  type Callback = (error: unknown, result?: unknown) => void;
  type Handler = (event: unknown, context: unknown, callback: Callback) => unknown;
  const name = handler.slice(handler.lastIndexOf('.') + 1);
  const [, major] = /nodejs(\d+)/.exec(process.env['AWS_EXECUTION_ENV'] ?? '') ?? [];
  // https://aws.amazon.com/blogs/compute/node-js-24-runtime-now-available-in-aws-lambda/
  const takesCallbacks = Number(major) < 24;
  // Its failure is told by the first invocation, as Lambda does.
  const loaded = load(module);
  loaded.catch(() => undefined).finally(() => answer({ kind: 'ready' }));

  const run = async ({ payload, clockOffset, deadline, context }: InvokeMessage): Promise<void> => {
    offset = clockOffset;
    let exports: Record<string, unknown>;
    try {
      exports = await loaded;
    } catch (error) {
      failAs('Runtime.ImportModuleError', String(error));
      return;
    }
    const handle = exports[name];
    if (typeof handle !== 'function') {
      failAs('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
      return;
    }
    // The parameters that it declares tell the runtime what it is, whether or not it returns a promise.
    if (!takesCallbacks && handle.length >= 3) {
      failAs(
        'Runtime.CallbackHandlerDeprecated',
        'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to ' +
          'modify this function to use a supported handler signature to use Node.js 24 or later. For more information see ' +
          'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
      );
      return;
    }
    try {
      const lambdaContext = {
        ...context,
        ...(takesCallbacks ? { callbackWaitsForEmptyEventLoop: true } : {}),
        getRemainingTimeInMillis: () => Math.max(0, deadline - RealDate.now()),
      };
      const result = await new Promise<unknown>((resolve, reject) => {
        const callback: Callback = (error, value) => (error ? reject(error) : resolve(value));
        const returned = (handle as Handler)(JSON.parse(payload), lambdaContext, callback);
        // A handler of three parameters may answer by the callback alone.
        if (returned !== undefined || handle.length < 3) resolve(returned);
      });
      answer({ kind: 'result', result: JSON.stringify(result) ?? 'null' });
    } catch (error) {
      const described = describe(error);
      console.error(JSON.stringify({ level: 'ERROR', message: 'Invoke Error', ...described }));
      fail(error);
    }
  };
  port.on('message', (message: InvokeMessage) => void run(message));
}

/** The worker's program, to be evaluated. */
export const bootstrapSource = `(${bootstrap.toString()})(
  { threads: require('node:worker_threads'), http: require('node:http'), module: require('node:module') },
  (file) => import(file),
)`;
