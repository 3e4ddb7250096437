import { type ChildMessage, type FunctionError, type InvokeMessage } from './environment/messages';
import { type Ended, EnvironmentProcess, type ProcessOptions } from './environment/process';

export interface SandboxOptions extends ProcessOptions {
  readonly handler: string;
  /** All that the function sees of its environment. */
  readonly env: Readonly<Record<string, string>>;
}

export type Outcome = { readonly result: string } | { readonly error: FunctionError };

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const initLimit = 10_000;

/** How often the log of what runs is looked at. */
const logInterval = 250;

/** One execution environment: a process with its own folder, environment and modules. One invocation at a time. */
export class Sandbox {
  #process: EnvironmentProcess;
  /** Of what. */
  #died: FunctionError | undefined;
  #onLog: (text: string) => void = () => undefined;
  #settle: ((outcome: Outcome) => void) | undefined;
  #onReady: () => void = () => undefined;
  #initialized = false;
  /** The end of what it logged. */
  #said = '';

  /**
   * @param limit milliseconds for loading the module
   * @param started a process that was started ahead
   */
  constructor(
    private readonly options: SandboxOptions,
    private readonly limit = initLimit,
    started?: EnvironmentProcess,
  ) {
    this.#process = this.#watch(started ?? new EnvironmentProcess(options));
  }

  /** False once it timed out or crashed: it must not be asked again. */
  get alive(): boolean {
    return this.#died === undefined;
  }

  /**
   * Loads the module: Lambda's init phase, which the function's timeout does not count. What is not done in ten seconds
   * is begun anew, as a part of the invocation and of its timeout.
   * @returns milliseconds of real time; nothing when it was loaded before, or is yet to be
   */
  async initialize(onLog: (text: string) => void, clockOffset = 0): Promise<number | undefined> {
    if (this.#initialized) return undefined;
    this.#initialized = true;
    this.#onLog = onLog;
    const started = performance.now();
    const ready = await new Promise<boolean>((resolve) => {
      if (!this.alive) return resolve(true);
      const cancel = afterWhatCame(this.limit, () => resolve(false));
      this.#onReady = () => {
        cancel();
        resolve(true);
      };
      this.#load(clockOffset);
    });
    const first = this.#process;
    this.#log(first, true);
    if (ready) return performance.now() - started;
    this.#process = this.#watch(new EnvironmentProcess(this.options));
    this.#load(clockOffset);
    await this.#end(first);
    return undefined;
  }

  /** @param timeout milliseconds of real time, after which the sandbox is gone */
  async invoke(message: InvokeMessage, timeout: number, onLog: (text: string) => void): Promise<Outcome> {
    this.#onLog = onLog;
    // A function may run for a while, and somebody may read its log.
    const following = setInterval(() => this.#log(this.#process, false), logInterval).unref();
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
      this.#process.send({ kind: 'invoke', ...message });
    });
    clearInterval(following);
    this.#log(this.#process, true);
    if (!this.alive) await this.#end(this.#process);
    return outcome;
  }

  async close(): Promise<void> {
    this.#die({ errorType: 'Runtime.ExitError', errorMessage: 'Error: Runtime exited with error: signal: killed' });
    await this.#end(this.#process);
  }

  #watch(one: EnvironmentProcess): EnvironmentProcess {
    one.onMessage = (message) => this.#hear(message);
    void one.ended.then((ended) => {
      // Not one that was given up for another.
      if (one !== this.#process) return;
      this.#log(one, true);
      this.#die(crash(ended, this.#said));
    });
    return one;
  }

  #load(clockOffset: number): void {
    const { handler, env } = this.options;
    const { temporary } = this.#process;
    this.#process.send({ kind: 'start', handler, env: { ...env, TMPDIR: temporary }, clockOffset });
  }

  /** Its folder goes with it. */
  async #end(one: EnvironmentProcess): Promise<void> {
    one.onMessage = () => undefined;
    one.kill();
    await one.ended;
    this.#log(one, true);
    await one.remove();
  }

  #log(one: EnvironmentProcess, all: boolean): void {
    const text = one.read(all);
    if (text === '') return;
    this.#said = (this.#said + text).slice(-20_000);
    this.#onLog(this.#asOnLambda(text));
  }

  /** The paths that a person knows from Lambda. */
  #asOnLambda(text: string): string {
    const { task, program } = this.options;
    return text.replaceAll(task, '/var/task').replaceAll(program, '/var/runtime/index.mjs');
  }

  #hear(message: ChildMessage): void {
    if (message.kind === 'ready') return this.#onReady();
    if (message.kind === 'result') return this.#answer({ result: message.result });
    const { errorType, errorMessage, trace } = message.error;
    const error = {
      errorType,
      errorMessage: this.#asOnLambda(errorMessage),
      ...(trace ? { trace: trace.map((line) => this.#asOnLambda(line)) } : {}),
    };
    if (message.ends) this.#die(error);
    else this.#answer({ error });
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

function crash({ code, signal, failed }: Ended, said: string): FunctionError {
  const of = failed ? failed.message : signal === null ? `exit status ${code}` : `signal: ${signals[signal] ?? signal}`;
  if (/JavaScript heap out of memory/.test(said)) {
    return { errorType: 'Runtime.OutOfMemory', errorMessage: 'Error: Runtime exited with error: signal: killed' };
  }
  return { errorType: 'Runtime.ExitError', errorMessage: `Error: Runtime exited with error: ${of}` };
}

/** In the words of Go's os package, which AWS's runtime interface emulator is written in. */
const signals: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};
