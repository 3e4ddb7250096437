import { UserError } from '../../../scripts/user-error';
import { blocksOfType, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { isFields } from '../../../scripts/text/is-fields';

/** Where a queue's messages go that were received too often, as AWS has it. */
export interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** Of a queue whose policy was checked. */
export function redriveOf(queue: Block): Redrive | undefined {
  const policy = optionalText(queue, 'redrive_policy');
  if (policy === undefined) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as Redrive;
  return { deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) };
}

/**
 * "from 1 to 1,000", and a queue of the same account and Region:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue.html
 * @throws UserError for every queue whose messages could not go where it says
 */
export function checkRedrive(stack: Stack): void {
  const queues = blocksOfType(stack, 'aws_sqs_queue').filter(({ kind }) => kind === 'resource');
  const arns = new Set(queues.map((queue) => text(queue, 'arn')));
  const faults = queues.flatMap((queue) => faultsOf(queue, arns));
  if (faults.length > 0) throw new UserError(faults.join('\n'));
}

function faultsOf(queue: Block, arns: ReadonlySet<string>): string[] {
  const policy = optionalText(queue, 'redrive_policy');
  if (policy === undefined) return [];
  const fault = (right: string) => [`${queue.address}: redrive_policy is ${policy}: ${right}.`];
  const read = objectIn(policy);
  const { deadLetterTargetArn: target, maxReceiveCount: count, ...others } = read ?? {};
  if (!read || Object.keys(others).length > 0)
    return fault('it must be JSON of deadLetterTargetArn and maxReceiveCount');
  if (typeof target !== 'string' || !arns.has(target)) return fault('deadLetterTargetArn must be a queue of the stack');
  const times = typeof count === 'string' && /^\d+$/.test(count) ? Number(count) : count;
  return typeof times === 'number' && Number.isInteger(times) && times >= 1 && times <= 1000
    ? []
    : fault('maxReceiveCount must be a whole number from 1 to 1000');
}

function objectIn(json: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(json) as unknown;
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
