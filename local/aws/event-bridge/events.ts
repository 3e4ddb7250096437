import { createHash } from 'node:crypto';
import { blocksOfType, optionalBoolean, optionalText, text } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { AwsError } from '../shared/errors';
import { parseSchedule, type Schedule } from './cron';
import { type Delivery, Deliverer, type DeliveryOptions } from './deliverer';
import { describeTarget } from './describe-target';
import { type BusEvent, eventTime } from './event';
import { matches } from './event-pattern';

/** An event before EventBridge puts it into its envelope. */
export interface Announcement extends Pick<BusEvent, 'source' | 'detail-type' | 'resources'> {
  /** A JSON object. */
  readonly detail: object;
}

interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly pattern?: string;
  readonly expression?: string;
  readonly schedule?: Schedule;
  readonly targets: readonly Block[];
}

/** What a rule is, in the API's names. */
export interface RuleDescription {
  readonly Name: string;
  readonly Arn: string;
  readonly Description: string | undefined;
  readonly State: 'ENABLED' | 'DISABLED';
  readonly ScheduleExpression: string | undefined;
  readonly EventPattern: string | undefined;
  readonly EventBusName: 'default';
}

/** The default bus: rules fire by their own cron on the account's clock, or when an event matches their pattern. */
export class EventsService {
  readonly deliveries: Delivery[] = [];
  readonly #rules: readonly Rule[];
  readonly #events = new Map<string, { readonly event: BusEvent; readonly rules: readonly Rule[] }>();
  readonly #listeners: ((delivery: Delivery) => void)[] = [];
  readonly #timers = new Map<string, () => void>();
  readonly #disabled = new Set<string>();
  readonly #delivering = new Set<Promise<unknown>>();
  readonly #deliverer: Deliverer;
  #count = 0;

