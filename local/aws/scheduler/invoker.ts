import { scheduler } from '../../../catalog/services/scheduler';
import { type Stack } from '../../../terraform/stack';
import { retrying } from '../event-bridge/retry';
import { type LambdaService } from '../lambda/lambda';
import { type AccessControl } from '../shared/access-control';
import { type Call, callOnBehalf } from '../shared/call';
import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { textAttributes } from '../shared/message-attributes';
import { assume } from '../shared/service-role';
import { uuidOf } from '../shared/unique-id';
import { type SqsService } from '../sqs/sqs';
import { fill } from './input';
import { type Schedule } from './schedule';

/** What came of one moment of a schedule. */
export interface Invocation {
  readonly schedule: string;
  readonly group: string;
  /** The moment, `2022-03-22T18:59:43Z`: the same whenever it is invoked. */
  readonly scheduledTime: string;
  readonly targetArn: string;
  /** Of the last attempt. */
  readonly input: string;
  /** How often the target was tried. */
  readonly attempts: number;
  readonly outcome: 'delivered' | 'dead-letter queue' | 'lost';
  /** Why it was not delivered; or the function's own error, which Scheduler does not see. */
  readonly error?: { readonly code: string; readonly message: string };
}

export interface InvokerOptions {
  readonly stack: Stack;
  readonly access: AccessControl;
  readonly clock: Clock;
  readonly lambda: LambdaService;
  readonly sqs: SqsService;
}

const ROLE_PAGE = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role';
const QUEUE_PAGE = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html';

/** Invokes targets with the rights of each schedule's own role. */
export class Invoker {
  #count = 0;

  constructor(private readonly options: InvokerOptions) {}

  /**
   * With the keys that AWS has in the trust of such a role: the account, and the schedule's group.
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
   * @throws AccessDenied when the role does not trust Scheduler for it
   */
  role({ group, target }: Schedule, cite = ROLE_PAGE): Call {
    const { access, stack } = this.options;
    const principal = assume(access, {
      roleArn: target.roleArn,
      service: scheduler.principal,
      sourceArn: group.arn,
      accountId: stack.accountId,
    });
    return callOnBehalf(access, principal, scheduler.principal, cite);
  }

  /** Never throws for what AWS would not: the outcome tells. */
  async invoke(schedule: Schedule, scheduledTime: string): Promise<Invocation> {
    const { clock } = this.options;
    const { target } = schedule;
    let attempts = 0;
    let [input, executionId] = ['', ''];
    const tried = await retrying(target.retry, clock, schedule.name, async () => {
      attempts += 1;
      // "the unique ID that EventBridge Scheduler assigns for each attempted invocation"
      executionId = uuidOf(`${schedule.arn} ${scheduledTime} ${this.#count++}`).replaceAll('-', '').slice(0, 16);
      input = fill(target.input, { scheduleArn: schedule.arn, scheduledTime, executionId, attempt: attempts });
      return this.#send(schedule, input);
    });
    const base = {
      schedule: schedule.name,
      group: schedule.group.name,
      scheduledTime,
      targetArn: target.arn,
      input,
      attempts,
    };
    if (!('failure' in tried)) {
      return { ...base, outcome: 'delivered', ...(tried.result ? { error: tried.result } : {}) };
    }
    const { failure, retries, exhausted } = tried;
    const outcome = this.#deadLetter(schedule, input, {
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      EXECUTION_ID: executionId,
      ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: String(retries),
      SCHEDULED_TIME: scheduledTime,
      SCHEDULE_ARN: schedule.arn,
      TARGET_ARN: target.arn,
    });
    return { ...base, outcome, error: { code: failure.code, message: failure.message } };
  }

  /** @returns the error of a function that took the event and failed: Scheduler invokes it asynchronously */
  async #send(schedule: Schedule, input: string): Promise<Invocation['error']> {
    const { arn } = schedule.target;
    this.role(schedule).require('lambda:InvokeFunction', arn);
    const { error } = await this.options.lambda.invokeAsynchronously(arn, input);
    return error && { code: error.errorType, message: error.errorMessage };
  }

  #deadLetter(schedule: Schedule, input: string, attributes: Readonly<Record<string, string>>): Invocation['outcome'] {
    const { deadLetterArn } = schedule.target;
    if (deadLetterArn === undefined) return 'lost';
    try {
      this.options.sqs.sendAs(this.role(schedule, QUEUE_PAGE), deadLetterArn, input, textAttributes(attributes));
      return 'dead-letter queue';
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      // As on AWS, where only a metric (InvocationsFailedToBeSentToDeadLetterCount) tells: the refusal itself is kept.
      return 'lost';
    }
  }
}
