import { randomUUID } from 'node:crypto';
import { stepFunctions } from '../../../catalog/services/step-functions';
import { type Principal } from '../../../policies/iam/authorize';
import { blocksOfType } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { type AccessControl } from '../shared/access-control';
import { type Call, callOnBehalf, type Operation } from '../shared/call';
import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { assume } from '../shared/service-role';
import { describeExecution, redriving, summary } from './describe-execution';
import { describeSettings } from './describe-settings';
import {
  Execution,
  type ExecutionHost,
  type ExecutionIdentity,
  type PastExecution,
  type Transition,
} from './execution';
import { type ExecutionStatus } from './interpreter/status';
import { payloadLimit } from './interpreter/failure';
import { parseJson } from './interpreter/json';
import { Pace } from './interpreter/time/pace';
import { Slots } from '../shared/slots';
import { lambdaTask, type InvokeLambda } from './lambda-task';
import { checkAnswered, type MachineConfiguration, readMachine } from './machine-configuration';
import { nestedExecution } from './sdk/nested-execution';
import { isServiceTask, serviceTask } from './sdk/service-task';
import { type SendCommand } from './sdk/send';
import { type Answers } from '../service';
import { checkedOperations } from '../requests/check';
import { statesTags } from '../shared/tag-operations';
import { checkRedrivable } from './redrive/redrivable';
import { checkArn, page, requestRules } from './requests';
import { requireCatalogRight, requireJobRights } from './sdk/job-rights';
import { isQuery, queryJob } from './sdk/query-job';
import { type RoleSession, taskRole } from './credentials/task-role';
import { TaskTokens } from './tokens/task-tokens';
import { tokenOperations } from './tokens/token-operations';

/** https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
export interface StatusChange {
  readonly source: 'aws.states';
  readonly 'detail-type': 'Step Functions Execution Status Change';
  readonly time: Date;
  readonly resources: readonly string[];
  readonly detail: {
    readonly executionArn: string;
    readonly stateMachineArn: string;
    readonly name: string;
    readonly status: ExecutionStatus;
    /** Milliseconds since the epoch. */
    readonly startDate: number;
    readonly stopDate: number | null;
    readonly input: string;
    readonly output: string | null;
    readonly error: string | null;
    readonly cause: string | null;
    readonly redriveCount: number;
    /** Milliseconds since the epoch. */
    readonly redriveDate: number | null;
    readonly redriveStatus: string;
    readonly redriveStatusReason: string | null;
  };
}

export interface StepFunctionsOptions {
  readonly stack: Stack;
  readonly access: AccessControl;
  readonly clock: Clock;
  /** Runs a function for a caller whose right to it was checked. */
  readonly invoke: InvokeLambda;
  /** Sends a service's commands with a role's rights. */
  readonly sendAs: (role: Principal) => SendCommand;
  /** Tasks that run at once: as many as functions do. Others queue, and no limit runs. */
  readonly tasksAtOnce: number;
  /** Returns when nothing of the account works beside the executions: who has a token, and may hand it back. */
  readonly settled: () => Promise<void>;
  /** Returns when a query's work is over. @returns from when on Athena tells so */
  readonly queryEnded: (id: string) => Promise<Date | undefined>;
  readonly onTransition?: (transition: Transition) => void;
  readonly onStatusChange?: (change: StatusChange) => void;
}

/** A closed execution's name is free again after 90 days. */
const nameIsHeld = 90 * 24 * 60 * 60 * 1000;

/** The stack's state machines, run from their definitions. */
export class StepFunctionsService {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #machines = new Map<string, MachineConfiguration>();
  readonly #executions = new Map<string, Execution>();
  readonly #created: Date;
  #events = 0;
  readonly #pace: Pace;
  readonly #slots: Slots;
  readonly #tokens = new TaskTokens();
  readonly #listeners: ((execution: Execution) => void)[] = [];

  /** @throws UserError for a definition that can't be run; AccessDenied when a role lacks what AWS asks at creation */
  static async create(options: StepFunctionsOptions): Promise<StepFunctionsService> {
    const machines = await Promise.all(blocksOfType(options.stack, 'aws_sfn_state_machine').map(readMachine));
    return new StepFunctionsService(options, machines);
  }

