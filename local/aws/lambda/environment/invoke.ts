import { type Handler } from './load-handler';

export type Context = Record<string, unknown>;

interface Ways {
  /** Up to Node.js 22. */
  readonly takesCallbacks: boolean;
  readonly answer: (value: unknown) => void;
  readonly fail: (thrown: unknown) => void;
  /** Hears when nothing is left to wait for; undefined: nobody asks. */
  readonly onEmpty: (run: (() => void) | undefined) => void;
  readonly errorOf: (name: string, message: string) => Error;
}

/**
 * Runs a handler on an event, as the runtime of Node.js 24 does, or as those before it with their callbacks. A part of
 * the environment's program: nothing outside its braces exists.
 */
export function makeInvoker(handle: Handler, ways: Ways): (payload: string, context: Context) => void {
  const { takesCallbacks, answer, fail, onEmpty, errorOf } = ways;
  const invoke = async (payload: string, context: Context): Promise<void> => {
    let result;
    try {
      result = await handle(JSON.parse(payload), context);
    } catch (error) {
      return fail(error);
    }
    answer(result);
  };

  const invokeWithCallback = (payload: string, context: Context): void => {
    let [ended, waits] = [false, true];
    const once = (run: () => void): void => {
      if (ended) return;
      ended = true;
      onEmpty(undefined);
      run();
    };
    const done = (error: unknown, value?: unknown): void =>
      once(() => (error === undefined || error === null ? answer(value) : fail(error)));
    let called = false;
    const callback = (error: unknown, value?: unknown): void => {
      if (called) return;
      called = true;
      if (waits && (error === undefined || error === null)) onEmpty(() => done(null, value));
      else done(error, value);
    };
    const own = {
      get callbackWaitsForEmptyEventLoop() {
        return waits;
      },
      set callbackWaitsForEmptyEventLoop(value) {
        waits = value;
      },
      succeed: (value: unknown) => done(null, value),
      fail: (error: unknown) => done(error ?? 'handled'),
      done,
    };
    const isAsync = handle.constructor.name === 'AsyncFunction';
    // A promise that is never settled, or a callback that is never called.
    const neverSettled =
      'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise ' +
      'that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';
    onEmpty(() => done(isAsync ? errorOf('NodeJsExit', neverSettled) : null, null));
    try {
      const returned = handle(JSON.parse(payload), Object.assign(own, context), callback) as
        | Promise<unknown>
        | undefined;
      if (typeof returned?.then === 'function') returned.then(own.succeed, own.fail);
    } catch (error) {
      callback(error);
    }
  };
  return takesCallbacks ? invokeWithCallback : (payload, context) => void invoke(payload, context);
}
