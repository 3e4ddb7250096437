import { type RequestTruth } from '../../requests/truth';

const recorded = (file: string) => ({ recorded: `radkawar/stackd at 9dc356f, testdata/aws/sns/${file}.json` });

const taken = { answer: '<MessageId>' };
const wrong = (message: string, code = 'ParameterValueInvalid') => ({ error: { code, message, status: 400 } });
const invalid = (what: string) => wrong(`Invalid parameter: ${what}`, 'InvalidParameter');

/** What a message and its attributes may be, as AWS was recorded to take them or not. */
export function messageTruths(topicArn: string): RequestTruth[] {
  const publish = (says: string, file: string, input: object, rest: Partial<RequestTruth>): RequestTruth => ({
    says,
    source: recorded(file),
    service: 'sns',
    operation: 'Publish',
    input: { TopicArn: topicArn, Message: 'm', ...input },
    ...rest,
  });
  const number = (value: string, rest: Partial<RequestTruth>) =>
    publish(`The number ${value}`, 'numeric_attributes', attribute('numeric', 'Number', value), rest);
  const subject = (Subject: string, rest: Partial<RequestTruth>) =>
    publish(`A subject of ${Subject.length} units of UTF-16`, 'subject_structure', { Subject }, rest);
  const structured = (Message: string, rest: Partial<RequestTruth>) =>
    publish(`By protocol: ${Message}`, 'subject_structure', { Message, MessageStructure: 'json' }, rest);
  const batch = (says: string, file: string, input: object, rest: Partial<RequestTruth>): RequestTruth => ({
    says,
    source: recorded(file),
    service: 'sns',
    operation: 'PublishBatch',
    input: { TopicArn: topicArn, ...entries(input) },
    ...rest,
  });
  const supplementary = invalid('Invalid attribute value was passed in for message attribute ErrorMessage');
  const noDefault = invalid('Message Structure - No default entry in JSON message body');
  return [
    ...['0001.23000', '1.234567', '1000000000.00001', '1e3', '1e-128', '9.99e125', '.5', '5.'].map((value) =>
      number(value, taken),
    ),
    ...['12345678901234567890123456789012345678', `${'0'.repeat(300)}1`].map((value) => number(value, taken)),
    ...['1e126', '1e127', '1e-129', '0e-129', '0e126', '0e-100000', '1e-100000'].map((value) =>
      number(value, wrong(`Message attribute 'numeric' number value [${value}] scale must be 10^-128 and 10^126.`)),
    ),
    ...['123456789012345678901234567890123456789', `1${'0'.repeat(100)}`, `1.${'0'.repeat(100)}`].map((value) =>
      number(
        value,
        wrong(`Message attribute 'numeric' number value [${value}] must have less than 38 precision digits.`),
      ),
    ),
    number('NaN', wrong("Could not cast message attribute 'numeric' value to number.")),
    // A limit of the scale and one of the value would part here.
    number('1.5e-128', { refused: '1.5e-128' }),
    publish('A text of the Basic Multilingual Plane', 'attribute_unicode', attribute('ErrorMessage', 'String', '雪Z'), {
      ...taken,
    }),
    publish('A text beyond it', 'attribute_unicode', attribute('ErrorMessage', 'String', '雪🙂Z'), supplementary),
    ...['a'.repeat(100), '界'.repeat(100), '😀'.repeat(50)].map((text) => subject(text, taken)),
    ...['a'.repeat(101), '😀'.repeat(51), ''].map((text) => subject(text, invalid('Subject'))),
    ...['17', 'null', '""'].map((value) => structured(`{"default": ${value}}`, taken)),
    structured('{"default": "fallback", "sqs": ""}', taken),
    ...['{"value": 17}', '[17]'].map((value) => structured(`{"default": ${value}}`, noDefault)),
    ...['true', '1.0'].map((value) => structured(`{"default": ${value}}`, { refused: 'under default' })),
    structured('{"default": "d", "sqs": 17}', { refused: 'under sqs' }),
    batch(
      'An entry without a text, or with a subject of two lines, fails alone',
      'admission',
      {
        'member.1.Id': 'valid',
        'member.1.Message': 'm',
        'member.2.Id': 'newline_subject',
        'member.2.Message': 'm',
        'member.2.Subject': 'invalid\nsubject',
        'member.3.Id': 'empty_message',
        'member.3.Message': '',
      },
      {
        answer:
          '<Failed><member><Id>newline_subject</Id><Code>InvalidParameter</Code><Message>Invalid parameter: Subject</Message>' +
          '<SenderFault>true</SenderFault></member><member><Id>empty_message</Id><Code>InvalidParameter</Code>' +
          '<Message>Invalid parameter: Empty message</Message><SenderFault>true</SenderFault></member></Failed>' +
          '<Successful><member><Id>valid</Id><MessageId>',
      },
    ),
    ...(
      [
        ['admission', 'numeric', 'Number', '1e-100000', 'scale must be 10^-128 and 10^126.'],
        ['attribute_unicode', 'ErrorMessage', 'String', '雪🙂Z', ''],
      ] as const
    ).map(([file, name, type, value, words]) =>
      batch(
        `An attribute of the type ${type} fails its batch whole`,
        file,
        {
          'member.1.Id': 'valid',
          'member.1.Message': 'm',
          'member.2.Id': 'other',
          'member.2.Message': '',
          ...attribute(name, type, value, 'member.2.MessageAttributes.entry.1'),
        },
        words === '' ? supplementary : wrong(`Message attribute '${name}' number value [${value}] ${words}`),
      ),
    ),
  ];
}

/** In a form. */
const attribute = (name: string, type: string, value: string, before = 'MessageAttributes.entry.1') => ({
  [`${before}.Name`]: name,
  [`${before}.Value.DataType`]: type,
  [`${before}.Value.StringValue`]: value,
});

const entries = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [`PublishBatchRequestEntries.${key}`, value]));
