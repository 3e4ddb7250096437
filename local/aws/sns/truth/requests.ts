import { type Names, recorded, type RequestTruth } from '../../requests/truth';
import { messageTruths } from './messages';

const test = recorded('sns/test_sns.snapshot.json');
const page = { page: 'https://docs.aws.amazon.com/sns/latest/api/API_Publish.html' };

/** A message attribute in a form. */
const attribute = (name: string, fields: Readonly<Record<string, string>>, before = 'MessageAttributes.entry.1') => ({
  [`${before}.Name`]: name,
  ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${before}.Value.${field}`, value])),
});

const LONG = 'a'.repeat(262_144);

const subscriptionPage = { page: 'https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html' };

export const requestTruths = ({ accountId, region, topicArn, subscriptionArn }: Names): RequestTruth[] => {
  const publish = (says: string, input: object, rest: Partial<RequestTruth>): RequestTruth => ({
    says,
    source: test,
    service: 'sns',
    operation: 'Publish',
    input: { TopicArn: topicArn, Message: 'm', ...input },
    ...rest,
  });
  const invalid = (message: string, code = 'InvalidParameter') => ({
    error: { code, message: code === 'InvalidParameter' ? `Invalid parameter: ${message}` : message },
  });
  const wrong = (message: string) => invalid(message, 'ParameterValueInvalid');
  const text = { DataType: 'String', StringValue: '123' };
  const batch = (says: string, input: object, rest: Partial<RequestTruth>): RequestTruth => ({
    says,
    source: test,
    service: 'sns',
    operation: 'PublishBatch',
    input: { TopicArn: topicArn, ...input },
    ...rest,
  });
  const subscribed = subscriptionArn.slice(0, subscriptionArn.lastIndexOf(':'));
  const subscription = (says: string, SubscriptionArn: string | undefined, rest: Partial<RequestTruth>) => ({
    says,
    source: test,
    service: 'sns' as const,
    operation: 'GetSubscriptionAttributes',
    input: { SubscriptionArn },
    ...rest,
  });
  const entries = (ids: readonly string[], Message = 'm') =>
    Object.fromEntries(
      ids.flatMap((id, index) => [
        [`PublishBatchRequestEntries.member.${index + 1}.Id`, id],
        [`PublishBatchRequestEntries.member.${index + 1}.Message`, Message],
      ]),
    );
  return [
    publish('A message is published', {}, { answer: '<MessageId>' }),
    publish('A topic is a target', { TopicArn: undefined, TargetArn: topicArn }, { answer: '<MessageId>' }),
    publish('No text is no message', { Message: '' }, invalid('Empty message')),
    publish('A text of 256 KB is a message', { Message: LONG }, { answer: '<MessageId>' }),
    publish('A longer one is none', { Message: `${LONG}a` }, invalid('Message too long')),
    publish(
      'Attributes count',
      { Message: LONG, ...attribute('a', text) },
      { source: page, ...invalid('Message too long') },
    ),
    publish('A subject is wanted where there is one', { Subject: '' }, invalid('Subject')),
    publish('A subject has one line', { Subject: 'a\nb' }, { source: page, ...invalid('Subject') }),
    publish(
      'A text by protocol wants a default',
      { Message: '{"sqs": "x"}', MessageStructure: 'json' },
      invalid('Message Structure - No default entry in JSON message body'),
    ),
    publish(
      'The default is a text',
      { Message: '{"default": {"object": "x"}}', MessageStructure: 'json' },
      invalid('Message Structure - No default entry in JSON message body'),
    ),
    publish(
      'A text by protocol is JSON',
      { Message: '{"default": "x"} }', MessageStructure: 'json' },
      invalid('Message Structure - JSON message body failed to parse'),
    ),
    publish(
      'Of two defaults the last counts',
      { Message: '{"default": "x", "default": "y"}', MessageStructure: 'json' },
      { answer: '<MessageId>' },
    ),
    publish('Another structure', { MessageStructure: 'xml' }, { source: page, refused: 'MessageStructure "xml"' }),
    publish('A phone number', { PhoneNumber: '+1' }, { source: page, refused: 'PhoneNumber' }),
    publish('A group', { MessageGroupId: 'g' }, { source: page, refused: 'MessageGroupId' }),
    publish(
      'A standard topic knows no repeats',
      { MessageDeduplicationId: 'd' },
      invalid(
        'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
      ),
    ),
    publish(
      'A text that is empty',
      attribute('attr1', { DataType: 'String', StringValue: '' }),
      wrong(
        "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.",
      ),
    ),
    publish(
      'A text that is missing',
      attribute('attr1', { DataType: 'String' }),
      wrong(
        "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.",
      ),
    ),
    publish(
      'Bytes that are missing',
      attribute('attr1', { DataType: 'Binary', BinaryValue: '' }),
      wrong(
        "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'Binary'.",
      ),
    ),
    publish(
      'A type that is missing',
      attribute('attr1', { StringValue: 'value' }),
      invalid(
        "1 validation error detected: Value null at 'messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null",
        'ValidationError',
      ),
    ),
    publish(
      'Bytes for a text',
      attribute('attr1', { DataType: 'String', BinaryValue: 'MTIz' }),
      wrong("The message attribute 'attr1' with type 'String' must use field 'String'."),
    ),
    publish(
      'Bytes for a number',
      attribute('attr1', { DataType: 'Number', BinaryValue: 'MTIz' }),
      wrong("The message attribute 'attr1' with type 'Number' must use field 'String'."),
    ),
    publish(
      'A text for bytes',
      attribute('attr1', { DataType: 'Binary', StringValue: '123' }),
      wrong("The message attribute 'attr1' with type 'Binary' must use field 'Binary'."),
    ),
    ...['InvalidType', 'String.', 'Stringprefixed'].map((DataType) =>
      publish(
        `${DataType} is no type`,
        attribute('attr1', { DataType, StringValue: '123' }),
        wrong(
          "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
        ),
      ),
    ),
    ...['String.prefixed', 'String.  prefixed.'].map((DataType) =>
      publish(`${DataType} is a type`, attribute('attr1', { DataType, StringValue: '123' }), { answer: '<MessageId>' }),
    ),
    publish('A list is a type', attribute('a', { DataType: 'String.Array', StringValue: '["a", 1, null]' }), {
      source: page,
      answer: '<MessageId>',
    }),
    publish('A list that is none', attribute('a', { DataType: 'String.Array', StringValue: 'x' }), {
      source: page,
      refused: 'String.Array',
    }),
    publish('Bytes', attribute('a', { DataType: 'Binary', BinaryValue: 'MTIz' }), {
      source: page,
      answer: '<MessageId>',
    }),
    publish('Bytes that are no base64', attribute('a', { DataType: 'Binary', BinaryValue: 'no base64!' }), {
      source: page,
      refused: 'which is no base64',
    }),
    publish(
      'A long name',
      attribute('a'.repeat(257), text),
      wrong('Length of message attribute name must be less than 256 bytes.'),
    ),
    publish(
      'An odd name',
      attribute('a^*?', text),
      wrong(
        "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
      ),
    ),
    publish(
      'A name that begins with a dot',
      attribute('.abc', text),
      wrong("Invalid message attribute name starting with character '.' was found."),
    ),
    publish(
      'A name that ends with a dot',
      attribute('abc.', text),
      wrong("Invalid message attribute name ending with character '.' was found."),
    ),
    publish(
      'A name with two dots',
      attribute('a..bc', text),
      wrong("Message attribute name can not have successive '.' character."),
    ),
    publish(
      'A name is no ARN',
      { TopicArn: 'x' },
      invalid('TopicArn Reason: An ARN must have at least 6 elements, not 1'),
    ),
    publish(
      'Half an ARN is none',
      { TopicArn: 'arn:x' },
      invalid('TopicArn Reason: An ARN must have at least 6 elements, not 2'),
    ),
    publish(
      'No topic is none',
      { TopicArn: '' },
      invalid('TopicArn Reason: An ARN must have at least 6 elements, not 1'),
    ),
    publish('A topic of another Region', { TopicArn: `arn:aws:sns:us-east-1:${accountId}:t` }, invalid('TopicArn')),
    publish(
      'A device that is not there',
      { TopicArn: undefined, TargetArn: `arn:aws:sns:${region}:${accountId}:endpoint/APNS/a/b` },
      invalid('TargetArn Reason: No endpoint found for the target arn specified'),
    ),
    publish(
      'A topic that is not there',
      { TopicArn: `${topicArn}x` },
      {
        error: { code: 'NotFound', message: 'Topic does not exist', status: 404 },
      },
    ),
    batch('A batch is published', entries(['1', 'a_B-2']), { answer: '<Id>a_B-2</Id>' }),
    batch(
      'Eleven are too many',
      entries(Array.from({ length: 11 }, (_, n) => String(n))),
      invalid('The batch request contains more entries than permissible.', 'TooManyEntriesInBatchRequest'),
    ),
    batch(
      'Two of one name',
      entries(['1', '1']),
      invalid('Two or more batch entries in the request have the same Id.', 'BatchEntryIdsNotDistinct'),
    ),
    batch(
      'An odd name of an entry',
      entries(['message.id']),
      invalid(
        'The Id of a batch entry in the batch request contains an impermissible character: message.id',
        'InvalidBatchEntryId',
      ),
    ),
    batch(
      'A long name of an entry',
      entries(['a'.repeat(81)]),
      invalid(`The Id of a batch entry in the batch request is too long: ${'a'.repeat(81)}`, 'InvalidBatchEntryId'),
    ),
    batch(
      'Together they are too long',
      entries(['1', '2'], LONG),
      invalid('The length of all the messages put together is more than the limit.', 'BatchRequestTooLong'),
    ),
    batch(
      'A text by protocol wants a default in a batch, too',
      { ...entries(['1'], '{"sqs": "x"}'), 'PublishBatchRequestEntries.member.1.MessageStructure': 'json' },
      invalid('Message Structure - No default entry in JSON message body'),
    ),
    batch(
      'A batch for a topic that is not there',
      { ...entries(['1']), TopicArn: `${topicArn}x` },
      { error: { code: 'NotFound', message: 'Topic does not exist', status: 404 } },
    ),
    batch(
      '… or of another Region',
      { ...entries(['1']), TopicArn: `arn:aws:sns:us-east-1:${accountId}:t` },
      invalid('TopicArn'),
    ),
    batch(
      'A type that is missing in a batch',
      {
        ...entries(['1']),
        ...attribute('attr1', { StringValue: 'v' }, 'PublishBatchRequestEntries.member.1.MessageAttributes.entry.1'),
      },
      invalid(
        "1 validation error detected: Value null at 'publishBatchRequestEntries.1.member.messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null",
        'ValidationError',
      ),
    ),
    batch(
      'A topic without entries',
      {},
      {
        error: {
          code: 'ValidationError',
          message:
            "1 validation error detected: Value null at 'publishBatchRequestEntries' failed to satisfy constraint: Member must not be null",
        },
      },
    ),
    ...messageTruths(topicArn),
    {
      says: 'A topic tells how it delivers',
      source: test,
      service: 'sns',
      operation: 'GetTopicAttributes',
      input: { TopicArn: topicArn },
      answer: '<key>EffectiveDeliveryPolicy</key>',
    },
    ...(
      [
        [
          'GetTopicAttributes',
          'A topic tells who gets its messages',
          '<key>SubscriptionsConfirmed</key><value>1</value>',
        ],
        [
          'ListSubscriptionsByTopic',
          'A topic’s subscriptions are told',
          `<SubscriptionArn>${subscriptionArn}</SubscriptionArn>`,
        ],
        ['ListSubscriptions', 'Every subscription is told', `<SubscriptionArn>${subscriptionArn}</SubscriptionArn>`],
        ['ListTopics', 'Every topic is told', `<TopicArn>${topicArn}</TopicArn>`],
      ] as const
    ).map(([operation, says, answer]) => ({
      says,
      source: test,
      service: 'sns' as const,
      operation,
      input:
        operation === 'GetTopicAttributes' || operation === 'ListSubscriptionsByTopic' ? { TopicArn: subscribed } : {},
      answer,
    })),
    {
      says: 'Subscriptions of a topic of another Region',
      source: test,
      service: 'sns',
      operation: 'ListSubscriptionsByTopic',
      input: { TopicArn: `arn:aws:sns:us-east-1:${accountId}:t` },
      ...invalid('TopicArn'),
    },
    {
      says: 'A topic’s tags are told',
      source: test,
      service: 'sns',
      operation: 'ListTagsForResource',
      input: { ResourceArn: topicArn },
      answer: '<member><Key>',
    },
    ...(
      [
        ['<key>PendingConfirmation</key><value>false</value>', 'A subscription is told'],
        ['<key>RawMessageDelivery</key><value>false</value>', '… with how it gets messages'],
        ['<key>ConfirmationWasAuthenticated</key>', '… and how it was confirmed'],
      ] as const
    ).map(([answer, says]) => subscription(says, subscriptionArn, { answer })),
    subscription('A subscription that is not there', `${topicArn}:${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`, {
      error: { code: 'NotFound', message: 'Subscription does not exist', status: 404 },
    }),
    subscription('A topic is no subscription', topicArn, { source: subscriptionPage, refused: 'SubscriptionArn' }),
    subscription('A subscription is wanted', undefined, {
      error: { code: 'ValidationError' },
    }),
    {
      says: 'A topic that is no ARN',
      source: test,
      service: 'sns',
      operation: 'GetTopicAttributes',
      input: { TopicArn: 'x' },
      error: {
        code: 'InvalidParameter',
        message: 'Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1',
      },
    },
  ];
};
