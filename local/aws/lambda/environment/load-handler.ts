import { type Node } from './node';

export type Handler = (event: unknown, context: unknown, callback?: unknown) => unknown;

/**
 * Finds a function's handler as Lambda's runtime does: in the file of its name without an ending, or with `.js`, `.mjs`
 * or `.cjs`, and there under a path of names. A part of the environment's program: nothing outside its braces exists.
 */
export async function loadHandler(
  { fs, module, path, url }: Pick<Node, 'fs' | 'module' | 'path' | 'url'>,
  {
    root,
    handler,
    takesCallbacks,
    errorOf,
  }: {
    readonly root: string;
    readonly handler: string;
    readonly takesCallbacks: boolean;
    readonly errorOf: (name: string, message: string) => Error;
  },
  load: (module: string) => Promise<Record<string, unknown>>,
): Promise<Handler> {
  if (handler.includes('..')) {
    const advice = 'Use absolute paths when specifying root directories in handler names.';
    throw errorOf('MalformedHandlerName', `'${handler}' is not a valid handler name. ${advice}`);
  }
  const own = path.basename(handler);
  const [, name, names] = /^([^.]*)\.(.*)$/.exec(own) ?? [];
  if (name === undefined || names === undefined) throw errorOf('MalformedHandlerName', 'Bad handler');

  const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');
  const streamifyResponse = (streamed: object) => Object.assign(streamed, { [streaming]: 'response' });
  Object.assign(globalThis, {
    awslambda: { streamifyResponse, HttpResponseStream: { from: (stream: unknown) => stream } },
  });

  const file = path.resolve(root, handler.slice(0, handler.indexOf(own)), name);
  const importOne = async (): Promise<Record<string, unknown>> => {
    const found = ['', '.js', '.mjs', '.cjs'].map((ending) => `${file}${ending}`).find((one) => fs.existsSync(one));
    if (found !== undefined) return load(url.pathToFileURL(found).href);
    const require = module.createRequire(`${root}/`);
    return require(require.resolve(name, { paths: [root, path.dirname(file)] })) as Record<string, unknown>;
  };
  const loaded = await importOne().catch((error: unknown) => {
    if (error instanceof SyntaxError) {
      throw Object.assign(errorOf('UserCodeSyntaxError', String(error)), { stack: error.stack });
    }
    // An ES module's is ERR_MODULE_NOT_FOUND, and handed on as it is.
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'MODULE_NOT_FOUND') {
      throw errorOf('ImportModuleError', String(error));
    }
    throw error;
  });

  const within = (value: unknown): unknown =>
    names.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
  const found = within(loaded) ?? within(loaded['default']);
  if (!found) throw errorOf('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw errorOf('HandlerNotFound', `${handler} is not a function`);
  if (streaming in found) {
    throw errorOf('StreamingNotServed', `${handler}: awslambda.streamifyResponse is not served here`);
  }
  // The parameters that it declares tell the runtime what it is, whether or not it returns a promise.
  if (!takesCallbacks && found.length >= 3) {
    throw errorOf(
      'CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to ' +
        'modify this function to use a supported handler signature to use Node.js 24 or later. For more information see ' +
        'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return found as Handler;
}
