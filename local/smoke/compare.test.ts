import { type Answer } from './ask';
import { compare } from './compare';
import { type Reading } from './readings';
import { opaque } from '../../terraform/expressions/opaque';

const reading = (operation: string, stated?: object): Reading => ({
  blocks: [{ kind: 'resource', type: 'aws_x', name: 'a', address: 'aws_x.a', values: {} }],
  read: {
    operation,
    action: operation,
    resources: ['*'],
    send: () => Promise.reject(new Error('not sent')),
    ...(stated ? { stated } : {}),
  },
});
const value = (of: object): Answer => ({ kind: 'value', value: of });

const results = (operation: string, onAws: Answer, local: Answer, stated?: object) =>
  compare(reading(operation, stated), onAws, local, '111122223333').map(({ attribute, result }) => [attribute, result]);

test('alike, different, and what only AWS tells', () => {
  expect(
    compare(
      reading('lambda:GetFunction'),
      value({ Configuration: { Timeout: 61, MemorySize: 128, SnapStart: { ApplyOn: 'None' }, LastModified: 'now' } }),
      value({ Configuration: { Timeout: 60, MemorySize: 128, Handler: 'index.handler' } }),
      '111122223333',
    ),
  ).toEqual([
    {
      resource: 'aws_x.a',
      operation: 'lambda:GetFunction',
      attribute: 'Configuration.Timeout',
      here: '60',
      onAws: '61',
      result: 'different',
    },
    expect.objectContaining({ attribute: 'Configuration.MemorySize', result: 'alike' }),
    expect.objectContaining({ attribute: 'Configuration.Handler', here: 'index.handler', result: 'different' }),
    expect.objectContaining({
      attribute: 'Configuration.SnapStart.ApplyOn',
      onAws: 'None',
      result: 'not served locally',
    }),
  ]);
});

test.each<[string, string, object, object, string]>([
  ['a tag', 'lambda:GetFunction', { Tags: { a: '1', b: '2' } }, { Tags: { a: '1' } }, 'Tags.b'],
  [
    'a variable where there is none',
    'lambda:GetFunction',
    { Configuration: { Timeout: 3, Environment: { Variables: { DEBUG: '1' } } } },
    { Configuration: { Timeout: 3 } },
    'Configuration.Environment.Variables.DEBUG',
  ],
  [
    'a target',
    'events:ListTargetsByRule',
    { Targets: [{ Id: 'a' }, { Id: 'b' }] },
    { Targets: [{ Id: 'a' }] },
    'Targets[b].Id',
  ],
  [
    'an item of an empty list',
    'cloudwatch:DescribeAlarms',
    { MetricAlarms: [{ OKActions: ['x'] }] },
    { MetricAlarms: [{ OKActions: [] }] },
    'MetricAlarms[0].OKActions[0]',
  ],
  [
    'a state of a machine',
    'states:DescribeStateMachine',
    { definition: '{"States":{"A":{"Type":"Pass"},"B":{"Type":"Pass"}}}' },
    { definition: '{"States":{"A":{"Type":"Pass"}}}' },
    'definition.States.B.Type',
  ],
  [
    'a statement of a topic',
    'sns:GetTopicAttributes',
    { Attributes: { Policy: '{"Statement":[{"Sid":"a","Effect":"Deny"},{"Sid":"b","Effect":"Allow"}]}' } },
    { Attributes: { Policy: '{"Statement":[{"Sid":"a","Effect":"Deny"}]}' } },
    'Attributes.Policy.Statement[b].Effect',
  ],
])('what somebody added differs: %s', (_, operation, onAws, local, attribute) => {
  expect(results(operation, value(onAws), value(local))).toContainEqual([attribute, 'different']);
});

test('a thing that is not there differs; one that neither has is alike', () => {
  const gone: Answer = { kind: 'error', code: 'ResourceNotFoundException' };
  expect(results('lambda:GetPolicy', gone, value({ Policy: '{}' }))).toEqual([['', 'different']]);
  expect(results('lambda:GetPolicy', gone, gone)).toEqual([['', 'alike']]);
  expect(results('lambda:GetPolicy', gone, { kind: 'error', code: 'Other' })).toEqual([['', 'different']]);
});

test('where the local account does not serve a call, the block is compared, and else nothing', () => {
  const unserved: Answer = { kind: 'unserved' };
  const onAws = value({ logGroups: [{ retentionInDays: 30, logGroupClass: 'STANDARD', storedBytes: 1 }] });
  const stated = { logGroups: [{ retentionInDays: 14 }] };
  expect(results('logs:DescribeLogGroups', onAws, unserved, stated)).toEqual([
    ['logGroups[0].retentionInDays', 'different'],
    ['logGroups[0].logGroupClass', 'not served locally'],
  ]);
  expect(results('logs:DescribeLogGroups', onAws, unserved)).toEqual([
    ['logGroups[0].retentionInDays', 'not served locally'],
    ['logGroups[0].logGroupClass', 'not served locally'],
  ]);
});

test('what is known only once it is deployed is no difference', () => {
  const local = value({ Attributes: { KmsMasterKeyId: opaque('aws_kms_key.a.key_id') } });
  const [row] = compare(reading('sns:GetTopicAttributes'), value({ Attributes: { KmsMasterKeyId: 'x' } }), local, '1');
  expect(row).toMatchObject({ onAws: 'x', result: 'not served locally' });
  expect(row).not.toHaveProperty('here');
  expect(results('sns:GetTopicAttributes', value({ Attributes: {} }), local)).toContainEqual([
    'Attributes.KmsMasterKeyId',
    'different',
  ]);
});

test('an empty list and none are one', () => {
  const local = value({ MetricAlarms: [{ AlarmName: 'a', OKActions: [] }] });
  expect(results('cloudwatch:DescribeAlarms', value({ MetricAlarms: [{ AlarmName: 'a' }] }), local)).toEqual([
    ['MetricAlarms[0].AlarmName', 'alike'],
    ['MetricAlarms[0].OKActions', 'alike'],
  ]);
});

test('a refusal is no answer', () => {
  const refused: Answer = { kind: 'unread', code: 'AccessDeniedException' };
  expect(compare(reading('x:Y'), refused, value({ a: 1 }), '1')).toEqual([
    { resource: 'aws_x.a', operation: 'x:Y', attribute: '', result: "can't be read", why: 'AccessDeniedException' },
  ]);
  expect(() => compare(reading('x:Y'), value({}), refused, '1')).toThrow('The local account refused x:Y');
});
