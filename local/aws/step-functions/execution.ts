import { type Clock } from '../shared/clock';
import { executionKey, type WaitParameters } from './adapt';
import { History } from './history';
import { type EventLog, interpreterFor } from './interpreter';
import { type MachineConfiguration } from './machine-configuration';
import { checkBackslashes, checkSize, type Retrier, retryDelay, runtimeError } from './task-error';
import { type AslObject } from './unsupported';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** A step of an execution, for whoever watches. */
export interface Transition {
  readonly executionArn: string;
  readonly state: string;
  /** `Task`, `Wait`, … */
  readonly type: string;
  readonly what: 'entered' | 'exited' | 'waiting' | 'retrying';
  /** On the account's clock. */
  readonly at: Date;
  /** Of a wait or a retry: how long it takes on AWS. */
  readonly seconds?: number;
}

export interface ExecutionHost {
  readonly clock: Clock;
  /** Runs a Task's resource on its input. @throws TaskError by the name that AWS gives it */
  runTask(resource: string, input: unknown): Promise<unknown>;
  readonly onTransition?: (transition: Transition) => void;
  readonly onStatus: (execution: Execution) => void;
}

export interface ExecutionIdentity {
  readonly arn: string;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
}

/** One run of a state machine. */
export class Execution {
  readonly startDate: Date;
  readonly history: History;
  status: ExecutionStatus = 'RUNNING';
  stopDate: Date | undefined;
  output: string | undefined;
  error: string | undefined;
  cause: string | undefined;
  #abort: () => void = () => undefined;
  #cancelTimeout: () => void = () => undefined;
  #finished: Promise<void> = Promise.resolve();
  /** By state and input: what its retriers have done so far, and the delay that the next try starts with. */
  readonly #retries = new Map<string, { readonly attempts: number[]; delay: number }>();

  constructor(
    readonly identity: ExecutionIdentity,
    readonly machine: MachineConfiguration,
    private readonly host: ExecutionHost,
  ) {
    this.startDate = host.clock.now();
    this.history = new History(host.clock);
  }

