import { text } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { AccessDenied } from '../shared/access-control';
import { type Call } from '../shared/call';
import { AwsError } from '../shared/errors';
import { type Input } from '../shared/input';
import { isSystemAttribute, received } from './message';
import { visibilityOf } from './queue';
import { type SqsService } from './sqs';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export async function receiveMessage(sqs: SqsService, queue: Block, input: Input, call: Call): Promise<object> {
  const most = within(input, 'MaxNumberOfMessages', 1, 10) ?? 1;
  const hidden = within(input, 'VisibilityTimeout', 0, 43_200) ?? visibilityOf(queue);
  const wait = within(input, 'WaitTimeSeconds', 0, 20) ?? 0;
  const systemNames = [
    ...(input.texts('MessageSystemAttributeNames') ?? []),
    // Its older name.
    ...(input.texts('AttributeNames') ?? []),
  ];
  const unknown = systemNames.find((name) => !isSystemAttribute(name));
  if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const names = input.texts('MessageAttributeNames') ?? [];
  withKey(() => sqs.requireKey(queue, call, 'kms:Decrypt'));
  const arn = text(queue, 'arn');
  let messages = sqs.receive(arn, most, hidden);
  if (messages.length === 0 && wait > 0) {
    await arrival(sqs, text(queue, 'name'), wait);
    messages = sqs.receive(arn, most, hidden);
  }
  return messages.length === 0
    ? {}
    : { Messages: messages.map((message) => received(message, { systemNames, names })) };
}

/** What a client is told that may not use a queue's key. */
export function withKey<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    const denied = error instanceof AccessDenied && error.refusal.use.action.startsWith('kms:');
    throw denied ? new AwsError('KmsAccessDenied', error.message, 400, { cause: error }) : error;
  }
}

/** Until a message comes, or the time is up on the account's clock. */
async function arrival(sqs: SqsService, queueName: string, seconds: number): Promise<void> {
  let ignore = (): void => undefined;
  const sent = new Promise<void>((resolve) => {
    ignore = sqs.onSend((name) => {
      if (name === queueName) resolve();
    });
  });
  await Promise.race([sent, sqs.clock.sleep(seconds * 1000, `ReceiveMessage waits on ${queueName}`)]);
  ignore();
}

function within(input: Input, name: string, least: number, most: number): number | undefined {
  const value = input.number(name);
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return value;
  throw new AwsError(
    'InvalidParameterValue',
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
}
