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

/** One execution environment: a thread with its own globals, environment and module cache. One invocation at a time. */
export class Sandbox {
  readonly #worker: Worker;
  #dead = false;
  #onLog: (text: string) => void = () => undefined;
  #settle: ((outcome: Outcome) => void) | undefined;

  constructor({ file, handler, env, memoryMegabytes }: SandboxOptions) {
    const start: WorkerStart = { module: pathToFileURL(file).href, handler };
    this.#worker = new Worker(bootstrapSource, {
      eval: true,
      env: { ...env },
      workerData: start,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
      stdout: true,
      stderr: true,
    });
    // An idle function does not keep the process alive.
    this.#worker.unref();
    this.#worker.on('message', (message: WorkerMessage) => this.#hear(message));
    this.#worker.on('error', (error: NodeJS.ErrnoException) => this.#die(crash(error)));
    this.#worker.on('exit', (code) =>
      this.#die({
        errorType: 'Runtime.ExitError',
        errorMessage: `Error: Runtime exited with error: exit status ${code}`,
      }),
    );
  }

  /** False once it timed out or crashed: it must not be asked again. */
  get alive(): boolean {
    return !this.#dead;
  }

  /** @param timeout milliseconds of real time, after which the sandbox is gone */
  async invoke(message: InvokeMessage, timeout: number, onLog: (text: string) => void): Promise<Outcome> {
    this.#onLog = onLog;
    const outcome = await new Promise<Outcome>((resolve) => {
      const timer = setTimeout(() => {
        const errorMessage = `Error: Task timed out after ${(timeout / 1000).toFixed(2)} seconds`;
        this.#die({ errorType: 'Sandbox.Timedout', errorMessage });
      }, timeout);
      this.#settle = (settled) => {
        clearTimeout(timer);
        resolve(settled);
      };
      this.#worker.postMessage(message);
    });
    if (this.#dead) await this.#worker.terminate();
    return outcome;
  }

  async close(): Promise<void> {
    this.#dead = true;
    await this.#worker.terminate();
  }

  #hear(message: WorkerMessage): void {
    if (message.kind === 'log') this.#onLog(message.text);
    else if (message.kind === 'result') this.#answer({ result: message.result });
    else this.#answer({ error: message.error });
  }

  #die(error: FunctionError): void {
    this.#dead = true;
    this.#answer({ error });
  }

  #answer(outcome: Outcome): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(outcome);
  }
}

function crash(error: NodeJS.ErrnoException): FunctionError {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { errorType: 'Runtime.OutOfMemory', errorMessage: 'Error: Runtime exited with error: signal: killed' };
  }
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}
