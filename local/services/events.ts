import { createHash } from 'node:crypto';
import { type Principal } from '../../policies/authorize';
import { blocksOfType, optionalBoolean, optionalText, text } from '../../terraform/query';
import { type Block, type Stack } from '../../terraform/stack';
import { type AccessControl } from '../access-control';
import { callOnBehalf } from '../call';
import { type Clock } from '../clock';
import { AwsError } from '../errors';
import { parseSchedule, type Schedule } from '../event-bridge/cron';
import { type BusEvent, eventTime } from '../event-bridge/event';
import { matches } from '../event-bridge/event-pattern';
import { targetInput } from '../event-bridge/input-transformer';
import { type LambdaService } from './lambda';
import { type SnsService } from './sns';
import { type SqsService } from './sqs';

/** One event's way to one target. */
export interface Delivery {
  readonly event: BusEvent;
  readonly rule: string;
  readonly targetArn: string;
  readonly input: string;
  readonly outcome: 'delivered' | 'dead-letter queue' | 'lost';
  /** Why it was not delivered; or the function's own error, which EventBridge does not see. */
  readonly error?: { readonly code: string; readonly message: string };
}

export interface EventsOptions {
  readonly stack: Stack;
  readonly access: AccessControl;
  readonly clock: Clock;
  readonly lambda: LambdaService;
  readonly sns: SnsService;
  readonly sqs: SqsService;
}

interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  readonly pattern?: string;
  readonly schedule?: Schedule;
  readonly targets: readonly Block[];
}

const principal: Principal = { kind: 'service', service: 'events.amazonaws.com' };
const page = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html';

/** The default bus: rules fire by their own cron on the account's clock, or when an event matches their pattern. */
export class EventsService {
  readonly deliveries: Delivery[] = [];
  readonly #rules: readonly Rule[];
  readonly #events = new Map<string, { readonly event: BusEvent; readonly rules: readonly Rule[] }>();
  readonly #listeners: ((delivery: Delivery) => void)[] = [];
  readonly #timers = new Map<string, () => void>();
  readonly #disabled = new Set<string>();
  readonly #delivering = new Set<Promise<unknown>>();
  #count = 0;

