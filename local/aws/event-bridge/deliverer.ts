import { eventBridge } from '../../../catalog/services/event-bridge';
import { type Principal } from '../../../policies/iam/authorize';
import { optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type AccessControl } from '../shared/access-control';
import { callOnBehalf } from '../shared/call';
import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { textAttributes } from '../shared/message-attributes';
import { type LambdaService } from '../lambda/lambda';
import { type SnsService } from '../sns/sns';
import { type SqsService } from '../sqs/sqs';
import { type BusEvent } from './event';
import { UnfilledTemplate } from './input-template';
import { type RuleTarget } from './target';
import { type Failed, retrying, retryPolicyOf } from './retry';

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

export interface DeliveryOptions {
  readonly stack: Stack;
  readonly access: AccessControl;
  readonly clock: Clock;
  readonly lambda: LambdaService;
  readonly sns: SnsService;
  readonly sqs: SqsService;
}

export interface RuleIdentity {
  readonly name: string;
  readonly arn: string;
}

const principal: Principal = { kind: 'service', service: eventBridge.principal };
const page = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html';

/** Brings events to targets as EventBridge itself: it is the targets' policies that let it in. */
export class Deliverer {
  constructor(private readonly options: DeliveryOptions) {}

  /** Never throws for what AWS would not: the outcome tells. */
  async deliver(event: BusEvent, rule: RuleIdentity, { block: target, input: inputOf }: RuleTarget, ingested: string) {
    const targetArn = text(target, 'arn');
    let input: string;
    try {
      input = inputOf(event, rule, ingested);
    } catch (error) {
      if (!(error instanceof UnfilledTemplate)) throw error;
      return lost({ event, rule: rule.name, targetArn, input: '' }, error);
    }
    return this.#deliver({ event, rule: rule.name, targetArn, input }, rule, target);
  }

  async #deliver(
    base: Pick<Delivery, 'event' | 'rule' | 'targetArn' | 'input'>,
    rule: RuleIdentity,
    target: Block,
  ): Promise<Delivery> {
    const { targetArn, input } = base;
    const { clock } = this.options;
    const tried = await retrying(retryPolicyOf(target), clock, rule.name, () => this.#send(rule, targetArn, input));
    if (!('failure' in tried)) {
      return { ...base, outcome: 'delivered', ...(tried.result ? { error: tried.result } : {}) };
    }
    const error = { code: tried.failure.code, message: tried.failure.message };
    return { ...base, outcome: this.#deadLetter(rule, target, input, tried), error };
  }

  /** @returns the error of a function that took the event and failed */
  async #send(rule: RuleIdentity, targetArn: string, input: string): Promise<Delivery['error']> {
    const { access, lambda, sns, sqs } = this.options;
    const call = callOnBehalf(access, principal, eventBridge.principal, page);
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

  #source(rule: RuleIdentity) {
    return { 'aws:SourceArn': rule.arn, 'aws:SourceAccount': this.options.stack.accountId };
  }

  #deadLetter(rule: RuleIdentity, target: Block, input: string, failed: Failed): Delivery['outcome'] {
    const queue = optionalText(target, 'dead_letter_config.arn');
    if (queue === undefined) return 'lost';
    const dlqPage = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html';
    const call = callOnBehalf(this.options.access, principal, eventBridge.principal, dlqPage);
    const { failure, retries, exhausted } = failed;
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: text(target, 'arn'),
      ERROR_CODE: failure.code === 'AccessDenied' ? 'NO_PERMISSIONS' : failure.code,
      ERROR_MESSAGE: failure.message,
      RETRY_ATTEMPTS: String(retries),
      ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
    };
    try {
      this.options.sqs.sendAs(call, queue, input, textAttributes(attributes), this.#source(rule));
      return 'dead-letter queue';
    } catch {
      // As on AWS, where only a metric (InvocationsFailedToBeSentToDlq) tells: the refusal itself is kept.
      return 'lost';
    }
  }
}

const lost = (base: Pick<Delivery, 'event' | 'rule' | 'targetArn' | 'input'>, { name, message }: Error): Delivery => ({
  ...base,
  outcome: 'lost',
  error: { code: name, message },
});
