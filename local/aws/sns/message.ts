import { type AwsError, NotServed } from '../shared/errors';
import { isFields } from '../../../scripts/text/is-fields';
import { changedNumber } from '../shared/json-numbers';
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
  const fault = ownFault(request);
  if (fault) throw fault;
  const byProtocol = structured(text, MessageStructure);
  checkAttributes(MessageAttributes);
  const attributes = Object.keys(MessageAttributes).length > 0 ? { attributes: MessageAttributes } : {};
  return {
    text: byProtocol?.['default'] ?? text,
    ...(byProtocol ? { byProtocol } : {}),
    ...(Subject === undefined ? {} : { subject: Subject }),
    ...attributes,
    size: sizeOf(request),
  };
}

export const sizeOf = ({ Message, MessageAttributes = {} }: MessageRequest): number =>
  Buffer.byteLength(Message) + sizeOfAttributes(MessageAttributes);

/** What fails one message of a batch alone, and leaves the others. */
export function ownFault({ Message, Subject }: MessageRequest): AwsError | undefined {
  if (Message === '') return invalid('Empty message');
  return Subject === undefined || isSubject(Subject) ? undefined : invalid('Subject');
}

export function checkSize(size: number): void {
  if (size > LARGEST_MESSAGE) throw invalid('Message too long');
}

/**
 * A JSON object with a text under `default`, and others by protocol; what is no text "will cause the key to be ignored". A
 * number or null is a default: recorded, radkawar/stackd at 9dc356f, testdata/aws/sns/subject_structure.json.
 */
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
  const texts = (isFields(value) ? Object.entries(value) : []).flatMap(([key, one]): [string, string][] => {
    if (typeof one === 'string') return [[key, one]];
    if (typeof one === 'object' && one !== null) return [];
    if (key === 'default' && one === null) return [[key, 'null']];
    if (key === 'default' && typeof one === 'number' && changedNumber(text) === undefined) return [[key, String(one)]];
    throw new NotServed(
      'InvalidParameter',
      `A Message with ${JSON.stringify(one)}, which is no text, under ${key}`,
      400,
    );
  });
  const byProtocol = Object.fromEntries(texts);
  if (!Object.hasOwn(byProtocol, 'default')) throw invalid('Message Structure - No default entry in JSON message body');
  return byProtocol;
}

/**
 * It "begins with a letter, number, or punctuation mark" and has "no line breaks or control characters". Of the page's
 * "ASCII" and "less than 100" the service knows nothing: it takes 100 units of UTF-16, as recorded by radkawar/stackd at
 * 9dc356f, testdata/aws/sns/subject_structure.json.
 */
const isSubject = (subject: string): boolean => subject.length <= 100 && /^[^\s\p{Cc}]\P{Cc}*$/u.test(subject);
