import { scheduler } from '../../../catalog/services/scheduler';
import { type DeliveryOptions } from '../event-bridge/deliverer';
import { type Delivered, invokeFunction, outcomeOf } from '../event-bridge/outcome';
import { type Call, callOnBehalf } from '../shared/call';
import { textAttributes } from '../shared/message-attributes';
import { assume } from '../shared/service-role';
import { uuidOf } from '../shared/unique-id';
import { fill } from './input';
import { type Schedule } from './schedule';

/** What came of one moment of a schedule. */
export interface Invocation extends Delivered {
  readonly schedule: string;
  readonly group: string;
  /** The moment, `2022-03-22T18:59:43Z`: the same whenever it is invoked. */
  readonly scheduledTime: string;
  /** How often the target was tried. */
  readonly attempts: number;
}

export type InvokerOptions = Omit<DeliveryOptions, 'sns'>;

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
    const { arn: scheduleArn, name, group, target } = schedule;
    let attempts = 0;
    let [input, executionId] = ['', ''];
    const came = await outcomeOf(target.retry, this.options.clock, name, {
      send: () => {
        attempts += 1;
        // "the unique ID that EventBridge Scheduler assigns for each attempted invocation"
        executionId = uuidOf(`${scheduleArn} ${scheduledTime} ${this.#count++}`)
          .replaceAll('-', '')
          .slice(0, 16);
        input = fill(target.input, { scheduleArn, scheduledTime, executionId, attempt: attempts });
        return this.#send(schedule, input);
      },
      queue: target.deadLetterArn,
      deadLetter: (queue, { failure, retries, exhausted }) => {
        const attributes = textAttributes({
          ERROR_CODE: failure.code,
          ERROR_MESSAGE: failure.message,
          EXECUTION_ID: executionId,
          ...(exhausted === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: exhausted }),
          IS_PAYLOAD_TRUNCATED: 'false',
          RETRY_ATTEMPTS: String(retries),
          SCHEDULED_TIME: scheduledTime,
          SCHEDULE_ARN: scheduleArn,
          TARGET_ARN: target.arn,
        });
        this.options.sqs.sendAs(this.role(schedule, QUEUE_PAGE), queue, input, attributes);
      },
    });
    return { schedule: name, group: group.name, scheduledTime, targetArn: target.arn, input, attempts, ...came };
  }

  /** Scheduler invokes a function asynchronously. */
  async #send(schedule: Schedule, input: string): Promise<Delivered['error']> {
    const { arn } = schedule.target;
    this.role(schedule).require('lambda:InvokeFunction', arn);
    return invokeFunction(this.options.lambda, arn, input);
  }
}
