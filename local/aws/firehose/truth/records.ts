import { type Truth } from '../../truth';

/** A record, and what a stream makes of it whose table has the columns of truth.test.ts. */
export interface RecordTruth extends Truth {
  /** OpenX's deserializer, unless `hive`. */
  readonly serde?: 'hive';
  /** Of OpenX's deserializer. */
  readonly settings?: object;
  readonly record: string | Buffer;
  /** The rows, without their columns that are null; numbers that a double does not hold as text. */
  readonly rows?: readonly object[];
  readonly error?: { readonly code: 'ParseError' | 'MalformedData'; readonly message?: string };
}

export const conversionPage = { page: 'https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html' };
const errorsPage = { page: 'https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html' };
const openXPage = { page: 'https://docs.aws.amazon.com/firehose/latest/APIReference/API_OpenXJsonSerDe.html' };
/** Probed on AWS, us-west-2, September 2026. */
export const probed = (of: string) => ({ recorded: `floci-io/floci ${of}` });
const probed3333 = probed('pull request 3333');
const probed3521 = probed('pull request 3521');
const depthPage = {
  page: 'https://fasterxml.github.io/jackson-core/javadoc/2.15/com/fasterxml/jackson/core/StreamReadConstraints.html',
};

const becomes = (says: string, source: Truth['source'], record: string, ...rows: object[]): RecordTruth => ({
  says,
  source,
  record,
  rows,
});
const fails = (
  says: string,
  source: Truth['source'],
  record: string | Buffer,
  code: 'ParseError' | 'MalformedData',
  message?: string,
): RecordTruth => ({ says, source, record, error: { code, ...(message === undefined ? {} : { message }) } });
const hive = (truth: RecordTruth): RecordTruth => ({ ...truth, serde: 'hive' });
const set = (settings: object, truth: RecordTruth): RecordTruth => ({ ...truth, settings });

const empty = 'The record was empty or contained only whitespace.';
const primitive = 'The input JSON contained a primitive at the top level. The top level must be an object or array.';
const tooDeep = 'Encountered malformed JSON. Document nesting depth exceeds the maximum allowed (1000)';
const mismatch = 'Data does not match the schema. ';
const notNumeric = `${mismatch}Current token (VALUE_STRING) not numeric, can not use numeric value accessors`;
const wrongText = 'One or more fields have incorrect format. Exception when validating field (root)';
const nested = (depth: number): string => `{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`;

const documents: RecordTruth[] = [
  becomes('A record may hold several documents', conversionPage, '{"i":1}{"i":2}', { i: 1 }, { i: 2 }),
  becomes('White space may part documents', conversionPage, ' {"i":3}\n\t{"i":4} \r\n', { i: 3 }, { i: 4 }),
  becomes('What no column asks for is left out', conversionPage, '{"s":"a","other":{"x":[1]}}', { s: 'a' }),
  becomes('A document without any column is a row of nulls', conversionPage, '{}', {}),
  fails('An array of documents is no valid input', conversionPage, '[{"i":1},{"i":2}]', 'MalformedData'),
  fails('An empty record', errorsPage, '', 'MalformedData', empty),
  fails('White space alone', errorsPage, ' \r\n\t', 'MalformedData', empty),
  ...['5', 'null', 'true', '"x"'].map((text) =>
    fails(`${text} is a primitive`, errorsPage, text, 'MalformedData', primitive),
  ),
  ...[
    '{"i":1',
    '{"i":1}]',
    '{i:1}',
    "{'i':1}",
    '{"i":01}',
    '{"i":+1}',
    '{"i":NaN}',
    '{"i":1,}',
    'no json',
    '{"s":"\t"}',
  ].map((text) => fails(`${text} is no JSON`, probed3333, text, 'ParseError')),
  fails('One bad document of several fails the record', probed3333, '{"i":1}{', 'ParseError'),
  fails(
    'Bytes that are no UTF-8',
    errorsPage,
    Buffer.from([0x7b, 0xff, 0x7d]),
    'MalformedData',
    'The data cannot be decoded as UTF-8.',
  ),
  becomes('Documents nest 1,000 deep', depthPage, nested(999), {}),
  fails('Documents nest no deeper', depthPage, nested(1000), 'ParseError', tooDeep),
  fails('A record nested so deep that the stack would not do', depthPage, nested(400_000), 'ParseError', tooDeep),
];