  constructor(private readonly options: DeliveryOptions) {
    const { stack, clock } = options;
    this.#deliverer = new Deliverer(options);
    const targets = blocksOfType(stack, 'aws_cloudwatch_event_target');
    this.#rules = blocksOfType(stack, 'aws_cloudwatch_event_rule').map((block) => {
      const pattern = optionalText(block, 'event_pattern');
      const schedule = optionalText(block, 'schedule_expression');
      const description = optionalText(block, 'description');
      return {
        name: text(block, 'name'),
        arn: text(block, 'arn'),
        ...(description === undefined ? {} : { description }),
        enabled: optionalText(block, 'state') !== 'DISABLED' && optionalBoolean(block, 'is_enabled') !== false,
        ...(pattern === undefined ? {} : { pattern }),
        ...(schedule === undefined ? {} : { expression: schedule, schedule: parseSchedule(schedule, clock.now()) }),
        targets: targets.filter((target) => text(target, 'rule') === text(block, 'name')),
      };
    });
    for (const { name, enabled } of this.#rules) if (!enabled) this.#disabled.add(name);
    for (const rule of this.#rules) this.#schedule(rule, clock.now());
  }

  onDelivery(listener: (delivery: Delivery) => void): void {
    this.#listeners.push(listener);
  }

  describeRules(): RuleDescription[] {
    return this.#rules.map(({ name, arn, description, expression, pattern }) => ({
      Name: name,
      Arn: arn,
      Description: description,
      State: this.#disabled.has(name) ? 'DISABLED' : 'ENABLED',
      ScheduleExpression: expression,
      EventPattern: pattern,
      EventBusName: 'default',
    }));
  }

  /** In the API's names. @throws AwsError when there is no such rule */
  describeTargets(ruleName: string): object[] {
    return this.#rule(ruleName).targets.map(describeTarget);
  }

  /** When each rule with a schedule fires next, by the rule's name; a disabled one doesn't. */
  nextFirings(): Readonly<Record<string, Date>> {
    const now = this.options.clock.now();
    return Object.fromEntries(
      this.#rules.flatMap(({ name, schedule }) => {
        const next = this.#disabled.has(name) ? undefined : schedule?.next(now);
        return next ? [[name, next]] : [];
      }),
    );
  }

  /**
   * An event of the account's own services, or of a caller: goes to every rule whose pattern matches.
   * @returns its way to each target, once it is there
   */
  async put(event: Announcement): Promise<Delivery[]> {
    return this.#match(this.#envelope(event));
  }

  /** As `put`, for a sender that does not wait; `idle` does. @returns the event's id */
  announce(event: Announcement): string {
    const whole = this.#envelope(event);
    const delivering = this.#match(whole)
      .catch((error: unknown) => void console.error(error))
      .finally(() => this.#delivering.delete(delivering));
    this.#delivering.add(delivering);
    return whole.id;
  }

  /** Returns when no delivery is under way. */
  async idle(): Promise<void> {
    while (this.#delivering.size > 0) await Promise.all(this.#delivering);
  }

  /** As the API's EnableRule: from now on the rule fires, whatever the stack says. @throws AwsError as `fire` */
  enable(ruleName: string): void {
    const rule = this.#rule(ruleName);
    this.#disabled.delete(ruleName);
    this.#timers.get(ruleName)?.();
    this.#schedule(rule, this.options.clock.now());
  }

  /** As the API's DisableRule. @throws AwsError as `fire` */
  disable(ruleName: string): void {
    this.#rule(ruleName);
    this.#disabled.add(ruleName);
    this.#timers.get(ruleName)?.();
  }

  /** Fires a rule now, as its schedule would. @throws AwsError when there is no such rule */
  async fire(ruleName: string): Promise<Delivery[]> {
    return this.#fire(this.#rule(ruleName));
  }

  /**
   * The same event once more: EventBridge delivers at least once.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html ("triggered multiple times")
   */
  async redeliver(eventId: string): Promise<Delivery[]> {
    const known = this.#events.get(eventId);
    if (!known) throw new AwsError('ResourceNotFoundException', `Event ${eventId} was never delivered.`);
    return this.#deliver(known.event, known.rules);
  }

  async #match(event: BusEvent): Promise<Delivery[]> {
    const rules = this.#rules.filter(
      ({ name, pattern }) => !this.#disabled.has(name) && pattern !== undefined && matches(pattern, event),
    );
    return this.#deliver(event, rules);
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #rule(name: string): Rule {
    const rule = this.#rules.find((one) => one.name === name);
    if (!rule) throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);
    return rule;
  }

  #schedule(rule: Rule, after: Date): void {
    const next = this.#disabled.has(rule.name) ? undefined : rule.schedule?.next(after);
    if (!next) return;
    const run = async () => {
      // From the planned moment on: a timer that fires a millisecond early must not plan the same moment again.
      this.#schedule(rule, next);
      await this.#fire(rule);
    };
    this.#timers.set(rule.name, this.options.clock.schedule(next, run, { exact: true }));
  }

  #fire(rule: Rule): Promise<Delivery[]> {
    const event = this.#envelope({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      resources: [rule.arn],
      detail: {},
    });
    return this.#deliver(event, [rule]);
  }

  #envelope({ source, 'detail-type': detailType, resources, detail }: Announcement): BusEvent {
    const { stack, clock } = this.options;
    const time = eventTime(clock.now());
    const digest = createHash('sha256').update(`${time} ${source} ${this.#count++}`).digest('hex');
    // A UUID that is the same in every run of the same events.
    const id = digest.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
    return {
      version: '0',
      id,
      'detail-type': detailType,
      source,
      account: stack.accountId,
      time,
      region: stack.region,
      resources,
      detail: detail as BusEvent['detail'],
    };
  }

  async #deliver(event: BusEvent, rules: readonly Rule[]): Promise<Delivery[]> {
    this.#events.set(event.id, { event, rules });
    const ways = rules.flatMap((rule) => rule.targets.map((target) => this.#toTarget(event, rule, target)));
    return Promise.all(ways);
  }

  async #toTarget(event: BusEvent, rule: Rule, target: Block): Promise<Delivery> {
    const delivery = await this.#deliverer.deliver(event, rule, target);
    this.deliveries.push(delivery);
    for (const listener of this.#listeners) listener(delivery);
    return delivery;
  }
}
