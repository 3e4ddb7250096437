import { type Clock } from '../shared/clock';
import { History, type HistoryEvent, input, output, reasons, TOO_MANY_EVENTS } from './history';
import { Deadline } from './interpreter/time/deadline';
import { StateFailure } from './interpreter/failure';
import { type Machine } from './interpreter/machine';
import { type Pace } from './interpreter/time/pace';
import { runMachine } from './interpreter/run-machine';
import { type ExecutionStatus } from './interpreter/status';
import { type Slots } from '../shared/slots';
import { Ended, type Job, type Place, type Run, type Step, Strand } from './interpreter/strand';
import { Variables } from './interpreter/variables';
import { type MachineConfiguration } from './machine-configuration';
import { ClientTokens, type UsedToken } from './redrive/client-tokens';
import { type TaskTokens } from './tokens/task-tokens';

/** A step of an execution, for whoever watches. */
export interface Transition extends Step {
  readonly executionArn: string;
  /** On the account's clock. */
  readonly at: Date;
}

export interface ExecutionHost {
  readonly clock: Clock;
  readonly pace: Pace;
  readonly slots: Slots;
  /**
   * Runs a Task's resource on its input, as the role that it names or as the machine's.
   * @throws StateFailure by the name that AWS gives it
   */
  runTask(resource: string, input: unknown, roleArn?: string): Promise<unknown>;
  /** Those of tasks that wait, of all executions. */
  readonly tokens: TaskTokens;
  /** What a task started by `.sync`. @param submitted what the service answered */
  follow(resource: string, submitted: unknown, roleArn?: string): Job;
  readonly onTransition?: (transition: Transition) => void;
  readonly onStatus: (execution: Execution) => void;
  readonly onEvent?: () => void;
}

/** An execution as it was before the account stood. */
export type PastExecution = Pick<
  Execution,
  'startDate' | 'status' | 'stopDate' | 'output' | 'error' | 'cause' | 'redriveCount' | 'redriveDate' | 'unsuccessful'
