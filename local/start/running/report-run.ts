import { ListExecutionsCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { readEnvironment } from '../../../terraform/stacks/neighbours';
import { type Account, standUp } from '../../aws/account';
import { type Clients, clientsOf } from '../../aws/clients';
import { SimulatedClock } from '../../aws/shared/clock';
import { type SentEvent } from '../../events/event';
import { follow, type Followed } from './follow';
import { Ledger } from './ledger';
import { dayLength, dayOf, type Period, startOfDay } from '../../events/period';
import { type Progress } from '../../../scripts/text/progress';
import { rejectedRecords, type Rejected } from './rejected';
import { sendEvents, type Sent } from './send-events';
import { fetchPage, linkIn } from './report-page';
import { namesOf, type StackNames } from './stack-names';
import { counted, moment, whole } from '../../../scripts/text/words';

export interface ReportRequest {
  /** The folder of a synthesized stack. */
  readonly stackFolder: string;
  /** Of this run. */
  readonly folder: string;
  /** In order of arrival. */
  readonly events: readonly SentEvent[];
  readonly period: Period;
  /**
   * Whether the report is made by the schedule, on the moment given, as it would be on AWS. Else an operator starts it,
   * once the period is over.
   */
  readonly scheduled?: { readonly at: Date };
  readonly progress: Progress;
  /** Hears of the account as soon as it stands. */
  readonly onStanding?: (account: Account) => void;
}

/** What came of a run: everything that is told of it, and what tests look at. */
export interface ReportOutcome {
  readonly account: Account;
  readonly names: StackNames;
  readonly ledger: Ledger;
  readonly sent?: Sent;
  readonly rejected: readonly Rejected[];
  /** All executions that there are: one, however often the schedule's event came. */
  readonly executions: number;
  readonly execution?: Followed;
  /** The report's page, HTML. */
  readonly page?: string;
  readonly message?: { readonly subject: string; readonly text: string; readonly subscribers: readonly string[] };
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
  const { progress, events, folder } = request;
  const standing = progress.step('Standing the stack up');
  const stack = readEnvironment(request.stackFolder);
  const names = namesOf(stack);
  const first = events[0]?.arrival ?? startOfDay(request.period.startDate);
  const clock = new SimulatedClock(startOfDay(dayOf(first)));
  const ledger = new Ledger();
  const account = await standUp(stack, { clock, folder, record: ledger.record });
  request.onStanding?.(account);
  account.lambda.startAhead();
  const clients = clientsOf(account);
  standing.done(`${stack.name} stands at ${account.endpoint}, from ${whole(stack.blocks.length)} blocks of Terraform`);
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
  execution: Followed | undefined;
  /** What the link of the message leads to. */
  page: string | undefined;
  executions = 0;
  #took = { send: 0, report: 0 };

  constructor(
    private readonly request: ReportRequest,
    private readonly account: Account,
    private readonly clients: Clients,
    private readonly names: StackNames,
  ) {}

  get result() {
    const { sent, execution, executions, page } = this;
    const published = this.#published();
    return {
      executions,
      took: this.#took,
      ...(sent ? { sent } : {}),
      ...(execution ? { execution } : {}),
      ...(page === undefined ? {} : { page }),
      ...(published
        ? {
            message: {
              subject: published.subject ?? '',
              text: published.message,
              subscribers: published.subscribers.map(({ protocol, endpoint }) => `${protocol} ${endpoint}`),
            },
          }
        : {}),
    };
  }

  #published() {
    const alarmTopics = this.account.cloudWatch.topics();
    return this.account.sns.outbox.findLast(({ topicArn }) => !alarmTopics.includes(topicArn));
  }

  /** As a subscriber does who opens the link when the message comes: it dies some hours later. */
  async #openPage(): Promise<string> {
    const link = linkIn(this.#published()?.message ?? '');
    if (link === undefined) throw new Error("The message has no link to the report's page.");
    return fetchPage(link);
  }

  /** All events, and whatever the stream does with them until its buffer is empty. */
  async send(): Promise<void> {
    const { events, progress } = this.request;
    const { clock } = this.account;
    const start = performance.now();
    // Until the month that is reported on is over: else each month's end on the way would send a report of its own.
    this.account.events.disable(this.names.scheduleRule);
    for (const alarm of this.account.cloudWatch.calendarAlarms()) this.account.cloudWatch.disable(alarm);
    const step = progress.step('Sending events');
    const all = whole(events.length);
    this.sent = await sendEvents(events, {
      client: this.clients.firehose,
      stream: this.names.stream,
      clock,
      onSent: (count) => step.at(`${whole(count)} of ${all}, it is ${dayOf(clock.now())}`),
    });
    await clock.advanceTo(new Date(clock.now().getTime() + this.names.bufferingInterval * 1000));
    step.done(
      `${counted(events.length, 'event')} sent to ${this.names.stream}, and delivered to s3://${this.names.eventsBucket}`,
    );
    this.#took.send = performance.now() - start;
  }

  async report(): Promise<void> {
    const start = performance.now();
    const { scheduled } = this.request;
    const executionArn = scheduled ? await this.#bySchedule(scheduled.at) : await this.#byHand();
    const { progress } = this.request;
    progress.line(`  ${executionArn.slice(executionArn.lastIndexOf(':') + 1)}`);
    this.execution = await follow(this.clients.states, executionArn, (text, kind) => progress.line(text, kind));
    if (this.execution.status === 'SUCCEEDED') this.page = await this.#openPage();
    if (scheduled) await this.#redeliver();
    this.executions = (await this.#executionArns()).length;
    this.#took.report = performance.now() - start;
  }

  /** Until every alarm has looked at what happened; after a report by the schedule, until the 2nd has come. */
  async watch(isDone: boolean): Promise<void> {
    const { clock } = this.account;
    const { scheduled } = this.request;
    const afterAnHour = clock.now().getTime() + hour;
    const second = scheduled && isDone ? startOfDay(dayOf(scheduled.at)).getTime() + dayLength + hour : 0;
    await clock.advanceTo(new Date(Math.max(afterAnHour, second)));
  }

  /** The rule fires by its own cron: only the time is ours. */
  async #bySchedule(at: Date): Promise<string> {
    const { account, names } = this;
    const { progress } = this.request;
    // Not before: on the way there may lie the end of another month.
    await account.clock.advanceTo(new Date(at.getTime() - 60_000));
    account.events.enable(names.scheduleRule);
    for (const alarm of account.cloudWatch.calendarAlarms()) account.cloudWatch.enable(alarm);
    await account.clock.advanceTo(at);
    const delivery = account.events.deliveries.find(({ rule }) => rule === names.scheduleRule);
    if (!delivery) throw new Error(`The rule ${names.scheduleRule} (${names.schedule}) did not fire at ${moment(at)}.`);
    if (delivery.outcome !== 'delivered' || delivery.error) {
      const { code = '', message = '' } = delivery.error ?? {};
      throw new Error(`${names.scheduleRule} reached ${delivery.targetArn}: ${delivery.outcome}. ${code}: ${message}`);
    }
    progress.line(`It is ${moment(at)}: ${names.scheduleRule} fires by ${names.schedule}`);
    const [executionArn] = await this.#executionArns();
    if (executionArn === undefined) throw new Error(`${delivery.targetArn} ran, but no execution was started.`);
    return executionArn;
  }

  async #byHand(): Promise<string> {
    const { period, progress } = this.request;
    const { clock } = this.account;
    const over = new Date(startOfDay(period.endDate).getTime() + dayLength);
    await clock.advanceTo(over);
    progress.line(
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

  /** EventBridge delivers at least once: the second time must change nothing. */
  async #redeliver(): Promise<void> {
    const { events } = this.account;
    const [first] = events.deliveries.filter(({ rule }) => rule === this.names.scheduleRule);
    if (!first) return;
    await events.redeliver(first.event.id);
    const { length } = await this.#executionArns();
    this.request.progress.line(
      `The same event comes once more: ${length === 1 ? 'still one execution' : `${length} executions`}`,
    );
  }

  async #executionArns(): Promise<string[]> {
    const { executions = [] } = await this.clients.states.send(
      new ListExecutionsCommand({ stateMachineArn: this.names.machineArn }),
    );
    return executions.flatMap(({ executionArn }) => executionArn ?? []);
  }
}