  constructor(private readonly options: EventsOptions) {
    const { stack, clock } = options;
    const targets = blocksOfType(stack, 'aws_cloudwatch_event_target');
    this.#rules = blocksOfType(stack, 'aws_cloudwatch_event_rule').map((block) => {
      const pattern = optionalText(block, 'event_pattern');
      const schedule = optionalText(block, 'schedule_expression');
      return {
        name: text(block, 'name'),
        arn: text(block, 'arn'),
        enabled: optionalText(block, 'state') !== 'DISABLED' && optionalBoolean(block, 'is_enabled') !== false,
        ...(pattern === undefined ? {} : { pattern }),
        ...(schedule === undefined ? {} : { schedule: parseSchedule(schedule, clock.now()) }),
        targets: targets.filter((target) => text(target, 'rule') === text(block, 'name')),
      };
    });
    for (const { name, enabled } of this.#rules) if (!enabled) this.#disabled.add(name);
    for (const rule of this.#rules) this.#schedule(rule, clock.now());
  }

  onDelivery(listener: (delivery: Delivery) => void): void {
    this.#listeners.push(listener);
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

  /** An event of the account's own services, or of a caller: goes to every rule whose pattern matches. */
  async put(event: Pick<BusEvent, 'source' | 'detail-type' | 'resources' | 'detail'>): Promise<Delivery[]> {
    const whole = this.#envelope(event);
    const rules = this.#rules.filter(
      ({ name, pattern }) => !this.#disabled.has(name) && pattern !== undefined && matches(pattern, whole),
    );
    return this.#deliver(whole, rules);
  }

  /** As `put`, for a service that does not wait; `idle` does. */
  announce(event: Pick<BusEvent, 'source' | 'detail-type' | 'resources'> & { readonly detail: object }): void {
    const { source, 'detail-type': detailType, resources, detail } = event;
    const announced = { source, 'detail-type': detailType, resources, detail: detail as BusEvent['detail'] };
    const delivering = this.put(announced)
      .catch((error: unknown) => void console.error(error))
      .finally(() => this.#delivering.delete(delivering));
    this.#delivering.add(delivering);
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

  #envelope(event: Pick<BusEvent, 'source' | 'detail-type' | 'resources' | 'detail'>): BusEvent {
    const { stack, clock } = this.options;
    const time = eventTime(clock.now());
    const digest = createHash('sha256').update(`${time} ${event.source} ${this.#count++}`).digest('hex');
    // A UUID that is the same in every run of the same events.
    const id = digest.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
    return { version: '0', id, account: stack.accountId, time, region: stack.region, ...event };
  }

  async #deliver(event: BusEvent, rules: readonly Rule[]): Promise<Delivery[]> {
    this.#events.set(event.id, { event, rules });
    const ways = rules.flatMap((rule) => rule.targets.map((target) => this.#toTarget(event, rule, target)));
    return Promise.all(ways);
  }

  async #toTarget(event: BusEvent, rule: Rule, target: Block): Promise<Delivery> {
    const targetArn = text(target, 'arn');
    const input = targetInput(target, rule, event);
    const base = { event, rule: rule.name, targetArn, input };
    let delivery: Delivery;
    try {
      const error = await this.#send(rule, targetArn, input);
      delivery = { ...base, outcome: 'delivered', ...(error ? { error } : {}) };
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      const error = { code: thrown.code, message: thrown.message };
      // A refusal or a missing target is not retried: it goes to the queue at once.
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
      delivery = { ...base, outcome: this.#deadLetter(rule, target, input, thrown), error };
    }
    this.deliveries.push(delivery);
    for (const listener of this.#listeners) listener(delivery);
    return delivery;
  }

  /** @returns the error of a function that took the event and failed */
  async #send(rule: Rule, targetArn: string, input: string): Promise<Delivery['error']> {
    const { access, lambda, sns, sqs } = this.options;
    const call = callOnBehalf(access, principal, 'events.amazonaws.com', page);
    switch (targetArn.split(':')[2]) {
      case 'lambda': {
        call.require('lambda:InvokeFunction', targetArn, this.#source(rule));
        const { error } = await lambda.invokeAsynchronously(targetArn, input);
        return error && { code: error.errorType, message: error.errorMessage };
      }
      case 'sns':
        // Without source keys: "You can't use Condition blocks in Amazon SNS topic policies for EventBridge", for it
        // sends none there. A topic policy that asks for aws:SourceArn lets nothing through.
        sns.publishAs(call, targetArn, input);
        return undefined;
      case 'sqs':
        sqs.sendAs(call, targetArn, input, {}, this.#source(rule));
        return undefined;
      default:
        throw new AwsError('INVALID_TARGET', `Targets of this kind are not served here: ${targetArn}`);
    }
  }

  #source(rule: Rule) {
    return { 'aws:SourceArn': rule.arn, 'aws:SourceAccount': this.options.stack.accountId };
  }

  #deadLetter(rule: Rule, target: Block, input: string, error: AwsError): Delivery['outcome'] {
    const queue = optionalText(target, 'dead_letter_config.arn');
    if (queue === undefined) return 'lost';
    const dlqPage = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html';
    const call = callOnBehalf(this.options.access, principal, 'events.amazonaws.com', dlqPage);
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: text(target, 'arn'),
      ERROR_CODE: error.code === 'AccessDenied' ? 'NO_PERMISSIONS' : error.code,
      ERROR_MESSAGE: error.message,
      RETRY_ATTEMPTS: '0',
    };
    try {
      this.options.sqs.sendAs(call, queue, input, attributes, this.#source(rule));
      return 'dead-letter queue';
    } catch {
      // As on AWS, where only a metric (InvocationsFailedToBeSentToDlq) tells: the refusal itself is kept.
      return 'lost';
    }
  }
}
