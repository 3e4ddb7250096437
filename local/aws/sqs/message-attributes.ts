import { createHash } from 'node:crypto';
import { AwsError, NotServed } from '../shared/errors';
import { type MessageAttribute, type MessageAttributes } from '../shared/message-attributes';
import { numberFault, plainNumber } from '../shared/number-attribute';

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-message-attributes
 * @throws AwsError InvalidParameterValue
 */
export function checkAttributes(attributes: MessageAttributes): void {
  if (Object.keys(attributes).length > 10) {
    throw invalid(`Number of message attributes [${Object.keys(attributes).length}] exceeds the allowed maximum [10].`);
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    // "can't start with a period or AWS-reserved prefixes", in no words that are known.
    const odd = name.length > 256 || !/^[\w-]+(\.[\w-]+)*$/.test(name) || /^(aws|amazon)\./i.test(name);
    if (odd) throw notServed(`The message attribute ${JSON.stringify(name)}`);
    checkAttribute(name, attribute);
  }
}

function checkAttribute(name: string, attribute: MessageAttribute): void {
  const { DataType, StringValue, BinaryValue, ...others } = attribute;
  const [list] = Object.keys(others);
  // "Not implemented. Reserved for future use": API_MessageAttributeValue.html
  if (list !== undefined) throw notServed(`The message attribute ${name} with ${list}`);
  const [, type] = /^(String|Number|Binary)(?:\..+)?$/s.exec(DataType) ?? [];
  if (type === undefined || DataType.length > 256) throw notServed(`The message attribute ${name} of type ${DataType}`);
  const [value, other] = type === 'Binary' ? [BinaryValue, StringValue] : [StringValue, BinaryValue];
  if (other !== undefined) throw notServed(`The message attribute ${name} of type ${DataType} with another value`);
  // Recorded: localstack/localstack, tests/aws/services/sqs/test_sqs.snapshot.json, test_send_message_with_empty_string_attribute.
  if (!value) throw invalid(`Message (user) attribute '${name}' must contain a non-empty value of type '${DataType}'.`);
  if (type === 'Number') checkNumber(name, DataType, value);
}

/** In words recorded by radkawar/stackd at 9dc356f, testdata/aws/sns/numeric_attributes.json. */
function checkNumber(name: string, type: string, value: string): void {
  const start = `Message (user) attribute '${name}' number value [${value}]`;
  const fault = numberFault(value);
  if (fault === 'precision') throw invalid(`${start} must contain fewer than 38 precision digits.`);
  if (fault === 'scale') throw invalid(`${start} must be between 10^-128 and 10^126.`);
  // How a number of a type of one's own is handed out was not recorded.
  if (fault !== undefined || (type !== 'Number' && plainNumber(value) !== value)) {
    throw notServed(`The message attribute ${name} of type ${type} with the value ${JSON.stringify(value)}`);
  }
}

/**
 * As a queue hands them out: a number in plain digits, whatever its sender wrote, whose digest is of those too. Recorded in
 * the same place.
 */
export const handedOut = (attributes: MessageAttributes): MessageAttributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, one]) => [
      name,
      one.DataType === 'Number' ? { ...one, StringValue: plainNumber(one.StringValue ?? '') } : one,
    ]),
  );

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation */
export function attributesDigest(attributes: MessageAttributes): string {
  const digest = createHash('md5');
  const add = (bytes: Uint8Array): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    digest.update(length).update(bytes);
  };
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes).sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    // 1 is for a string, 2 for bytes.
    digest.update(Uint8Array.of(BinaryValue === undefined ? 1 : 2));
    add(BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue, 'base64'));
  }
  return digest.digest('hex');
}

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message);
const notServed = (what: string): NotServed => new NotServed('InvalidParameterValue', what, 400);
