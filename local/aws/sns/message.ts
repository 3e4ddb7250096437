import { NotServed } from '../shared/errors';
import { isFields } from '../../../scripts/text/is-fields';
import { type MessageAttributes, sizeOfAttributes } from '../shared/message-attributes';
import { checkAttributes } from './message-attributes';
import { invalid } from './topic-arn';

/** A message as a request has it. */
export interface MessageRequest {
  readonly Message: string;
  readonly Subject?: string;
  readonly MessageStructure?: string;
  readonly MessageAttributes?: MessageAttributes;
  readonly MessageDeduplicationId?: string;
}

export interface Message {
  /** What a subscriber of any protocol gets that has no text of its own. */
  readonly text: string;
  /** By protocol, where the message has a text for each. */
  readonly byProtocol?: Readonly<Record<string, string>>;
  readonly subject?: string;
  readonly attributes?: MessageAttributes;
  /** Bytes that count. */
  readonly size: number;
}

/** 256 KB, of the text and its attributes: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const LARGEST_MESSAGE = 262_144;

/**
 * Words: localstack/localstack, tests/aws/services/sns/test_sns.snapshot.json
 * @throws AwsError InvalidParameter or ParameterValueInvalid
 */
export function readMessage(request: MessageRequest): Message {
  const { Message: text, Subject, MessageStructure, MessageAttributes = {}, MessageDeduplicationId } = request;
  if (MessageDeduplicationId !== undefined) {
    throw invalid(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (text === '') throw invalid('Empty message');
  if (Subject !== undefined) checkSubject(Subject);
  const byProtocol = structured(text, MessageStructure);
  checkAttributes(MessageAttributes);
  const attributes = Object.keys(MessageAttributes).length > 0 ? { attributes: MessageAttributes } : {};
  return {
    text: byProtocol?.['default'] ?? text,
    ...(byProtocol ? { byProtocol } : {}),
    ...(Subject === undefined ? {} : { subject: Subject }),
    ...attributes,
    size: Buffer.byteLength(text) + sizeOfAttributes(MessageAttributes),
  };
}

export function checkSize(size: number): void {
  if (size > LARGEST_MESSAGE) throw invalid('Message too long');
}

/** A JSON object with a text under `default`, and others by protocol; what is no text "will cause the key to be ignored". */
function structured(text: string, structure: string | undefined): Readonly<Record<string, string>> | undefined {
  if (structure === undefined) return undefined;
  if (structure !== 'json') {
    throw new NotServed('InvalidParameter', `MessageStructure ${JSON.stringify(structure)}`, 400, ['json']);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  const entries = isFields(value) ? Object.entries(value) : [];
  const texts = Object.fromEntries(entries.filter(([, one]) => typeof one === 'string')) as Record<string, string>;
  if (!Object.hasOwn(texts, 'default')) throw invalid('Message Structure - No default entry in JSON message body');
  return texts;
}

/**
 * "ASCII text that begins with a letter, number, or punctuation mark; no line breaks or control characters; less than 100
 * characters". CloudWatch's own subjects have 100.
 */
export function checkSubject(subject: string): void {
  if (!/^[!-~][ -~]{0,99}$/.test(subject)) throw invalid('Subject');
}
