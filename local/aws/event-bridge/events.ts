import { AwsError } from '../shared/errors';
import { type Delivery, Deliverer, type DeliveryOptions } from './deliverer';
import { describeTarget } from './describe-target';
import { type BusEvent, Envelope, type Happened } from './event';
import { readRules, type Rule } from './rule';
import { type RuleTarget } from './target';
import { Timetable } from './timetable';

/** An event before EventBridge puts it into its envelope. */
export interface Announcement extends Happened {
  /** When it happened; when it came, where its sender does not say. */
  readonly at?: Date;
}

/** An event, when it came, and the rules that it went to. */
interface Came {
  readonly event: BusEvent;
  readonly ingested: string;
  readonly rules: readonly Rule[];
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
  readonly #events = new Map<string, Came>();
  readonly #listeners: ((delivery: Delivery) => void)[] = [];
  readonly #timetable: Timetable<Rule>;
  readonly #delivering = new Set<Promise<unknown>>();
  readonly #deliverer: Deliverer;
  #count = 0;

  constructor(private readonly options: DeliveryOptions) {
    const { stack, clock } = options;
    this.#deliverer = new Deliverer(options);
    this.#rules = readRules(stack, clock.now());
    this.#timetable = new Timetable(this.#rules, clock, (rule) => this.#fire(rule));
  }

  onDelivery(listener: (delivery: Delivery) => void): void {
    this.#listeners.push(listener);
  }

  describeRules(): RuleDescription[] {
    return this.#rules.map((rule) => this.#describe(rule));
  }

  /** @throws AwsError when there is no such rule */
  describeRule(ruleName: string): RuleDescription {
    return this.#describe(this.#rule(ruleName));
  }

  /** In the API's names. @throws AwsError when there is no such rule */
  describeTargets(ruleName: string): object[] {
    return this.#rule(ruleName).targets.map(({ block }) => describeTarget(block));
  }

  /** When each rule with a schedule fires next, by the rule's name; a disabled one doesn't. */
  nextFirings(): Readonly<Record<string, Date>> {
    return this.#timetable.next();
  }

  /**
   * An event of the account's own services, or of a caller: goes to every rule whose pattern matches.
   * @returns its way to each target, once it is there
   */
  async put(event: Announcement): Promise<Delivery[]> {
    const envelope = this.#envelope(event);
    return this.#toAll(envelope, this.#matching(envelope));
  }

  /** As `put`, for a sender that does not wait; `idle` does. */
  announce(event: Announcement): Envelope {
    const envelope = this.#envelope(event);
    const rules = this.#matching(envelope);
    // Of most events no rule asks.
    if (rules.length === 0) return envelope;
    const delivering: Promise<unknown> = this.#toAll(envelope, rules)
      .catch((error: unknown) => void console.error(error))
      .finally(() => this.#delivering.delete(delivering));
    this.#delivering.add(delivering);
    return envelope;
  }

  /** As `announce`, for a bus that is not there. */
  nowhere(event: Announcement): Envelope {
    return this.#envelope(event);
  }

  /** Returns when no delivery is under way. */
  async idle(): Promise<void> {
    while (this.#delivering.size > 0) await Promise.all(this.#delivering);
  }

  /** As the API's EnableRule: from now on the rule fires, whatever the stack says. @throws AwsError as `fire` */
  enable(ruleName: string): void {
    this.#timetable.enable(this.#rule(ruleName));
  }

  /** As the API's DisableRule. @throws AwsError as `fire` */
  disable(ruleName: string): void {
    this.#timetable.disable(this.#rule(ruleName));
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
    return this.#deliver(known);
  }

  #matching(envelope: Envelope): readonly Rule[] {
    return this.#rules.filter((rule) => {
      const { pattern } = rule;
      if (!pattern || !this.#timetable.isEnabled(rule)) return false;
      return pattern.compiled.matches(pattern.asksEnvelope ? envelope.whole : envelope.happened);
    });
  }

  #toAll({ whole: event }: Envelope, rules: readonly Rule[]): Promise<Delivery[]> {
    return this.#deliver({ event, ingested: this.options.clock.now().toISOString(), rules });
  }

  /** How many events there were: an id is made of it. */
  get count(): number {
    return this.#count;
  }

  /** What was delivered before the account stood. */
  restore(deliveries: readonly Delivery[], count: number): void {
    this.deliveries.push(...deliveries);
    this.#count = count;
  }

  close(): void {
    this.#timetable.close();
  }

  #rule(name: string): Rule {
    const rule = this.#rules.find((one) => one.name === name);
    if (!rule) throw new AwsError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus default.`);
    return rule;
  }

  #describe(rule: Rule): RuleDescription {
    const { name, arn, description, expression, pattern } = rule;
    return {
      Name: name,
      Arn: arn,
      Description: description,
      State: this.#timetable.isEnabled(rule) ? 'ENABLED' : 'DISABLED',
      ScheduleExpression: expression,
      EventPattern: pattern?.text,
      EventBusName: 'default',
    };
  }

  #fire(rule: Rule): Promise<Delivery[]> {
    const event = this.#envelope({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      resources: [rule.arn],
      detail: {},
    }).whole;
    return this.#deliver({ event, ingested: this.options.clock.now().toISOString(), rules: [rule] });
  }

  #envelope({ at = this.options.clock.now(), ...event }: Announcement): Envelope {
    const { accountId: account, region } = this.options.stack;
    return new Envelope(event, { account, region, at, number: this.#count++ });
  }

  async #deliver(came: Came): Promise<Delivery[]> {
    this.#events.set(came.event.id, came);
    const ways = came.rules.flatMap((rule) => rule.targets.map((target) => this.#toTarget(came, rule, target)));
    return Promise.all(ways);
  }

  async #toTarget({ event, ingested }: Came, rule: Rule, target: RuleTarget): Promise<Delivery> {
    const delivery = await this.#deliverer.deliver(event, rule, target, ingested);
    this.deliveries.push(delivery);
    for (const listener of this.#listeners) listener(delivery);
    return delivery;
  }
}
