import { cloudwatch } from '../../../catalog/services/cloudwatch';
import { type Principal } from '../../../policies/iam/authorize';
import { blocksOfType } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type AccessControl } from '../shared/access-control';
import { callOnBehalf } from '../shared/call';
import { type Clock } from '../shared/clock';
import { type AlarmConfiguration, type AlarmState, readAlarm } from './alarm-configuration';
import { alarmMessage, alarmSubject, type StateChange } from './alarm-message';
import { evaluateAlarm, EXTRA_PERIODS } from './evaluation';
import { metricKey, type MetricId, MetricStore } from './metric-store';
import { statedAlarm } from './stated-alarm';
import { AwsError } from '../shared/errors';
import { type SnsService } from '../sns/sns';

export interface CloudWatchOptions {
  readonly stack: Stack;
  readonly access: AccessControl;
  readonly clock: Clock;
  readonly sns: SnsService;
}

/** What is told of an alarm's state. */
export interface Stated {
  state: AlarmState;
  reason: string;
  /** When its state was told last, and when it last was another. */
  updated: Date;
  transitioned: Date;
}

interface Alarm extends Stated {
  readonly configuration: AlarmConfiguration;
  readonly block: Block;
  isEnabled: boolean;
  /** Until when there may be data in its evaluation range, in milliseconds since the epoch. */
  busyUntil: number;
  cancel?: () => void;
}

const principal: Principal = { kind: 'service', service: cloudwatch.principal };
const page = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html';

/**
 * Metrics as services report them, and the stack's alarms on them. AWS evaluates every minute, over periods that slide
 * with it; here an alarm is evaluated whenever one of its periods ends on the clock, for as long as there is something to
 * evaluate.
 */
export class CloudWatchService {
  readonly metrics = new MetricStore();
  /** Every change of an alarm's state since the account stood. */
  readonly history: StateChange[] = [];
  readonly created: Date;
  readonly #alarms: readonly Alarm[];
  /** By the key of a metric, those that look at it. */
  readonly #watching = new Map<string, readonly Alarm[]>();
  readonly #gauges = new Map<string, { readonly id: MetricId; readonly read: () => number | undefined }>();
  #closed = false;

