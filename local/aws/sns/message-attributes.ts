import { type Form } from '../requests/query-form';
import { scalarFits } from '../requests/types';
import { AwsError, NotServed } from '../shared/errors';
import { type MessageAttribute, type MessageAttributes } from '../shared/message-attributes';
import { numberFault } from '../shared/number-attribute';
import { invalid } from './topic-arn';

/**
 * In words recorded by localstack/localstack, tests/aws/services/sns/test_sns.snapshot.json; the rules:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 * @throws AwsError ParameterValueInvalid, or InvalidParameter for a character that no attribute may have
 */
export function checkAttributes(attributes: MessageAttributes): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    checkName(name);
    checkAttribute(name, attribute);
  }
}

/** What SNS answers to bytes that are no base64 was not recorded. @throws NotServed */
export function checkBytes(form: Form): void {
  const odd = Object.entries(form).find(([key, value]) => key.endsWith('.BinaryValue') && !scalarFits('blob', value));
  if (odd) {
    const what = `${odd[0]} with the value ${JSON.stringify(odd[1])}, which is no base64,`;
    throw new NotServed('ParameterValueInvalid', what, 400);
  }
}

function checkName(name: string): void {
  if (Buffer.byteLength(name) > 256) throw wrong('Length of message attribute name must be less than 256 bytes.');
  const [odd] = /[^A-Za-z0-9_.-]/.exec(name) ?? [];
  if (odd !== undefined) {
    throw wrong(
      `Invalid non-alphanumeric character '#x${(odd.codePointAt(0) ?? 0).toString(16).toUpperCase()}' was found in the message ` +
        'attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.',
    );
  }
  if (name.startsWith('.')) throw wrong("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith('.')) throw wrong("Invalid message attribute name ending with character '.' was found.");
  if (name.includes('..')) throw wrong("Message attribute name can not have successive '.' character.");
  // "It must not start with AWS. or Amazon.", in no words that are known.
  if (/^(aws|amazon)\./i.test(name)) throw new NotServed('ParameterValueInvalid', `The message attribute ${name}`, 400);
}

function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute): void {
  const [, type] = /^(String|Number|Binary)(?:\..+)?$/s.exec(DataType) ?? [];
  if (type === undefined) {
    throw wrong(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is ` +
        'Binary, Number, and String.',
    );
  }
  const [field, other] = type === 'Binary' ? [BinaryValue, StringValue] : [StringValue, BinaryValue];
  if ((field === undefined || field === '') && other !== undefined && other !== '') {
    throw wrong(
      `The message attribute '${name}' with type '${DataType}' must use field '${type === 'Binary' ? 'Binary' : 'String'}'.`,
    );
  }
  if (field === undefined || field === '') {
    throw wrong(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  }
  if (other !== undefined && other !== '') {
    throw new NotServed(
      'ParameterValueInvalid',
      `The message attribute ${name} with both StringValue and BinaryValue`,
      400,
    );
  }
  checkValue(name, DataType, field);
}

/** Recorded: radkawar/stackd at 9dc356f, testdata/aws/sns/numeric_attributes.json; with SNS's own grammar. */
const NUMBERS = {
  form: (name: string) => `Could not cast message attribute '${name}' value to number.`,
  precision: (name: string, value: string) =>
    `Message attribute '${name}' number value [${value}] must have less than 38 precision digits.`,
  scale: (name: string, value: string) =>
    `Message attribute '${name}' number value [${value}] scale must be 10^-128 and 10^126.`,
};

/** Beyond the Basic Multilingual Plane: recorded, radkawar/stackd at 9dc356f, testdata/aws/sns/attribute_unicode.json. */
const SUPPLEMENTARY = /[\ud800-\udfff]/;

/** Values whose type says more of them: what AWS answers to a list that is none was not recorded. */
function checkValue(name: string, type: string, value: string): void {
  if (type.split('.')[0] !== 'Binary' && SUPPLEMENTARY.test(value)) {
    throw invalid(`Invalid attribute value was passed in for message attribute ${name}`);
  }
  const fault = type.split('.')[0] === 'Number' ? numberFault(value) : undefined;
  if (fault !== undefined && fault !== 'not recorded') throw wrong(NUMBERS[fault](name, value));
  if (fault !== undefined || (type === 'String.Array' && !isArray(value))) {
    throw new NotServed(
      'ParameterValueInvalid',
      `The message attribute ${name} of type ${type} with the value ${JSON.stringify(value)}`,
      400,
    );
  }
}

function isArray(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    // Strings, numbers, true, false and null: https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
    return Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null);
  } catch {
    return false;
  }
}

const wrong = (message: string): AwsError => new AwsError('ParameterValueInvalid', message);
