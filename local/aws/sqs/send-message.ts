import { type Block } from '../../../terraform/stack';
import { type Call } from '../shared/call';
import { AwsError } from '../shared/errors';
import { Input } from '../shared/input';
import { type MessageAttributes, sizeOfAttributes } from '../shared/message-attributes';
import { bodyDigest } from './message';
import { attributesDigest, checkAttributes, handedOut } from './message-attributes';
import { LARGEST_MESSAGE } from './queue';
import { withKey } from './receive-message';
import { type SqsService } from './sqs';

/** "#x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF" */
const UNTAKEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export function sendMessage(sqs: SqsService, queue: Block, given: Record<string, unknown>, call: Call): object {
  const body = new Input(given).text('MessageBody');
  // In words recorded by localstack/localstack, tests/aws/services/sqs/test_sqs.snapshot.json; so is the length.
  if (!body) throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  const attributes = (given['MessageAttributes'] ?? {}) as MessageAttributes;
  checkAttributes(attributes);
  if (Buffer.byteLength(body) + sizeOfAttributes(attributes) > LARGEST_MESSAGE) {
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${LARGEST_MESSAGE} bytes.`,
    );
  }
  if (UNTAKEN.test(body)) {
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
  const { messageId } = withKey(() => sqs.send(call, queue, body, handedOut(attributes)));
  return {
    MessageId: messageId,
    MD5OfMessageBody: bodyDigest(body),
    ...(Object.keys(attributes).length > 0 ? { MD5OfMessageAttributes: attributesDigest(attributes) } : {}),
  };
}