const keys: RecordTruth[] = [
  becomes('Keys are read in lower case', openXPage, '{"S":"a","I":1}', { s: 'a', i: 1 }),
  set({ case_insensitive: false }, becomes('… unless told not to', openXPage, '{"S":"a","i":1}', { i: 1 })),
  set(
    { column_to_json_key_mappings: { s: 'timestamp' } },
    becomes('A column may have another key', openXPage, '{"timestamp":"a"}', { s: 'a' }),
  ),
  set(
    { convert_dots_in_json_keys_to_underscores: true },
    becomes('Dots may become underscores', openXPage, '{"a.b":"x"}', { a_b: 'x' }),
  ),
  becomes('… or not', openXPage, '{"a.b":"x","i":1}', { i: 1 }),
  becomes('A key that is a member of every object', openXPage, '{"__proto__":{"i":9},"constructor":1,"i":1}', { i: 1 }),
];

const openX: RecordTruth[] = [
  becomes('Text is a number where one is wanted', probed3333, '{"i":"7","d":"1.5"}', { i: 7, d: 1.5 }),
  becomes('A number is text where one is wanted', probed3333, '{"s":1.50}', { s: '1.50' }),
  becomes('… as it was written', probed3333, '{"s":12345678901234567890}', { s: '12345678901234567890' }),
  becomes('What is nested is its JSON, keys in lower case', probed3333, '{"s":{"A":[1.0,null,"B"]}}', {
    s: '{"a":[1.0,null,"B"]}',
  }),
  becomes('null is null', probed3333, '{"s":null,"i":null,"at":null}', {}),
  becomes(
    'The bounds of the integers',
    conversionPage,
    '{"t":-128,"m":32767,"i":-2147483648,"l":9223372036854775807}',
    {
      ...{ t: -128, m: 32767, i: -2147483648, l: '9223372036854775807' },
    },
  ),
  ...[
    ['d', 'oops'],
    ['i', 'oops'],
    ['l', 'oops'],
  ].map(([key = '', text = '']) =>
    fails(
      `${text} in ${key} is no number`,
      probed3333,
      `{"${key}":"${text}"}`,
      'MalformedData',
      `${mismatch}For input string: "${text}"`,
    ),
  ),
  ...[
    '{"i":2147483648}',
    '{"t":128}',
    '{"m":-32769}',
    '{"l":9223372036854775808}',
    '{"d":1e400}',
    '{"i":{}}',
    '{"d":[1]}',
  ].map((text) => fails(`${text} does not fit`, probed('issue 3235'), text, 'MalformedData')),
  becomes('A date', conversionPage, '{"day":"2024-02-29"}', { day: '2024-02-29' }),
  becomes('A date is read leniently', probed3333, '{"day":"2024-2-9"}', { day: '2024-02-09' }),
  fails('A date that the calendar lacks', probed3333, '{"day":"2023-02-29"}', 'MalformedData'),
];

const hiveRules: RecordTruth[] = [
  hive(becomes('Hive takes a number for text', probed3521, '{"s":1.50}', { s: '1.50' })),
  hive(
    becomes('Hive reads keys in any case', conversionPage, '{"S":"a","L":9007199254740993}', {
      s: 'a',
      l: '9007199254740993',
    }),
  ),
  hive(becomes('Hive takes undeclared members', probed3521, '{"other":[1],"i":1}', { i: 1 })),
  hive(becomes('Hive takes {}', probed3521, '{}', {})),
  hive(fails('Hive takes no text for an int', conversionPage, '{"i":"123"}', 'MalformedData', notNumeric)),
  hive(fails('Hive takes no text for a double', probed3521, '{"d":"1.5"}', 'MalformedData', notNumeric)),
  hive(fails('Hive takes no array for text', probed3521, '{"s":[1]}', 'MalformedData', wrongText)),
  hive(fails('Hive takes no object for text', probed3521, '{"s":{"a":1}}', 'MalformedData', wrongText)),
  hive(fails('Hive refuses what is no JSON', probed3521, '{"s":', 'ParseError')),
];

export const recordTruths: readonly RecordTruth[] = [...documents, ...keys, ...openX, ...hiveRules];
