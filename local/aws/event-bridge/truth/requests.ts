import { type Names, recorded, type RequestTruth } from '../../requests/truth';
import { testEventPatternTruths } from './test-event-pattern';

const test = recorded('events/test_events.snapshot.json');
const api = (name: string) => ({
  page: `https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_${name}.html`,
});
const entry = { Source: 's', DetailType: 'd', Detail: '{}' };

export const requestTruths = ({ accountId, region, rule }: Names): RequestTruth[] => {
  const put = (says: string, Entries: unknown, rest: Partial<RequestTruth>): RequestTruth => ({
    says,
    source: test,
    service: 'events',
    operation: 'PutEvents',
    input: { Entries },
    ...rest,
  });
  const failed = (ErrorCode: string, ErrorMessage: string) => ({
    answer: { FailedEntryCount: 1, Entries: [{ ErrorCode, ErrorMessage }] },
  });
  const required = (name: string) =>
    failed('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
  const malformed = failed('MalformedDetail', 'Detail is malformed.');
  const ask = (operation: string, says: string, input: object, rest: Partial<RequestTruth>): RequestTruth => ({
    says,
    source: test,
    service: 'events',
    operation,
    input,
    ...rest,
  });
  const bus = `arn:aws:events:${region}:${accountId}:event-bus/default`;
  const absent = { code: 'ResourceNotFoundException', message: 'Rule x does not exist on EventBus default.' };
  return [
    put('An entry without a source fails', [{ DetailType: 'd', Detail: '{}' }], required('Source')),
    put('An entry without a detail type fails', [{ Source: 's', Detail: '{}' }], required('DetailType')),
    put('An empty detail type is none', [{ ...entry, DetailType: '' }], required('DetailType')),
    put('An entry without a detail fails', [{ Source: 's', DetailType: 'd' }], required('Detail')),
    ...['NotJSON', '[]', '{{}', '"NotJSON"'].map((Detail) =>
      put(`The detail ${Detail} is malformed`, [{ ...entry, Detail }], malformed),
    ),
    put('One that fails leaves the others', [{ Source: 's' }, entry], { answer: { FailedEntryCount: 1 } }),
    put('A source of AWS’s own is not for others', [{ ...entry, Source: 'aws.s3' }], {
      source: { recorded: 'radkawar/stackd at 9dc356f, testdata/aws/eventbridge/control_plane.json: partial-events' },
      ...failed('NotAuthorizedForSourceException', 'Not authorized for the source.'),
    }),
    put('256 KB are too much', [{ ...entry, Detail: JSON.stringify({ payload: ['p'.repeat(256 * 1024 - 17)] }) }], {
      error: {
        code: 'ValidationException',
        message: 'Total size of the entries in the request is over the limit.',
        status: 400,
      },
    }),
    put('Eleven entries are too many', Array(11).fill(entry), { error: { code: 'ValidationException' } }),
    put('No entry is too few', [], {
      source: api('PutEvents'),
      error: {
        code: 'ValidationException',
        message:
          "1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1",
      },
    }),
    put('An event for a bus that is not there is taken', [{ ...entry, EventBusName: 'nowhere' }], {
      answer: { FailedEntryCount: 0 },
    }),
    put('The default bus has an ARN', [{ ...entry, EventBusName: bus }], {
      source: api('PutEvents'),
      answer: { FailedEntryCount: 0 },
    }),
    put('Seconds since 1970 are a time', [{ ...entry, Time: 1_700_000_000 }], { answer: { FailedEntryCount: 0 } }),
    put('A text for a time', [{ ...entry, Time: '2026-11-01' }], {
      source: api('PutEvents'),
      refused: 'Time "2026-11-01"',
    }),
    put('A trace header', [{ ...entry, TraceHeader: 'Root=1' }], {
      source: api('PutEvents'),
      refused: 'Entries[].TraceHeader',
    }),
    put('A number that would be written otherwise', [{ ...entry, Detail: '{"a": 1.0}' }], {
      source: api('PutEvents'),
      refused: 'the number 1.0',
    }),
    put('A bus of another account', [{ ...entry, EventBusName: 'arn:aws:events:eu-west-1:111111111111:event-bus/x' }], {
      source: api('PutEvents'),
      refused: 'of another account or Region',
    }),
    ask(
      'PutEvents',
      'A number is no text',
      { Entries: [{ ...entry, Source: 1 }] },
      {
        source: recorded('apigateway/test_apigateway_api.snapshot.json'),
        error: {
          code: 'SerializationException',
          message: 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String',
        },
      },
    ),
    ask(
      'PutEvents',
      'A member that nobody knows is let pass',
      { Entries: [{ ...entry, Other: 1 }], More: [] },
      {
        source: { page: 'https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html' },
        answer: { FailedEntryCount: 0 },
      },
    ),
    ask('DescribeRule', 'A rule that is not there', { Name: 'x' }, { error: { ...absent, status: 400 } }),
    ask('ListTargetsByRule', 'Targets of a rule that is not there', { Rule: 'x' }, { error: absent }),
    ask(
      'DescribeRule',
      'A rule is told with who made it',
      { Name: rule },
      {
        answer: { Name: rule, State: 'ENABLED', EventBusName: 'default', CreatedBy: accountId },
      },
    ),
    ask(
      'DescribeRule',
      'A rule of another bus',
      { Name: rule, EventBusName: 'x' },
      {
        error: { code: 'ResourceNotFoundException', message: 'Event bus x does not exist.' },
      },
    ),
    ...['DescribeRule', 'EnableRule', 'DisableRule'].flatMap((operation) =>
      [`us-east-1:${accountId}`, `${region}:111111111111`].map((place) =>
        ask(
          operation,
          'A rule of another account or Region',
          { Name: rule, EventBusName: `arn:aws:events:${place}:event-bus/default` },
          { source: api(operation), refused: 'of another account or Region' },
        ),
      ),
    ),
    ask(
      'DescribeRule',
      'The default bus by its ARN',
      { Name: rule, EventBusName: bus },
      { source: api('DescribeRule'), answer: { Name: rule, EventBusName: 'default' } },
    ),
    ask(
      'DescribeRule',
      'A name has a form',
      { Name: 'a b' },
      {
        source: recorded('events/test_events.snapshot.json: test_put_target_id_validation'),
        error: {
          code: 'ValidationException',
          message:
            "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
        },
      },
    ),
    ask(
      'DescribeRule',
      'A name is wanted',
      {},
      {
        source: recorded('lambda_/test_lambda_api.snapshot.json: Member must not be null'),
        error: {
          code: 'ValidationException',
          message:
            "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
        },
      },
    ),
    ask(
      'ListRules',
      'Rules come in pages',
      { Limit: 1 },
      {
        answer: { Rules: [{ EventBusName: 'default' }], NextToken: /./ },
      },
    ),
    ask(
      'ListRules',
      'Rules are found by how they begin',
      { NamePrefix: rule },
      { answer: { Rules: [{ Name: rule }] } },
    ),
    ask(
      'ListRules',
      'A token of nobody’s',
      { NextToken: 'x' },
      {
        source: api('ListRules'),
        error: { code: 'ValidationException' },
      },
    ),
    ask(
      'ListTagsForResource',
      'A rule’s tags are told',
      { ResourceARN: `arn:aws:events:${region}:${accountId}:rule/${rule}` },
      {
        source: api('ListTagsForResource'),
        answer: { Tags: [{ Key: /./, Value: /./ }, {}, {}, {}] },
      },
    ),
    ...testEventPatternTruths,
    ...(
      [
        ['DisableRule', 'DISABLED'],
        ['EnableRule', 'ENABLED'],
      ] as const
    ).flatMap(([operation, State]) => [
      ask(operation, 'A rule that is not there', { Name: 'x' }, { error: absent }),
      ask(operation, 'A rule is switched', { Name: rule, EventBusName: bus }, { answer: {} }),
      ask('DescribeRule', `… and told as ${State}`, { Name: rule }, { answer: { Name: rule, State } }),
    ]),
    ask(
      'ListTargetsByRule',
      'Targets by the ARN of the bus',
      { Rule: rule, EventBusName: bus },
      {
        source: api('ListTargetsByRule'),
        answer: { Targets: [{ Id: /./ }] },
      },
    ),
    ask('ListTargetsByRule', 'Targets of a rule', { Rule: rule }, { answer: { Targets: [{ Id: /./ }] } }),
  ];
};
