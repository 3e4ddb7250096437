import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  bootstrapSource,
  type FunctionError,
  type InvokeMessage,
  type WorkerMessage,
  type WorkerStart,
} from './bootstrap';

export interface SandboxOptions {
  /** The unzipped module. */
  readonly file: string;
  readonly handler: string;
  /** All that the function sees of the environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly memoryMegabytes: number;
}

export type Outcome = { readonly result: string } | { readonly error: FunctionError };

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const initLimit = 10_000;

/** One execution environment: a thread with its own globals, environment and module cache. One invocation at a time. */
export class Sandbox {
  #worker: Worker;
  /** Of what. */
  #died: FunctionError | undefined;
  #onLog: (text: string) => void = () => undefined;
  #settle: ((outcome: Outcome) => void) | undefined;
  #onReady: () => void = () => undefined;
  #initialized = false;

  /** @param limit milliseconds for loading the module */
  constructor(
    private readonly options: SandboxOptions,
    private readonly limit = initLimit,
  ) {
    this.#worker = this.#start();
  }

  /** False once it timed out or crashed: it must not be asked again. */
  get alive(): boolean {
    return this.#died === undefined;
  }

  /**
   * Waits for the module to be loaded: Lambda's init phase, which the function's timeout does not count. What is not done
   * in ten seconds is begun anew, as a part of the invocation and of its timeout.
   * @returns milliseconds of real time; nothing when it was loaded before, or is yet to be
   */
  async initialize(onLog: (text: string) => void): Promise<number | undefined> {
    if (this.#initialized) return undefined;
    this.#initialized = true;
    this.#onLog = onLog;
    const started = performance.now();
    const ready = await new Promise<boolean>((resolve) => {
      const cancel = afterWhatCame(this.limit, () => resolve(false));
      this.#onReady = () => {
        cancel();
        resolve(true);
      };
    });
    if (ready) return performance.now() - started;
    this.#worker.removeAllListeners();
    await this.#worker.terminate();
    if (this.alive) this.#worker = this.#start();
    return undefined;
  }

  /** @param timeout milliseconds of real time, after which the sandbox is gone */
  async invoke(message: InvokeMessage, timeout: number, onLog: (text: string) => void): Promise<Outcome> {
    this.#onLog = onLog;
    const outcome = await new Promise<Outcome>((resolve) => {
      if (this.#died) return resolve({ error: this.#died });
      const cancel = afterWhatCame(timeout, () => {
        const errorMessage = `Error: Task timed out after ${(timeout / 1000).toFixed(2)} seconds`;
        this.#die({ errorType: 'Sandbox.Timedout', errorMessage });
      });
      this.#settle = (settled) => {
        cancel();
        resolve(settled);
      };
      this.#worker.postMessage(message);
    });
    if (!this.alive) await this.#worker.terminate();
    return outcome;
  }

  async close(): Promise<void> {
    this.#die({ errorType: 'Runtime.ExitError', errorMessage: 'Error: Runtime exited with error: signal: killed' });
    await this.#worker.terminate();
  }

  #start(): Worker {
    const { file, handler, env, memoryMegabytes } = this.options;
    const start: WorkerStart = { module: pathToFileURL(file).href, handler };
    const worker = new Worker(bootstrapSource, {
      eval: true,
      env: { ...env },
      workerData: start,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
      stdout: true,
      stderr: true,
    });
    // An idle function does not keep the process alive.
    worker.unref();
    worker.on('message', (message: WorkerMessage) => this.#hear(message));
    worker.on('error', (error: NodeJS.ErrnoException) => this.#die(crash(error)));
    worker.on('exit', (code) =>
      this.#die({
        errorType: 'Runtime.ExitError',
        errorMessage: `Error: Runtime exited with error: exit status ${code}`,
      }),
    );
    return worker;
  }

  #hear(message: WorkerMessage): void {
    if (message.kind === 'log') this.#onLog(message.text);
    else if (message.kind === 'ready') this.#onReady();
    else if (message.kind === 'result') this.#answer({ result: message.result });
    // What nobody waits for is a rejection that ends it.
    else if (this.#settle) this.#answer({ error: message.error });
    else this.#die(message.error);
  }

  #die(error: FunctionError): void {
    this.#died ??= error;
    this.#onReady();
    this.#answer({ error });
  }

  #answer(outcome: Outcome): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(outcome);
  }
}

/** Messages that came in time count, though this thread was too busy to hear them. */
function afterWhatCame(milliseconds: number, run: () => void): () => void {
  let last: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => (last = setImmediate(run)), milliseconds);
  return () => {
    clearTimeout(timer);
    clearImmediate(last);
  };
}

function crash(error: NodeJS.ErrnoException): FunctionError {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { errorType: 'Runtime.OutOfMemory', errorMessage: 'Error: Runtime exited with error: signal: killed' };
  }
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}
