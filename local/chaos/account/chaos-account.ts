import { PutRecordBatchCommand } from '@aws-sdk/client-firehose';
import { StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { basename, dirname } from 'node:path';
import { blocksOfType, text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { type Account, standUp } from '../../aws/account';
import { type Clients, clientsOf } from '../../aws/clients';
import { quoteText } from '../../aws/glue/hive-type';
import { archiveOf } from '../../aws/lambda/package';
import { SimulatedClock } from '../../aws/shared/clock';
import { createInstance } from '../../aws/shared/duckdb';
import { type Execution } from '../../aws/step-functions/execution';
import { dayLength, dayOf, monthOf, startOfDay } from '../../events/period';
import { holdSchedules } from '../../start/running/hold-schedules';
import { namesOf, type StackNames } from '../../start/running/stack-names';
import { between, type Stop } from './between';
import { Injection } from './injection';
import { failing } from './invocations';
import { type Scenario } from '../scenarios/scenario';
import { type Seen } from './seen';

const minute = 60_000;

/**
 * Retries of which a function may know. An SDK's client has 50 that fail for a passing reason (500 tokens, ten each), and a
 * month takes 22 of them at most: eleven invocations that ask three times.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const REMEMBERED = 25;

/** What tells subscribers that a report was not sent. */
const NOTICE = 'notify-failure';

/** Hears of what happens, when. */
export type Trace = (at: Date, what: string) => void;

/** A stood-up account in which each scenario has a month of its own: what is named by a period never meets another's. */
export class ChaosAccount {
  readonly #names: StackNames;
  readonly #clients: Clients;
  #injection = new Injection([]);
  /** Counts what Firehose wrote. */
  #reader: ReturnType<typeof createInstance> | undefined;
  #sent = 0;
  readonly #repeated = new Map<string, number>();
  /** Invocations under way, of stopped executions too, by the function's name. */
  readonly #running = new Map<Promise<unknown>, string>();
  /** Of the execution that was stopped last. */
  #first: Stop['first'] = 'functions';
  /** Of the month: what the markers said when it was stopped. */
  #stopped: Seen['markers'] = {};

  private constructor(
    readonly account: Account,
    private readonly functions: Functions,
    private readonly trace: Trace,
  ) {
    this.#names = namesOf(account.stack);
    this.#clients = clientsOf(account);
    holdSchedules(account);
    for (const alarm of account.cloudWatch.calendarAlarms()) account.cloudWatch.disable(alarm);
    account.sns.onPublish(({ subject, topicArn }) =>
      this.#tell(
        `${account.cloudWatch.topics().includes(topicArn) ? 'operators' : 'subscribers'} get “${subject ?? ''}”`,
      ),
    );
  }

  /** @param month `2026-10`: the first that a scenario may have */
  static async standUp(stack: Stack, folder: string, month: string, trace: Trace = () => undefined) {
    const clock = new SimulatedClock(startOfDay(`${month}-01`));
    const functions = functionsOf(stack);
    const account = await standUp(stack, {
      clock,
      folder,
      interpose: (request, response, answer) => interpose(request, response, answer),
    });
    const keys = new Map(
      [...functions.entries()].map(([name, { roleArn }]): [string, string] => [
        account.credentialsFor({ kind: 'role', arn: roleArn }).accessKeyId,
        name,
      ]),
    );
    const made = new ChaosAccount(account, functions, trace);
    const interpose = between({
      functionOf: (key) => keys.get(key),
      fault: (request) => made.#meets(`${request.function} ${request.request}`),
      pass: (seconds) => clock.sleep(seconds * 1000, 'a slow answer'),
      kill: (name) => made.#kill(name),
      stop: (how) => made.#stop(how),
    });
    failing(account.lambda, {
      nameOf: (given) => [...functions].find(([, { name }]) => given.endsWith(`:${name}`))?.[0],
      fault: (name) => made.#meets(`${name} lambda:Invoke`),
      stop: (how) => made.#stop(how),
      turn: (name) => made.#turn(name),
      began: (name, running) => made.#follow(name, running),
    });
    return made;
  }

  async run(scenario: Scenario): Promise<Seen> {
    const { clock, sns, cloudWatch, sqs } = this.account;
    const injection = new Injection(scenario.faults);
    const month = monthFor(scenario, dayOf(clock.now()).slice(0, 7));
    await clock.advanceTo(startOfDay(`${month}-01`));
    const { startDate, endDate } = monthOf(clock.now());
    const accepted = await this.#send(startDate);
    const over = startOfDay(endDate).getTime() + dayLength;
    for (const queue of blocksOfType(this.account.stack, 'aws_sqs_queue')) sqs.purge(text(queue, 'arn'));
    this.#stopped = {};
    const from = { outbox: sns.outbox.length, executions: this.account.stepFunctions.executions().length };
    await this.#makeReport(scenario, { startDate, endDate }, over, injection);
    // Until every alarm has looked, that of the missing report too, which looks each hour at a month and need not before.
    await clock.advanceTo(new Date(Math.max(clock.now().getTime(), over + dayLength - minute)));
    if (scenario.beforeMidnight === undefined)
      for (const alarm of cloudWatch.calendarAlarms()) cloudWatch.enable(alarm);
    await clock.advanceTo(new Date(clock.now().getTime() + 2 * 60 * minute));
    for (const alarm of cloudWatch.calendarAlarms()) cloudWatch.disable(alarm);
    await this.#idle();
    await this.#renew(injection.repeated);
    const operators = cloudWatch.topics();
    const published = sns.outbox.slice(from.outbox);
    const executions = this.account.stepFunctions.executions().slice(from.executions);
    return {
      month: startDate.slice(0, 7),
      accepted,
      stored: await this.#stored(startDate.slice(0, 7)),
      messages: published
        .filter(({ topicArn }) => topicArn === this.#names.topic)
        .map(({ subject = '', message }) => ({ subject, text: message })),
      alarms: published.flatMap(({ topicArn, subject = '' }) =>
        operators.includes(topicArn) ? (/^ALARM: "([^"]+)"/.exec(subject)?.[1] ?? []) : [],
      ),
      executions: executions.map(({ identity: { name }, status, error }) => ({
        name,
        status,
        ...(error === undefined ? {} : { error }),
      })),
      markers: await this.#markers(executions),
      stopped: this.#stopped,
      met: injection.met,
      places: injection.places,
    };
  }

  /** Whom events invoke. */
  get asynchronous(): ReadonlySet<string> {
    const names = blocksOfType(this.account.stack, 'aws_lambda_function_event_invoke_config').map((block) =>
      text(block, 'function_name'),
    );
    return new Set([...this.functions].flatMap(([name, { name: own }]) => (names.includes(own) ? [name] : [])));
  }

  async close(): Promise<void> {
    this.#clients.close();
    await this.account.close();
  }

  /** On the month's second day, and in its last moment; of another number each month, so that no two reports are alike. */
  async #send(startDate: string): Promise<Seen['accepted']> {
    const { clock } = this.account;
    await clock.advanceTo(new Date(startOfDay(startDate).getTime() + dayLength));
    const good = 2 + (this.#sent++ % 7);
    const lastDay = monthOf(clock.now()).endDate;
    const time = (index: number) =>
      index === 0 ? `${startDate}T00:00:00.000Z` : `${startDate.slice(0, 8)}02T00:00:00Z`;
    const event = (at: string, index: number) =>
      `{"id":"v${index}","userId":"u${index}","format":"hls","timestamp":"${at}"}`;
    const put = (data: readonly string[]) =>
      this.#clients.firehose.send(
        new PutRecordBatchCommand({
          DeliveryStreamName: this.#names.stream,
          Records: data.map((one) => ({ Data: Buffer.from(one) })),
        }),
      );
    await put([...Array.from({ length: good - 1 }, (_, index) => event(time(index), index)), 'no JSON']);
    await clock.advanceTo(new Date(startOfDay(lastDay).getTime() + dayLength - 1));
    await put([event(`${lastDay}T23:59:59.999Z`, good)]);
    return { good, malformed: 1 };
  }

  async #makeReport(
    scenario: Scenario,
    period: { startDate: string; endDate: string },
    over: number,
    injection: Injection,
  ) {
    const { clock, events } = this.account;
    const { schedules, machineArn } = this.#names;
    const scheduleRule = monthlyOf(schedules);
    const due = new Date(over + 8 * 60 * minute);
    const before = events.deliveries.length;
    const last = (of: string) => events.deliveries.slice(before).findLast(({ rule }) => rule === of);
    await clock.advanceTo(new Date(due.getTime() - minute));
    this.#injection = injection;
    if (scenario.beforeMidnight === undefined) {
      events.enable(scheduleRule);
      await clock.advanceTo(due);
      events.disable(scheduleRule);
      if (injection.has('schedule events:Deliver')) {
        const first = last(scheduleRule);
        if (first) await events.redeliver(first.event.id);
      }
    } else {
      await clock.advanceTo(new Date(over + dayLength - scenario.beforeMidnight * minute));
      const name = `by-hand-${period.startDate}`;
      const input = JSON.stringify(period);
      await this.#clients.states.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input }));
    }
    await this.#idle();
    if (injection.has('failure events:Deliver')) {
      const told = last(this.#names.failureRule);
      if (told) await events.redeliver(told.event.id);
      await this.#idle();
    }
    this.#injection = new Injection([]);
  }

  #follow(name: string, running: Promise<unknown>): void {
    const ended = running.catch(() => undefined).finally(() => this.#running.delete(ended));
    this.#running.set(ended, name);
  }

  /** The notice waits for the functions that still run, or they for it: never do they run beside each other. */
  async #turn(name: string): Promise<void> {
    if (name !== NOTICE || this.#first === 'notice') return;
    await Promise.all([...this.#running].flatMap(([ended, other]) => (other === NOTICE ? [] : [ended])));
  }

  async #idle(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await Promise.all(this.#running.keys());
      await this.account.events.idle();
      await this.account.lambda.idle();
      await this.account.stepFunctions.idle();
    }
  }

  #meets(place: string) {
    const kind = this.#injection.meet(place);
    this.#tell(kind === undefined ? place : `${place}: ${kind}`);
    return kind;
  }

  #tell(what: string): void {
    this.trace(this.account.clock.now(), what);
  }

  async #kill(name: string): Promise<void> {
    this.#repeated.delete(name);
    await this.account.lambda.kill(this.functions.get(name)?.name ?? name);
  }

  /** SDK clients retry less, the more often they failed: what is learned in a month is not of the next. */
  async #renew(repeated: ReadonlyMap<string, number>): Promise<void> {
    for (const [name, times] of repeated) {
      const all = (this.#repeated.get(name) ?? 0) + times;
      this.#repeated.set(name, all);
      if (all >= REMEMBERED) await this.#kill(name);
    }
  }

  async #stop({ first, seconds = 0 }: Stop): Promise<void> {
    const { clock, stepFunctions, events } = this.account;
    const stop = async () => {
      const running = stepFunctions.executions().filter(({ status }) => status === 'RUNNING');
      if (running.length === 0) return;
      this.#first = first;
      this.#stopped = await this.#markers(running);
      for (const { identity } of running) {
        this.#tell('somebody stops the execution');
        await this.#clients.states.send(new StopExecutionCommand({ executionArn: identity.arn }));
      }
      if (first === 'notice') await events.idle();
      this.#first = 'functions';
    };
    if (seconds === 0) await stop();
    else clock.schedule(new Date(clock.now().getTime() + seconds * 1000), stop);
  }

  async #stored(month: string): Promise<Seen['stored']> {
    const { objects } = this.account;
    const { eventsBucket, eventsPrefix, errorsPrefix } = this.#names;
    const of = (prefix: string) =>
      objects.list(eventsBucket, prefix).filter((key) => key.includes(month) && !key.startsWith(errorsPrefix));
    const files = of(eventsPrefix).map((key) => objects.path(eventsBucket, key));
    const errors = objects.list(eventsBucket, errorsPrefix).filter((key) => key.includes(`dt=${month}`));
    const texts = await Promise.all(errors.map((key) => objects.get(eventsBucket, key)));
    const connection = await (await (this.#reader ??= createInstance({ memory_limit: '1GB' }))).connect();
    try {
      const list = files.map(quoteText).join(', ');
      const answer = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM read_parquet([${list}])`);
      return {
        good: Number(answer.getRows()[0]?.[0]),
        malformed: texts
          .join('\n')
          .split('\n')
          .filter((line) => line !== '').length,
      };
    } finally {
      connection.closeSync();
    }
  }

  async #markers(executions: readonly Pick<Execution, 'identity'>[]): Promise<Record<string, string>> {
    const { objects } = this.account;
    const found: Record<string, string> = {};
    for (const bucket of objects.buckets()) {
      for (const { identity } of executions) {
        const { name } = identity;
        for (const key of [...objects.list(bucket, `sent/${name}`), ...objects.list(bucket, `sent/notices/${name}`)]) {
          const { state } = JSON.parse((await objects.get(bucket, key)).toString()) as { state: string };
          found[key] = state;
        }
      }
    }
    return found;
  }
}

/** The rule whose report the campaign's months are of. @throws Error when a stack has none that is called monthly, in UTC */
function monthlyOf(schedules: StackNames['schedules']): string {
  const monthly = schedules.find(({ report, by }) => report === 'monthly' && by === 'rule');
  if (!monthly) {
    const others = schedules.map(({ report, expression }) => `${report} ${expression}`).join(', ');
    throw new Error(`the campaign is of the report "monthly", by a rule in UTC: ${others}`);
  }
  return monthly.name;
}

/** Those of the report, by the folder of their bundle. */
type Functions = ReadonlyMap<string, { readonly name: string; readonly roleArn: string }>;

function functionsOf(stack: Stack): Functions {
  const { functions } = namesOf(stack);
  return new Map(
    blocksOfType(stack, 'aws_lambda_function')
      .filter((block) => functions.includes(text(block, 'arn')))
      .map((block) => [
        basename(dirname(archiveOf(stack, block).source)),
        { name: text(block, 'function_name'), roleArn: text(block, 'role') },
      ]),
  );
}

/** The next that there is of the month that it wants. */
function monthFor({ month: wanted }: Scenario, next: string): string {
  const fits = (month: string) =>
    wanted === undefined ||
    (wanted === 'leap' ? monthOf(startOfDay(`${month}-01`)).endDate.endsWith('-02-29') : month.endsWith(wanted));
  let month = next;
  while (!fits(month)) month = monthAfter(month);
  return month;
}

const monthAfter = (month: string): string =>
  dayOf(new Date(startOfDay(monthOf(startOfDay(`${month}-01`)).endDate).getTime() + dayLength)).slice(0, 7);
