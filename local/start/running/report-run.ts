import { ListExecutionsCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { readEnvironment } from '../../../terraform/stacks/neighbours';
import { type Account, standUp, type StandUpOptions } from '../../aws/account';
import { type Answering } from '../../aws/elsewhere/answering';
import { type Clients, clientsOf } from '../../aws/clients';
import { ReleasableClock } from '../../aws/shared/releasable-clock';
import { type SentEvents } from '../../events/event';
import { type Cron } from './crons';
import { failureOf, type Fires, firesBy } from './fires';
import { follow, type Followed } from './follow';
import { Ledger } from './ledger';
import { dayLength, dayOf, daysIn, type Period, startOfDay } from '../../events/period';
import { type Progress } from '../../../scripts/text/progress';
import { rejectedRecords, type Rejected } from './rejected';
import { feed } from './feed';
import { type Sent } from './send-events';
import { hold } from './hold-schedules';
import { openPage } from './report-page';
import { type OtherSchedule } from './other-schedules';
import { dueOf, type ReportSchedule } from './report-schedules';
import { namesIn } from './names-in';
import { type StackNames } from './stack-names';
import { moment, whole } from '../../../scripts/text/words';

export interface ReportRequest {
  /** The folder of a synthesized stack. */
  readonly stackFolder: string;
  /** Of this run. */
  readonly folder: string;
  readonly events: SentEvents;
  readonly period: Period;
  /**
   * Whether reports are made by their schedules, once the period is over: the one of that name, or all that are on. Else, and
   * where all are off, an operator starts the period's report then.
   */
  readonly scheduled?: { readonly report?: string };
  readonly progress: Progress;
  readonly answering?: Answering;
  /** How the account is to stand, if it stays up. */
  readonly standing?: Pick<StandUpOptions, 'port' | 'interpose'>;
  /** Hears of the account as soon as it stands. */
  readonly onStanding?: (account: Account) => void;
}

/** How a report was made, and what subscribers were told. */
export interface MadeReport {
  readonly execution: Followed;
  readonly executions: number;
  /** How often its schedule's event came: none of one by hand. */
  readonly fired: number;
  readonly page?: string;
  readonly message?: ReportMessage;
}

export interface ReportMessage {
  readonly subject: string;
  readonly text: string;
  readonly subscribers: readonly string[];
}

/** What came of a run: everything that is told of it, and what tests look at. */
export interface ReportOutcome {
  readonly account: Account;
  /** The account's, which may be released. */
  readonly clock: ReleasableClock;
  readonly names: StackNames;
  readonly ledger: Ledger;
  readonly sent?: Sent;
  readonly rejected: readonly Rejected[];
  /** All executions of the report that there are: one, however often the schedule's event came. */
  readonly executions: number;
  /** How often the schedule's event came. */
  readonly fired: number;
  /** Of several reports, the one of the longest period: what page and message are of. */
  readonly execution?: Followed;
  /** Those beside it, in the order of their moments. */
  readonly others: readonly MadeReport[];
  /** The report's page, HTML. */
  readonly page?: string;
  readonly message?: ReportMessage;
  /** What ended the run before its end. */
  readonly error?: unknown;
  /** Milliseconds, of each part. */
  readonly took: { readonly send: number; readonly report: number };
}

/**
 * Stands a stack up, sends it events as a producer and has it make one report. What goes wrong in the account is part
 * of the outcome, so that it can be explained. The account is left up for a look: the caller closes it.
 * @throws UserError when the stack, or the one beside it, can't be read or stood up
 */
export async function runReport(request: ReportRequest): Promise<ReportOutcome> {
  const { progress, events, folder, standing } = request;
  const step = progress.step('Standing the stack up');
  const stack = readEnvironment(request.stackFolder);
  const [first] = events;
  const clock = new ReleasableClock(startOfDay(first ? dayOf(first.arrival) : request.period.startDate));
  const ledger = new Ledger();
  const account = await standUp(stack, { clock, folder, ...request.answering, ...standing, record: ledger.record });
  const names = await namesIn(account);
  request.onStanding?.(account);
  account.lambda.startAhead();
  const clients = clientsOf(account);
  step.done(`${stack.name} stands at ${account.endpoint}, from ${whole(stack.blocks.length)} blocks of Terraform`);
  for (const one of stack.passedOver ?? [])
    progress.line(`Passed over, as only a plan of Terraform's heeds it: ${one}`);
  if (account.lambda.otherNode !== undefined) progress.line(account.lambda.otherNode);

  const run = new Run(request, account, clients, names);
  let error: unknown;
  try {
    await run.send();
    await run.report();
  } catch (thrown) {
    error = thrown;
  }
  try {
    await run.watch(error === undefined);
  } catch (thrown) {
    error ??= thrown;
  } finally {
    progress.end();
    clients.close();
  }
  return {
    account,
    clock,
    names,
    ledger,
    ...run.result,
    rejected: await rejectedRecords(account.objects, names.eventsBucket, names.errorsPrefix),
    ...(error === undefined ? {} : { error }),
  };
}

const hour = 3_600_000;

class Run {
  sent: Sent | undefined;
  readonly #made: MadeReport[] = [];
  /** Those that may fire, and when each will; known once they are on. */
  readonly #due: readonly ReportSchedule[];
  readonly #moments = new Map<ReportSchedule, Date>();
  #took = { send: 0, report: 0 };

  constructor(
    private readonly request: ReportRequest,
    private readonly account: Account,
    private readonly clients: Clients,
    private readonly names: StackNames,
  ) {
    const { scheduled } = request;
    this.#due = scheduled ? dueOf(names.schedules, scheduled.report) : [];
  }

  get result() {
    const { sent } = this;
    const [longest, ...others] = [...this.#made].sort((a, b) => daysOf(b.execution) - daysOf(a.execution));
    return {
      executions: 0,
      fired: 0,
      took: this.#took,
      others,
      ...(sent ? { sent } : {}),
      ...longest,
    };
  }

  /** All events, and whatever the stream does with them until its buffer is empty. */
  async send(): Promise<void> {
    const start = performance.now();
    const { events, progress } = this.request;
    const { clock } = this.account;
    // Not before the period is over: on the way there may lie the end of others.
    hold(this.account);
    clock.schedule(this.#over, async () => this.#enable());
    for (const other of this.#others) {
      firesBy(this.account, other).onFired(() => this.#tellFiring(other, clock.now()));
    }
    const { account, names, clients } = this;
    this.sent = await feed(events, { account, names, client: clients.firehose, progress });
    this.#took.send = performance.now() - start;
  }

  /** When the period's last day is over. */
  get #over(): Date {
    return new Date(startOfDay(this.request.period.endDate).getTime() + dayLength);
  }

  #enable(): void {
    const { clock } = this.account;
    for (const schedule of [...this.#due, ...this.#others]) {
      const fires = firesBy(this.account, schedule);
      fires.enable();
      this.#settle(fires);
    }
    for (const due of this.#due) {
      const at = firesBy(this.account, due).next();
      if (!at) continue;
      this.#moments.set(due, at);
      clock.schedule(at, async () => this.#watchFor(due.name), { exact: true });
    }
  }

  /** What a schedule started works before the clock goes on, each time: functions take no time here. */
  #settle(fires: Fires): void {
    const { clock, stepFunctions } = this.account;
    const next = fires.next();
    if (!next) return;
    const settle = async () => {
      await stepFunctions.quiet();
      this.#settle(fires);
    };
    clock.schedule(next, settle, { exact: true });
  }

  /** The stack's other schedules that are on: they fire as the clock passes their moments, unless one report was asked for. */
  get #others(): readonly OtherSchedule[] {
    const { scheduled } = this.request;
    return scheduled?.report === undefined && scheduled ? this.names.others.filter(({ enabled }) => enabled) : [];
  }

  /** That a report did not come is told from its moment on: it was not to come before. */
  #watchFor(schedule: string): void {
    const { cloudWatch } = this.account;
    const calendar = cloudWatch.calendarAlarms();
    for (const { configuration } of cloudWatch.alarms()) {
      const watched = [...configuration.queries.values()].map(
        ({ dimensions }) => dimensions['RuleName'] ?? dimensions['ScheduleGroup'] ?? schedule,
      );
      if (calendar.includes(configuration.name) && watched.includes(schedule)) cloudWatch.enable(configuration.name);
    }
  }

  async report(): Promise<void> {
    const start = performance.now();
    const { progress, scheduled } = this.request;
    await this.account.clock.advanceTo(this.#over);
    for (const { report, name, enabled } of this.names.schedules) {
      if (scheduled && !enabled) progress.detail(`The ${report} report is disabled: ${name} fires nothing`);
    }
    if (this.#due.length === 0) await this.#follow(await this.#byHand());
    for (const due of [...this.#due].sort((a, b) => this.#momentOf(a) - this.#momentOf(b))) {
      const arn = await this.#bySchedule(due);
      await this.#follow(arn, due);
    }
    this.#took.report = performance.now() - start;
  }

  /** Until every alarm has looked at what happened; after a report by a schedule, until the next day has come. */
  async watch(isDone: boolean): Promise<void> {
    const { clock } = this.account;
    const afterAnHour = clock.now().getTime() + hour;
    const last = Math.max(...this.#due.map((due) => this.#momentOf(due)));
    const nextDay = this.#due.length > 0 && isDone ? startOfDay(dayOf(new Date(last))).getTime() + dayLength + hour : 0;
    await clock.advanceTo(new Date(Math.max(afterAnHour, nextDay)));
  }

  #momentOf(due: ReportSchedule): number {
    return this.#moments.get(due)?.getTime() ?? Infinity;
  }

  #tellFiring({ name, expression }: Cron, at: Date): void {
    this.request.progress.detail(`It is ${moment(at)}: ${name} fires by ${expression}`);
  }

  /** The rule or schedule fires by its own cron: only the time is ours. */
  async #bySchedule(due: ReportSchedule): Promise<string> {
    const { account } = this;
    const { report, by, name, expression } = due;
    const at = this.#moments.get(due);
    if (!at) throw new Error(`The ${by} ${name} (${expression}) never fires after ${moment(this.#over)}.`);
    await account.clock.advanceTo(at);
    const [delivery] = firesBy(account, due).fired();
    if (!delivery) throw new Error(`The ${by} ${name} (${expression}) did not fire at ${moment(at)}.`);
    const failure = failureOf(due, delivery);
    if (failure !== undefined) throw new Error(failure);
    this.#tellFiring(due, at);
    // On the way to another's moment it may have fired again.
    const executionArn = (await this.#executionArns(report)).at(-1);
    if (executionArn === undefined) throw new Error(`${delivery.targetArn} ran, but no execution was started.`);
    return executionArn;
  }

  async #byHand(): Promise<string> {
    const { period, progress } = this.request;
    const { clock } = this.account;
    progress.detail(
      `It is ${moment(clock.now())}: an operator starts the report for ${period.startDate} to ${period.endDate}`,
    );
    const { executionArn } = await this.clients.states.send(
      new StartExecutionCommand({
        stateMachineArn: this.names.machineArn,
        name: `manual-${period.startDate}-${period.endDate}`,
        input: JSON.stringify(period),
      }),
    );
    return executionArn ?? '';
  }

  /** To its end; and what came of it, whatever else is made meanwhile. */
  async #follow(executionArn: string, due?: ReportSchedule): Promise<void> {
    const { progress } = this.request;
    const at = moment(this.account.clock.now()).replace(/:\d\d UTC$/, ' UTC');
    const details = progress.details(`  ${nameOf(executionArn)}`);
    const execution = await follow(this.clients.states, executionArn, details.line).catch((error: unknown) => {
      details.failed();
      throw error;
    });
    if (execution.status === 'SUCCEEDED')
      details.done(`${at}: ${execution.name}, ${execution.stateTransitions} states`);
    else details.failed();
    const message = this.#messageOf(execution.name);
    // Kept before the rest, which may fail: the execution is told then, too.
    const made: Making = { execution, executions: 1, fired: due ? 1 : 0, ...(message ? { message } : {}) };
    this.#made.push(made);
    if (execution.status === 'SUCCEEDED') made.page = await openPage(message?.text ?? '');
    if (!due) return;
    made.executions = await this.#redeliver(due);
    made.fired = 2;
  }

  /** What subscribers were told of an execution, which every message names. */
  #messageOf(execution: string): ReportMessage | undefined {
    const published = this.account.sns.outbox.findLast(
      ({ topicArn, message }) => topicArn === this.names.topic && message.includes(execution),
    );
    if (!published) return undefined;
    const { subject = '', message: text, subscribers } = published;
    return { subject, text, subscribers: subscribers.map(({ protocol, endpoint }) => `${protocol} ${endpoint}`) };
  }

  /** EventBridge delivers at least once: the second time must change nothing. @returns how many there are of the report */
  async #redeliver(due: ReportSchedule): Promise<number> {
    const { report } = due;
    const before = await this.#executionArns(report);
    await firesBy(this.account, due).again();
    const more = (await this.#executionArns(report)).length - before.length;
    const { progress } = this.request;
    if (more === 0) progress.detail('The same event comes once more: still one execution');
    else progress.line(`The same event comes once more: ${1 + more} executions`, 'warning');
    return 1 + more;
  }

  /** The newest first. */
  async #executionArns(report: string): Promise<string[]> {
    const { executions = [] } = await this.clients.states.send(
      new ListExecutionsCommand({ stateMachineArn: this.names.machineArn }),
    );
    return executions.flatMap(({ executionArn = '' }) =>
      nameOf(executionArn).startsWith(`${report}-`) ? executionArn : [],
    );
  }
}

type Making = { -readonly [name in keyof MadeReport]: MadeReport[name] };

const nameOf = (executionArn: string): string => executionArn.slice(executionArn.lastIndexOf(':') + 1);

/** Of the period that an execution was started with. */
const daysOf = ({ input }: Followed): number => daysIn(JSON.parse(input) as Period);