  start(): void {
    this.history.executionStarted(this.identity.input, this.machine.roleArn);
    if (this.machine.timeout !== undefined) {
      const due = new Date(this.startDate.getTime() + this.machine.timeout * 1000);
      this.#cancelTimeout = this.host.clock.schedule(due, async () =>
        this.#end('TIMED_OUT', { error: 'States.Timeout' }),
      );
    }
    this.host.onStatus(this);
    this.#finished = this.#run().catch((error: unknown) => {
      this.#end('FAILED', { error: 'States.Runtime', cause: error instanceof Error ? error.message : String(error) });
    });
  }

  /** No effect on an execution that has ended. */
  stop(error?: string, cause?: string): void {
    this.#end('ABORTED', { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
  }

  /** Returns when the execution has ended. */
  finished(): Promise<void> {
    return this.#finished;
  }

  async #run(): Promise<void> {
    const { identity, machine } = this;
    const interpreter = await interpreterFor(machine.adapted);
    const input = JSON.parse(identity.input) as Parameters<typeof interpreter.run>[0];
    if (machine.callsFunctions) checkBackslashes(input);
    const names = [...machine.states.keys()];
    const run = interpreter.run(input, {
      noThrowOnAbort: true,
      overrides: {
        taskResourceLocalHandlers: this.#handlers() as never,
        // The delays pass on the account's clock, when the next try begins.
        retryIntervalOverrides: Object.fromEntries(names.map((name) => [name, 0])),
      },
      context: {
        [executionKey]: {
          Id: identity.arn,
          Name: identity.name,
          Input: input,
          StartTime: this.startDate.toISOString(),
          RoleArn: machine.roleArn,
          RedriveCount: 0,
        },
        StateMachine: { Id: machine.arn, Name: machine.name },
      },
    });
    this.#abort = run.abort;
    if (this.status !== 'RUNNING') run.abort();
    const followed = this.#follow(run.eventLogs);
    try {
      const output: unknown = await run.result;
      await followed;
      this.#end('SUCCEEDED', { output: JSON.stringify(output) });
    } catch (error) {
      await followed;
      this.#end(
        'FAILED',
        this.#failureOf(error instanceof Error && error.cause instanceof Error ? error.cause : error),
      );
    }
  }

  #handlers(): Record<string, (input: unknown) => Promise<unknown>> {
    const handlers: Record<string, (input: unknown) => Promise<unknown>> = {};
    for (const [name, state] of this.machine.states) {
      if (state['Type'] === 'Task') handlers[name] = (input) => this.#task(name, state, input);
      if (state['Type'] === 'Wait') handlers[name] = (input) => this.#wait(name, input as WaitParameters);
    }
    return handlers;
  }

  async #task(name: string, state: AslObject, input: unknown): Promise<unknown> {
    const key = `${name}\n${JSON.stringify(input)}`;
    const retry = this.#retries.get(key);
    await settled();
    if (retry) {
      this.#tell(name, 'retrying', retry.delay);
      await this.host.clock.sleep(retry.delay * 1000, `retry of ${name}`);
    }
    if (this.status !== 'RUNNING') throw runtimeError('The execution has ended.');
    const resource = String(state['Resource']);
    this.history.lambdaScheduled(resource, input);
    this.history.lambdaStarted();
    try {
      const output = await this.host.runTask(resource, input);
      checkSize(output, `state/task '${resource}'`);
      if (this.machine.callsFunctions) checkBackslashes(output);
      if (this.status === 'RUNNING') this.history.lambdaSucceeded(output);
      this.#retries.delete(key);
      return output;
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (this.status === 'RUNNING') this.history.lambdaFailed(failure.name, failure.message);
      const attempts = retry?.attempts ?? [];
      const delay = retryDelay((state['Retry'] ?? []) as Retrier[], failure, attempts);
      if (delay === undefined) this.#retries.delete(key);
      else this.#retries.set(key, { attempts, delay });
      throw failure;
    }
  }

  async #wait(name: string, { input, seconds, timestamp }: WaitParameters): Promise<unknown> {
    await settled();
    let millis: number;
    if (timestamp !== undefined) millis = Date.parse(String(timestamp)) - this.host.clock.now().getTime();
    else millis = typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 0 ? seconds * 1000 : NaN;
    if (Number.isNaN(millis)) {
      throw runtimeError(`The Wait needs whole seconds or a timestamp, found ${JSON.stringify(seconds ?? timestamp)}.`);
    }
    this.#tell(name, 'waiting', Math.max(0, millis / 1000));
    await this.host.clock.sleep(Math.max(0, millis), `Wait state ${name}`);
    return input;
  }

  async #follow(events: AsyncGenerator<EventLog>): Promise<void> {
    for await (const event of events) {
      if (this.status !== 'RUNNING') continue;
      if (event.type === 'StateEntered') {
        this.history.stateEntered(this.#typeOf(event.state.name), event.state.name, event.state.input);
        this.#tell(event.state.name, 'entered');
      } else if (event.type === 'StateExited') {
        this.history.stateExited(this.#typeOf(event.state.name), event.state.name, event.state.output);
        this.#tell(event.state.name, 'exited');
      }
    }
  }

  #typeOf(state: string): string {
    return String(this.machine.states.get(state)?.['Type']);
  }

  #tell(state: string, what: Transition['what'], seconds?: number): void {
    this.host.onTransition?.({
      executionArn: this.identity.arn,
      state,
      type: this.#typeOf(state),
      what,
      at: this.host.clock.now(),
      ...(seconds === undefined ? {} : { seconds }),
    });
  }

  #failureOf(error: unknown): { error?: string; cause?: string } {
    if (!(error instanceof Error)) return { error: 'States.Runtime', cause: String(error) };
    const { name, message } = error;
    const said = message === 'Execution failed because of a Fail state' ? {} : { cause: message };
    // The interpreter's stand-in for a Fail state that names no error.
    if (name === 'FailStateError') return said;
    // Not an error that a state may raise: the interpreter stumbled over what the machine made it do.
    if (name !== 'States.Runtime' && !/^(Type|Range|Syntax|Reference)Error$/.test(name))
      return { error: name, ...said };
    const entered = this.history.events.findLast(({ type }) => type.endsWith('StateEntered'));
    const state = (entered?.['stateEnteredEventDetails'] as { name?: string } | undefined)?.name ?? '';
    return {
      error: 'States.Runtime',
      cause: `An error occurred while executing the state '${state}' (entered at the event id #${entered?.id ?? 0}). ${message}`,
    };
  }

  #end(status: Exclude<ExecutionStatus, 'RUNNING'>, how: { output?: string; error?: string; cause?: string }): void {
    if (this.status !== 'RUNNING') return;
    this.status = status;
    this.stopDate = this.host.clock.now();
    this.output = how.output;
    this.error = how.error;
    this.cause = how.cause;
    this.#cancelTimeout();
    if (status === 'SUCCEEDED') this.history.executionSucceeded(how.output ?? 'null');
    else this.history.executionEnded(endings[status], how.error, how.cause);
    this.#abort();
    this.host.onStatus(this);
  }
}

const endings = { FAILED: 'Failed', TIMED_OUT: 'TimedOut', ABORTED: 'Aborted' } as const;

/** The interpreter tells of its steps a few microtasks late: before time passes, they must have been heard. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