  private constructor(
    private readonly options: StepFunctionsOptions,
    machines: readonly MachineConfiguration[],
  ) {
    this.#created = options.clock.now();
    this.#pace = new Pace(options.clock, options.settled);
    this.#slots = new Slots(options.tasksAtOnce);
    for (const machine of machines) {
      this.#machines.set(machine.arn, machine);
      this.#requireSetUp(machine);
    }
    this.operations = checkedOperations(requestRules, {
      ...statesTags(options.stack),
      ...tokenOperations(this.#tokens),
      StartExecution: async (input, call) => this.#start(input, call),
      DescribeExecution: async ({ executionArn }, call) => {
        const execution = this.#execution(executionArn, call, 'states:DescribeExecution');
        return describeExecution(execution, options.clock.now());
      },
      GetExecutionHistory: async (
        { executionArn, maxResults, nextToken, reverseOrder, includeExecutionData },
        call,
      ) => {
        const { history } = this.#execution(executionArn, call, 'states:GetExecutionHistory');
        const events = includeExecutionData === false ? history.events.map(withoutData) : history.events;
        const request = ['GetExecutionHistory', executionArn, reverseOrder, includeExecutionData];
        const ordered = reverseOrder === true ? [...events].reverse() : events;
        return page('events', ordered, { maxResults, nextToken, request });
      },
      ListExecutions: async ({ stateMachineArn, statusFilter, maxResults, nextToken }, call) => {
        const machine = this.#machine(stateMachineArn);
        call.require('states:ListExecutions', machine.arn);
        const found = this.executions().filter(
          (one) => one.machine === machine && (statusFilter === undefined || one.status === statusFilter),
        );
        const request = ['ListExecutions', stateMachineArn, statusFilter];
        return page('executions', found.reverse().map(summary), { maxResults, nextToken, request });
      },
      StopExecution: async ({ executionArn, error, cause }, call) => {
        const execution = this.#execution(executionArn, call, 'states:StopExecution');
        execution.stop(optional(error), optional(cause));
        return { stopDate: execution.stopDate };
      },
      RedriveExecution: async ({ executionArn, clientToken }, call) => {
        const execution = this.#execution(executionArn, call, 'states:RedriveExecution');
        return { redriveDate: this.#redrive(execution, clientToken) };
      },
      DescribeStateMachine: async ({ stateMachineArn }, call) => {
        const machine = this.#machine(stateMachineArn);
        call.require('states:DescribeStateMachine', machine.arn);
        return {
          ...this.#listed(machine),
          status: 'ACTIVE',
          definition: machine.definitionText,
          roleArn: machine.roleArn,
          ...describeSettings(machine),
        };
      },
      ListStateMachines: async ({ maxResults, nextToken }, call) => {
        call.require('states:ListStateMachines', '*');
        const listed = [...this.#machines.values()].map((machine) => this.#listed(machine));
        listed.sort((a, b) => (a.name < b.name ? -1 : 1));
        return page('stateMachines', listed, { maxResults, nextToken, request: ['ListStateMachines'] });
      },
    });
  }

  /** @throws UserError for a machine that calls what nothing in the account answers */
  async checkAnswered(answers: Answers): Promise<void> {
    for (const machine of this.#machines.values()) await checkAnswered(machine, answers);
  }

  machines(): MachineConfiguration[] {
    return [...this.#machines.values()];
  }

  /** Of all histories: another number, and something happened. */
  get eventCount(): number {
    return this.#events;
  }

  /** In the order in which they were started. */
  executions(): Execution[] {
    return [...this.#executions.values()];
  }

  /** Returns when no execution runs. */
  async idle(): Promise<void> {
    for (const execution of this.#executions.values()) await execution.finished();
  }

  /** Returns when no execution works: those that run wait for a time to come. */
  quiet(): Promise<void> {
    return this.#pace.quiet();
  }

  /** Stops what runs. */
  async close(): Promise<void> {
    for (const execution of this.#executions.values()) execution.stop('Local.Closed', 'The local account was closed.');
    await this.idle();
  }

  async #start(input: Record<string, unknown>, call: Call): Promise<{ executionArn: string; startDate: Date }> {
    const machine = this.#machine(input['stateMachineArn']);
    call.require('states:StartExecution', machine.arn);
    const name = checkName(input['name'] ?? randomUUID());
    const given = checkInput(input['input'] ?? '{}');
    const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
    const known = this.#executions.get(arn);
    if (known) {
      if (known.status === 'RUNNING' && known.identity.input === given) return started(known);
      const age = this.options.clock.now().getTime() - (known.stopDate?.getTime() ?? Infinity);
      if (!(age > nameIsHeld)) throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
      this.#executions.delete(arn);
    }
    const execution = new Execution(
      { arn, name, input: given },
      machine,
      this.#hostOf(machine, this.#roleOf(machine), arn),
    );
    this.#executions.set(arn, execution);
    if (machine.tracing) this.#trace(machine);
    execution.start();
    return started(execution);
  }

  /** Takes over an execution from before the account stood; one that ran then has ended. */
  restore(identity: ExecutionIdentity, machineArn: string, past: PastExecution): Execution {
    const machine = this.#machines.get(machineArn);
    if (!machine) {
      throw new Error(
        `the state machine ${machineArn} is not in the stack any more, and ran ${identity.name}: put it back, or give another folder`,
      );
    }
    const execution = new Execution(
      identity,
      machine,
      this.#hostOf(machine, { kind: 'role', arn: machine.roleArn }, identity.arn),
      past,
    );
    this.#executions.set(identity.arn, execution);
    return execution;
  }

  /** Hears of each execution that begins or ends from now on. */
  onStatus(listener: (execution: Execution) => void): void {
    this.#listeners.push(listener);
  }

  #roleOf(machine: MachineConfiguration): RoleSession {
    const { access, stack } = this.options;
    return assume(access, {
      roleArn: machine.roleArn,
      service: stepFunctions.principal,
      sourceArn: machine.arn,
      accountId: stack.accountId,
    });
  }

  #hostOf(machine: MachineConfiguration, role: RoleSession, executionArn: string): ExecutionHost {
    const { access, clock, invoke, sendAs, onTransition, onStatusChange } = this.options;
    const invoker = { access, role, invoke, machineArn: machine.arn, now: () => clock.now() };
    return {
      clock,
      pace: this.#pace,
      slots: this.#slots,
      runTask: async (resource, payload, roleArn) => {
        const as = roleArn === undefined ? role : taskRole(invoker, roleArn);
        requireCatalogRight(machine, resource, payload, (cite) => this.#asRole({ roleArn: as.arn }, cite));
        return isServiceTask(resource)
          ? serviceTask(sendAs(as), resource, payload, { machineArn: machine.arn, executionArn })
          : lambdaTask({ ...invoker, role: as }, resource, payload);
      },
      tokens: this.#tokens,
      follow: (resource, submitted, roleArn) => {
        const send = sendAs(roleArn === undefined ? role : { kind: 'role', arn: roleArn });
        if (isQuery(resource)) {
          const queryEnded = (id: string) => this.#pace.work(this.options.queryEnded(id), `query ${id}`);
          return queryJob({ send, queryEnded }, resource, submitted);
        }
        return nestedExecution(
          {
            send,
            executionArn,
            ended: async (arn) => this.#executions.get(arn)?.finished(),
          },
          resource,
          submitted,
        );
      },
      ...(onTransition ? { onTransition } : {}),
      onEvent: () => this.#events++,
      onStatus: (changed) => {
        onStatusChange?.(statusChange(changed, clock.now()));
        for (const listener of this.#listeners) listener(changed);
      },
    };
  }

  /** A token that redrove it is answered as it was then, whatever came of it: recorded, redrive_execution.json. */
  #redrive(execution: Execution, clientToken: unknown): Date {
    const now = this.options.clock.now();
    const before = execution.redriveTokens.redriveDate(clientToken, now);
    if (before) return before;
    const from = checkRedrivable(execution, now);
    if (execution.machine.tracing) this.#trace(execution.machine);
    const at = execution.redrive(from);
    execution.redriveTokens.add(clientToken, at);
    return at;
  }

  /** Step Functions refuses to create a machine whose role may not deliver its logs. */
  #requireSetUp(machine: MachineConfiguration): void {
    requireJobRights(machine, (cite) => this.#asRole(machine, cite));
    if (!machine.logging) return;
    const call = this.#asRole(machine, 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html');
    for (const action of logActions) call.require(`logs:${action}`, '*');
  }

  /** Without the right to trace an execution runs all the same: the refusal is kept. */
  #trace(machine: MachineConfiguration): void {
    const call = this.#asRole(machine, 'https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html');
    for (const action of traceActions) {
      try {
        call.require(`xray:${action}`, '*');
      } catch {
        continue;
      }
    }
  }

  #asRole({ roleArn }: Pick<MachineConfiguration, 'roleArn'>, cite: string): Call {
    return callOnBehalf(this.options.access, { kind: 'role', arn: roleArn }, stepFunctions.principal, cite);
  }

  #machine(arn: unknown): MachineConfiguration {
    // One of the two that may be asked for; the other, a map run's, is not served.
    if (arn === undefined || arn === null) {
      throw new AwsError(
        'ValidationException',
        'stateMachineArn is missing: give the machine whose executions are listed',
      );
    }
    const machine = this.#machines.get(checkArn(arn, 'stateMachine'));
    if (!machine) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${String(arn)}'`);
    return machine;
  }

  #execution(arn: unknown, call: Call, action: string): Execution {
    call.require(action, checkArn(arn, 'execution'));
    const execution = this.#executions.get(String(arn));
    if (!execution) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${String(arn)}'`);
    return execution;
  }

  #listed({ name, arn }: MachineConfiguration) {
    return { name, stateMachineArn: arn, type: 'STANDARD', creationDate: this.#created };
  }
}

const logActions = [
  'CreateLogDelivery',
  'GetLogDelivery',
  'UpdateLogDelivery',
  'DeleteLogDelivery',
  'ListLogDeliveries',
  'PutResourcePolicy',
  'DescribeResourcePolicies',
  'DescribeLogGroups',
];
const traceActions = ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'];

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
function checkName(name: unknown): string {
  const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001F\u007F-\u009F]/;
  if (typeof name === 'string' && name.length >= 1 && name.length <= 80 && !forbidden.test(name)) return name;
  throw new AwsError('InvalidName', `Invalid Name: '${String(name)}'`);
}

function checkInput(input: unknown): string {
  const text = String(input);
  if (Buffer.byteLength(text) > payloadLimit) {
    throw new AwsError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: it exceeds ${payloadLimit} bytes`,
    );
  }
  try {
    parseJson(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
  }
  return text;
}

const started = ({ identity, startDate }: Execution) => ({ executionArn: identity.arn, startDate });

function statusChange(execution: Execution, time: Date): StatusChange {
  const { identity, machine, status, startDate, stopDate, output, error, cause } = execution;
  const { redriveCount, redriveDate } = execution;
  return {
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    time,
    resources: [identity.arn],
    detail: {
      executionArn: identity.arn,
      stateMachineArn: machine.arn,
      name: identity.name,
      status,
      startDate: startDate.getTime(),
      stopDate: stopDate?.getTime() ?? null,
      input: identity.input,
      output: output ?? null,
      error: error ?? null,
      cause: cause ?? null,
      redriveCount,
      redriveDate: redriveDate?.getTime() ?? null,
      redriveStatusReason: null,
      ...redriving(execution, time),
    },
  };
}

/**
 * Input, output and variables are left out of the events' details: recorded, radkawar/stackd at 9dc356f,
 * testdata/aws/stepfunctions/variable_limits.json.
 */
function withoutData<T extends object>(event: T): object {
  return Object.fromEntries(
    Object.entries(event).map(([field, value]) => {
      if (!field.endsWith('EventDetails')) return [field, value as unknown];
      const {
        input: _input,
        output: _output,
        inputDetails: _in,
        outputDetails: _out,
        assignedVariables: _variables,
        assignedVariablesDetails: _assigned,
        ...rest
      } = value as Record<string, unknown>;
      return [field, rest];
    }),
  );
}

const optional = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