> & { readonly events: readonly HistoryEvent[]; readonly tokens: readonly UsedToken[] };

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
  redriveCount = 0;
  redriveDate: Date | undefined;
  readonly redriveTokens = new ClientTokens();
  /** What the attempt resumes. */
  #from: Place | undefined;
  #strand: Strand | undefined;
  #deadline: Deadline | undefined;
  #finished: Promise<void> = Promise.resolve();
  /** Where one stopped that ended before the account stood. */
  readonly #past: PastExecution['unsuccessful'];

  constructor(
    readonly identity: ExecutionIdentity,
    readonly machine: MachineConfiguration,
    private readonly host: ExecutionHost,
    past?: PastExecution,
  ) {
    this.startDate = past?.startDate ?? host.clock.now();
    this.history = new History(host.clock, past?.events, host.onEvent);
    if (!past) return;
    const { status, stopDate, output: result, error, cause, redriveCount, redriveDate, unsuccessful, tokens } = past;
    Object.assign(this, { status, stopDate, output: result, error, cause, redriveCount, redriveDate });
    this.#past = unsuccessful;
    for (const { token, at } of tokens) this.redriveTokens.add(token, at);
  }

  start(): void {
    const { identity, machine } = this;
    this.history.add('ExecutionStarted', 0, { ...input(identity.input), roleArn: machine.roleArn });
    // The first state follows no event: recorded, every history.
    this.#begin(0);
  }

  /**
   * Goes on in the state in which it ended, with that state's input; its Retry and the machine's own limit begin anew.
   * @returns when
   */
  redrive(from: Place): Date {
    const at = this.host.clock.now();
    this.status = 'RUNNING';
    for (const field of ['stopDate', 'output', 'error', 'cause'] as const) this[field] = undefined;
    this.redriveCount++;
    this.redriveDate = at;
    const ended = this.history.count;
    const redriven = this.history.add('ExecutionRedriven', ended, { redriveCount: this.redriveCount });
    // What a task does follows the event that entered its state, a Fail's end the redrive: recorded, see redrivable.ts.
    this.#begin(from.type === 'Fail' ? redriven : from.enteredId, from);
    return at;
  }

  /** The state in which it ended, and whether its task ever was scheduled. */
  get unsuccessful(): (Place & { readonly isScheduled: boolean }) | undefined {
    if (!this.#strand) return this.#past;
    const { place, last } = this.#strand;
    if (!place) return undefined;
    return { ...place, isScheduled: last !== place.enteredId || this.#from?.enteredId === place.enteredId };
  }

  /** No effect on an execution that has ended. */
  stop(error?: string, cause?: string): void {
    this.#end('ABORTED', { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
  }

  /** Returns when the execution has ended. */
  finished(): Promise<void> {
    return this.#finished;
  }

  #begin(last: number, from?: Place): void {
    const { identity, machine, host } = this;
    if (machine.timeout !== undefined) {
      this.#deadline = new Deadline(host.clock, machine.timeout, () =>
        this.#end('TIMED_OUT', { error: 'States.Timeout' }),
      );
    }
    const given = JSON.parse(identity.input) as unknown;
    this.#from = from;
    this.#strand = new Strand(this.#asRun(given), last, undefined, new Variables());
    this.#strand.place = from;
    host.onStatus(this);
    this.#finished = this.#run(this.#strand, given);
  }

  async #run(strand: Strand, given: unknown): Promise<void> {
    const { pace } = this.host;
    pace.begin();
    try {
      const result = await runMachine(strand, this.machine.definition as unknown as Machine, given, this.#from);
      this.#end('SUCCEEDED', { output: JSON.stringify(result) });
    } catch (error) {
      // One that was ended, and perhaps redriven since, ends nothing.
      if (error instanceof Ended || strand.isEnded) return;
      if (error instanceof StateFailure) return this.#end('FAILED', reasons(error.error, error.reason));
      // A fault of ours, told as what it is.
      this.#end('FAILED', { error: 'States.Runtime', cause: error instanceof Error ? error.message : String(error) });
    } finally {
      pace.end();
    }
  }

  #asRun(given: unknown): Run {
    const { identity, machine, host, history, startDate, redriveCount, redriveDate } = this;
    return {
      history,
      pace: host.pace,
      slots: host.slots,
      deadline: this.#deadline,
      region: machine.arn.split(':')[3] ?? '',
      queryLanguage: String(machine.definition['QueryLanguage'] ?? 'JSONPath'),
      context: () => ({
        Execution: {
          Id: identity.arn,
          Input: given,
          StartTime: startDate.toISOString(),
          Name: identity.name,
          RoleArn: machine.roleArn,
          RedriveCount: redriveCount,
          ...(redriveDate ? { RedriveTime: redriveDate.toISOString() } : {}),
        },
        StateMachine: { Id: machine.arn, Name: machine.name },
      }),
      task: (resource, argument, roleArn) => host.runTask(resource, argument, roleArn),
      openToken: () => host.tokens.open(),
      follow: (resource, submitted, roleArn) => host.follow(resource, submitted, roleArn),
      full: () => this.#end('FAILED', { error: 'States.Runtime', cause: TOO_MANY_EVENTS }),
      tell: (step) => host.onTransition?.({ executionArn: identity.arn, at: host.clock.now(), ...step }),
    };
  }

  #end(status: Exclude<ExecutionStatus, 'RUNNING'>, how: { output?: string; error?: string; cause?: string }): void {
    if (this.status !== 'RUNNING') return;
    this.status = status;
    this.stopDate = this.host.clock.now();
    Object.assign(this, how);
    this.#deadline?.cancel();
    const last = this.#strand?.last ?? 0;
    if (status === 'SUCCEEDED') this.history.add('ExecutionSucceeded', last, output(how.output ?? ''));
    else if (status === 'FAILED') this.history.add('ExecutionFailed', last, reasons(how.error, how.cause));
    // Ended from outside, it follows no event: recorded, test_sfn_api.py test_stop_execution.
    else
      this.history.add(
        status === 'ABORTED' ? 'ExecutionAborted' : 'ExecutionTimedOut',
        0,
        reasons(how.error, how.cause),
      );
    this.#strand?.end();
    this.host.onStatus(this);
  }
}