  /** @throws UserError for an alarm that CloudWatch would refuse, or that can't be evaluated here */
  constructor(private readonly options: CloudWatchOptions) {
    const { stack, clock } = options;
    this.created = clock.now();
    this.#alarms = blocksOfType(stack, 'aws_cloudwatch_metric_alarm').map((block) => ({
      configuration: readAlarm(block),
      block,
      state: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      updated: clock.now(),
      transitioned: clock.now(),
      isEnabled: true,
      busyUntil: 0,
    }));
    for (const alarm of this.#alarms) {
      for (const key of new Set([...alarm.configuration.queries.values()].map(metricKey))) {
        this.#watching.set(key, [...(this.#watching.get(key) ?? []), alarm]);
      }
    }
    for (const alarm of this.#alarms) {
      // One that goes by the calendar has its first look when an hour ends: on AWS, too, that comes after its creation.
      if (alarm.configuration.readsCalendar) this.#schedule(alarm);
      else this.#evaluate(alarm, clock.now());
    }
  }

  /** A service reports a value of now. */
  put(id: MetricId, value: number): void {
    this.metrics.put(id, value, this.options.clock.now());
    this.wake(id);
  }

  /**
   * A metric that is a state rather than an event, read whenever an alarm on it is evaluated; undefined while the service
   * would report nothing. `wake` tells that it may have begun to.
   */
  gauge(id: MetricId, read: () => number | undefined): void {
    this.#gauges.set(metricKey(id), { id, read });
  }

  /** Alarms on this metric have something to evaluate. */
  wake(id: MetricId): void {
    for (const alarm of this.#watching.get(metricKey(id)) ?? []) {
      const { period, evaluationPeriods } = alarm.configuration;
      const range = (evaluationPeriods + EXTRA_PERIODS + 1) * period * 1000;
      alarm.busyUntil = this.options.clock.now().getTime() + range;
      this.#schedule(alarm);
    }
  }

  /** In the stack's order. */
  alarms(): Readonly<Omit<Alarm, 'isEnabled' | 'busyUntil' | 'cancel'>>[] {
    return this.#alarms.map(({ configuration, block, state, reason, updated, transitioned }) => ({
      configuration,
      block,
      state,
      reason,
      updated,
      transitioned,
    }));
  }

  /** Those that go off by the calendar alone, such as when something has not happened by a day. */
  calendarAlarms(): string[] {
    return this.#alarms.flatMap(({ configuration: { name, readsCalendar } }) => (readsCalendar ? [name] : []));
  }

  /** As when its actions are disabled: what it watches is meant not to happen. */
  disable(name: string): void {
    const alarm = this.#find(name);
    alarm.isEnabled = false;
    alarm.cancel?.();
    delete alarm.cancel;
  }

  /** Takes `disable` back; its state is what it was. */
  resume(name: string): void {
    const alarm = this.#find(name);
    alarm.isEnabled = true;
    this.#schedule(alarm);
  }

  /** As when its state is set to OK and its actions are enabled. */
  enable(name: string): void {
    const alarm = this.#find(name);
    alarm.isEnabled = true;
    this.#change(alarm, 'OK', 'Enabled', this.options.clock.now());
    this.#schedule(alarm);
  }

  /**
   * How one tries an alarm's actions: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
   * It "returns to its actual state" at its next evaluation.
   */
  setAlarmState(name: string, state: AlarmState, reason: string): void {
    const alarm = this.#find(name);
    const now = this.options.clock.now();
    this.#change(alarm, state, reason, now);
    alarm.reason = reason;
    alarm.updated = now;
    this.#schedule(alarm);
  }

  /** As its state was before the account stood. @returns whether there is such an alarm */
  restore(name: string, stated: Stated): boolean {
    const alarm = this.#alarms.find(({ configuration }) => configuration.name === name);
    if (!alarm) return false;
    Object.assign(alarm, stated);
    for (const query of alarm.configuration.queries.values()) this.wake(query);
    return true;
  }

  arnOf = (name: string): string =>
    `arn:aws:cloudwatch:${this.options.stack.region}:${this.options.stack.accountId}:alarm:${name}`;

  /** ARNs of what alarms act on. */
  topics(): string[] {
    return [...new Set(this.#alarms.flatMap(({ configuration }) => Object.values(configuration.actions).flat()))];
  }

  close(): void {
    this.#closed = true;
    for (const alarm of this.#alarms) alarm.cancel?.();
  }

  #find(name: string): Alarm {
    const alarm = this.#alarms.find(({ configuration }) => configuration.name === name);
    if (!alarm) throw new AwsError('ResourceNotFound', `Alarm ${name} does not exist.`, 404);
    return alarm;
  }

  /** For the end of the period that the clock stands in. */
  #schedule(alarm: Alarm): void {
    if (this.#closed || !alarm.isEnabled || alarm.cancel) return;
    const { clock } = this.options;
    const length = alarm.configuration.period * 1000;
    const end = new Date((Math.floor(clock.now().getTime() / length) + 1) * length);
    const run = async () => {
      delete alarm.cancel;
      this.#sample(alarm, end);
      this.#evaluate(alarm, end);
      if (alarm.configuration.readsCalendar || alarm.busyUntil > end.getTime()) this.#schedule(alarm);
    };
    alarm.cancel = clock.schedule(end, run, { exact: true });
  }

  /** What a gauge shows counts into the period that ends; while it shows something, its alarms stay busy. */
  #sample(alarm: Alarm, end: Date): void {
    for (const query of alarm.configuration.queries.values()) {
      const gauge = this.#gauges.get(metricKey(query));
      const value = gauge?.read();
      if (!gauge || value === undefined) continue;
      this.metrics.put(gauge.id, value, new Date(end.getTime() - 1));
      this.wake(gauge.id);
    }
  }

  #evaluate(alarm: Alarm, at: Date): void {
    const evaluated = evaluateAlarm(alarm.configuration, this.metrics, at, alarm.state);
    if (evaluated.state !== alarm.state) this.#change(alarm, evaluated.state, evaluated.reason, at);
  }

  /** Actions follow a change of state, not the state. */
  #change(alarm: Alarm, to: AlarmState, reason: string, at: Date): void {
    if (to === alarm.state) return;
    const change: StateChange = { alarm: alarm.configuration, from: alarm.state, to, reason, at };
    Object.assign(alarm, { state: to, reason, updated: at, transitioned: at });
    this.history.push(change);
    for (const action of alarm.configuration.actions[to]) this.#act(change, alarm.block, action);
  }

  /** As CloudWatch itself: the topic's and its key's policies must let it in for this very alarm. */
  #act(change: StateChange, block: Block, topicArn: string): void {
    const { access, sns, stack } = this.options;
    if (topicArn.split(':')[2] !== 'sns') {
      throw new AwsError('ValidationError', `Actions of this kind are not served here: ${topicArn}`);
    }
    const context = { 'aws:SourceArn': change.alarm.arn, 'aws:SourceAccount': stack.accountId };
    const call = callOnBehalf(access, principal, cloudwatch.principal, page);
    try {
      const { region, accountId } = stack;
      const byProtocol = alarmMessage(change, statedAlarm(block), { region, accountId, created: this.created });
      sns.publishAs(call, topicArn, byProtocol.default, {
        context,
        subject: alarmSubject(change, stack),
        byProtocol: { ...byProtocol },
      });
    } catch (error) {
      // As on AWS, where only the alarm's history tells: the refusal itself is kept.
      if (!(error instanceof AwsError)) throw error;
    }
  }
}
