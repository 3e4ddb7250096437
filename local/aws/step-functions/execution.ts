import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { History, input, output, reasons } from './history';
import { Deadline } from './interpreter/time/deadline';
import { StateFailure } from './interpreter/failure';
import { type Machine } from './interpreter/machine';
import { type Pace } from './interpreter/time/pace';
import { runMachine } from './interpreter/run-machine';
import { type ExecutionStatus } from './interpreter/status';
import { checkResumable, notRedrivable } from './redrive/redrivable';
import { type Slots } from './interpreter/time/slots';
import { Ended, type Place, type Run, type Step, Strand } from './interpreter/strand';
import { type MachineConfiguration } from './machine-configuration';

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
  /** Runs a Task's resource on its input. @throws StateFailure by the name that AWS gives it */
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
  redriveCount = 0;
  redriveDate: Date | undefined;
  #strand: Strand | undefined;
  #deadline: Deadline | undefined;
  #finished: Promise<void> = Promise.resolve();

  constructor(
    readonly identity: ExecutionIdentity,
    readonly machine: MachineConfiguration,
    private readonly host: ExecutionHost,
  ) {
    this.startDate = host.clock.now();
    this.history = new History(host.clock);
  }

  start(): void {
    const { identity, machine } = this;
    this.history.add('ExecutionStarted', 0, { ...input(identity.input), roleArn: machine.roleArn });
    // The first state follows no event: recorded, every history.
    this.#begin(0);
  }

  /** Why it can't be redriven; undefined when it can. */
  get notRedrivable(): string | undefined {
    return notRedrivable({ ...this, events: this.history.events.length }, this.host.clock.now());
  }

  /**
   * Goes on at the state that was unsuccessful, with that state's input.
   * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
   * @throws AwsError when it can't
   */
  redrive(): Date {
    const reason = this.notRedrivable;
    if (reason !== undefined) throw new AwsError('ExecutionNotRedrivable', reason);
    const place = this.#strand?.at;
    const { States } = this.machine.definition as unknown as Machine;
    if (place) checkResumable(place.name, States[place.name]?.Type ?? '');
    this.status = 'RUNNING';
    this.stopDate = this.error = this.cause = undefined;
    this.redriveDate = this.host.clock.now();
    const last = this.history.events.length;
    this.#begin(this.history.add('ExecutionRedriven', last, { redriveCount: ++this.redriveCount }), place);
    return this.redriveDate;
  }

  /** The machine's own limit runs from here, of a redrive too: it "is reset to 0". */
  #begin(last: number, resumed?: Place): void {
    const { identity, machine, host } = this;
    if (machine.timeout !== undefined) {
      this.#deadline = new Deadline(host.clock, machine.timeout, () =>
        this.#end('TIMED_OUT', { error: 'States.Timeout' }),
      );
    }
    const given = JSON.parse(identity.input) as unknown;
    this.#strand = new Strand(this.#asRun(given), last, undefined);
    host.onStatus(this);
    this.#finished = this.#run(this.#strand, given, resumed);
  }

  /** No effect on an execution that has ended. */
  stop(error?: string, cause?: string): void {
    this.#end('ABORTED', { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
  }

  /** Returns when the execution has ended. */
  finished(): Promise<void> {
    return this.#finished;
  }

  async #run(strand: Strand, given: unknown, resumed?: Place): Promise<void> {
    const { pace } = this.host;
    pace.begin();
    try {
      const result = await runMachine(strand, this.machine.definition as unknown as Machine, given, resumed);
      this.#end('SUCCEEDED', { output: JSON.stringify(result) });
    } catch (error) {
      if (error instanceof Ended) return;
      if (error instanceof StateFailure) return this.#end('FAILED', reasons(error.error, error.reason));
      // A fault of ours, told as what it is.
      this.#end('FAILED', { error: 'States.Runtime', cause: error instanceof Error ? error.message : String(error) });
    } finally {
      pace.end();
    }
  }

  #asRun(given: unknown): Run {
    const { identity, machine, host, history } = this;
    return {
      history,
      pace: host.pace,
      slots: host.slots,
      deadline: this.#deadline,
      region: machine.arn.split(':')[3] ?? '',
      context: {
        Execution: {
          Id: identity.arn,
          Input: given,
          StartTime: this.startDate.toISOString(),
          Name: identity.name,
          RoleArn: machine.roleArn,
          RedriveCount: this.redriveCount,
          ...(this.redriveDate ? { RedriveTime: this.redriveDate.toISOString() } : {}),
        },
        StateMachine: { Id: machine.arn, Name: machine.name },
      },
      task: (resource, argument) => host.runTask(resource, argument),
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
