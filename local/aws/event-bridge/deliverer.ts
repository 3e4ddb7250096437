import { eventBridge } from '../../../catalog/services/event-bridge';
import { type Principal } from '../../../policies/iam/authorize';
import { optionalText, text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { type AccessControl } from '../shared/access-control';
import { callOnBehalf } from '../shared/call';
import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { textAttributes } from '../shared/message-attributes';
import { type LambdaService } from '../lambda/lambda';
import { type SnsService } from '../sns/sns';
import { type SqsService } from '../sqs/sqs';
import { type BusEvent } from './event';
import { InvalidInput, UnfilledTemplate } from './input-template';
import { type RuleTarget } from './target';
import { type Delivered, invokeFunction, outcomeOf } from './outcome';
import { type Failed, retryPolicyOf } from './retry';

/** One event's way to one target. */
export interface Delivery extends Delivered {
  readonly event: BusEvent;
  readonly rule: string;
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
  async deliver(
    event: BusEvent,
    rule: RuleIdentity,
    { block: target, input: inputOf }: RuleTarget,
    ingested: string,
  ): Promise<Delivery> {
    const base = { event, rule: rule.name, targetArn: text(target, 'arn') };
    let input: string;
    let invalid: AwsError | undefined;
    try {
      input = inputOf(event, rule, ingested);
    } catch (error) {
      if (error instanceof UnfilledTemplate) {
        return { ...base, input: '', outcome: 'lost', error: { code: error.name, message: error.message } };
      }
      if (!(error instanceof InvalidInput)) throw error;
      input = error.input;
      invalid = new AwsError('INVALID_JSON', error.message);
    }
    const came = await outcomeOf(retryPolicyOf(target), this.options.clock, rule.name, {
      send: () => (invalid ? Promise.reject(invalid) : this.#send(rule, base.targetArn, input)),
      queue: optionalText(target, 'dead_letter_config.arn'),
      deadLetter: (queue, failed) => this.#deadLetter(rule, { targetArn: base.targetArn, queue, input }, failed),
    });
    return { ...base, input, ...came };
  }

  /** @returns the error of a function that took the event and failed */
  async #send(rule: RuleIdentity, targetArn: string, input: string): Promise<Delivery['error']> {
    const { access, lambda, sns, sqs } = this.options;
    const call = callOnBehalf(access, principal, eventBridge.principal, page);
    switch (targetArn.split(':')[2]) {
      case 'lambda': {
        call.require('lambda:InvokeFunction', targetArn, this.#source(rule));
        return invokeFunction(lambda, targetArn, input);
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

  #deadLetter(
    rule: RuleIdentity,
    { targetArn, queue, input }: { readonly targetArn: string; readonly queue: string; readonly input: string },
    { failure, retries, exhausted }: Failed,
  ): void {
    const dlqPage = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html';
    const call = callOnBehalf(this.options.access, principal, eventBridge.principal, dlqPage);
    const attributes = textAttributes({
      RULE_ARN: rule.arn,
      TARGET_ARN: targetArn,
      ERROR_CODE: failure.code === 'AccessDenied' ? 'NO_PERMISSIONS' : failure.code,
      ERROR_MESSAGE: failure.message,
      // Of what is not tried again there is none: recorded, radkawar/stackd at 9dc356f, testdata/aws/eventbridge/inputs.json.
      ...(exhausted === undefined ? {} : { RETRY_ATTEMPTS: String(retries), EXHAUSTED_RETRY_CONDITION: exhausted }),
    });
    this.options.sqs.sendAs(call, queue, input, attributes, this.#source(rule));
  }
}
