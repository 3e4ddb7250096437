import { nameFaults, NAMES } from './name-faults';

const resource = (type: string, values: object, changes: object = {}) => ({
  stack: 'dev',
  accountId: '000000000000',
  region: 'eu-west-1',
  type,
  address: `${type}.one`,
  values: { ...values },
  ...changes,
});
const faults = (type: string, values: object) => nameFaults([resource(type, values)]);

/** By type, what AWS takes at its longest, and what it refuses: by the pages and models that the catalogue names. */
const x = (count: number) => 'x'.repeat(count);
const CASES: Record<string, { readonly takes: readonly string[]; readonly refuses: readonly string[] }> = {
  aws_athena_data_catalog: { takes: [x(256)], refuses: ['', x(257)] },
  aws_athena_named_query: { takes: [x(128)], refuses: ['', x(129)] },
  aws_athena_prepared_statement: { takes: ['_1', x(256)], refuses: ['1a', x(257), 'a-b'] },
  aws_athena_workgroup: { takes: ['a.b_c-d', x(128)], refuses: ['', x(129), 'a b', 'ü'] },
  aws_budgets_budget: {
    takes: ['a b', x(100)],
    refuses: ['', x(101), 'a:b', 'a\\b', 'a/action/b', '<script>x</script>'],
  },
  aws_cloudwatch_composite_alarm: { takes: [x(255)], refuses: ['', x(256)] },
  aws_cloudwatch_dashboard: { takes: ['A_b-1', x(255)], refuses: ['', x(256), 'a.b', 'a b'] },
  aws_cloudwatch_event_archive: { takes: [x(48)], refuses: ['', x(49)] },
  aws_cloudwatch_event_bus: { takes: ['a/b', x(256)], refuses: ['', x(257), 'a b'] },
  aws_cloudwatch_event_rule: { takes: ['a.b-c_D', x(64)], refuses: ['', x(65), 'a/b'] },
  aws_cloudwatch_event_target: { takes: [x(64)], refuses: ['', x(65), 'a b'] },
  aws_cloudwatch_log_group: { takes: ['/aws/lambda/a#b', x(512)], refuses: ['', x(513), 'a:b', 'a b'] },
  aws_cloudwatch_log_metric_filter: { takes: [x(512)], refuses: ['', x(513), 'a:b', 'a*'] },
  aws_cloudwatch_log_stream: { takes: [x(512)], refuses: ['', x(513), 'a:b', 'a*'] },
  aws_cloudwatch_log_subscription_filter: { takes: [x(512)], refuses: ['', x(513), 'a:b'] },
  aws_cloudwatch_metric_alarm: { takes: ['ü b:c', '😀'.repeat(255)], refuses: ['', x(256), 'a\nb'] },
  aws_cloudwatch_query_definition: { takes: [x(255)], refuses: ['', x(256)] },
  aws_dynamodb_table: { takes: ['abc', 'a.b', x(255)], refuses: ['ab', x(256), 'a/b', 'a:b'] },
  aws_glue_catalog_database: { takes: ['a-b_c', x(255)], refuses: ['', x(256), 'Events', 'a\nb'] },
  aws_glue_catalog_table: { takes: [x(255)], refuses: ['', x(256), 'eventS'] },
  aws_glue_crawler: { takes: [x(255)], refuses: ['', x(256)] },
  aws_glue_job: { takes: [x(255)], refuses: ['', x(256)] },
  aws_glue_trigger: { takes: [x(255)], refuses: ['', x(256)] },
  aws_glue_workflow: { takes: [x(255)], refuses: ['', x(256)] },
  aws_iam_group: { takes: [x(128)], refuses: ['', x(129), 'a/b'] },
  aws_iam_instance_profile: { takes: [x(128)], refuses: ['', x(129), 'a b'] },
  aws_iam_policy: { takes: ['a+=,.@-_', x(128)], refuses: ['', x(129), 'a b'] },
  aws_iam_role: { takes: ['a+=,.@-_', x(64)], refuses: ['', x(65), 'a/b', 'a b'] },
  aws_iam_role_policy: { takes: [x(128)], refuses: ['', x(129)] },
  aws_iam_user: { takes: [x(64)], refuses: ['', x(65)] },
  aws_kinesis_firehose_delivery_stream: { takes: ['a.b', x(64)], refuses: ['', x(65), 'a/b'] },
  aws_kms_alias: {
    takes: ['alias/a', `alias/${x(250)}`],
    refuses: ['a', 'alias/', 'alias/aws/s3', 'alias/a b', `alias/${x(251)}`],
  },
  aws_lambda_alias: { takes: ['a1', x(128)], refuses: ['', x(129), '12'] },
  aws_lambda_function: {
    takes: ['a-b_C', x(64)],
    refuses: ['', x(65), 'a.b', 'arn:aws:lambda:eu-west-1:000000000000:function:f'],
  },
  aws_lambda_layer_version: { takes: [x(140)], refuses: ['', x(141), 'a.b'] },
  aws_lambda_permission: { takes: [x(100)], refuses: ['', x(101), 'a.b'] },
  aws_s3_bucket: {
    takes: ['abc', 'a.b', '1-2', x(63)],
    refuses: [
      'ab',
      x(64),
      'Abc',
      'a_b',
      '-ab',
      'ab-',
      'a..b',
      '192.168.5.4',
      'xn--a',
      'sthree-a',
      'a-s3alias',
      'a--x-s3',
    ],
  },
  aws_scheduler_schedule: { takes: ['a.b', x(64)], refuses: ['', x(65), 'a b'] },
  aws_scheduler_schedule_group: { takes: [x(64)], refuses: ['', x(65)] },
  aws_sfn_activity: { takes: [x(80)], refuses: ['', x(81)] },
  aws_sfn_state_machine: { takes: [x(80)], refuses: ['', x(81), 'a b', 'a:b'] },
  aws_sns_topic: { takes: ['a-B_1', x(256)], refuses: ['', x(257), 'a.b', 'a.fifo'] },
  aws_sqs_queue: { takes: ['a-B_1', x(80)], refuses: ['', x(81), 'a.b', 'a.fifo'] },
};

test('there is a case for each type', () => expect(Object.keys(CASES)).toEqual(Object.keys(NAMES).sort()));

test.each(Object.entries(CASES))('%s', (type, { takes, refuses }) => {
  const { argument = '' } = NAMES[type] ?? {};
  const refused = (name: string) => faults(type, { [argument]: name }).length > 0;
  expect(takes.filter(refused)).toEqual([]);
  expect(refuses.filter((name) => !refused(name))).toEqual([]);
});

test.each(['aws_sqs_queue', 'aws_sns_topic'])('%s: a FIFO one ends in .fifo, and no other', (type) => {
  const fifo = { [type === 'aws_sqs_queue' ? 'fifo_queue' : 'fifo_topic']: true };
  expect(faults(type, { name: 'a.fifo', ...fifo })).toEqual([]);
  expect(faults(type, { name: 'a', ...fifo })).toHaveLength(1);
});

test('a type that is not in the table must not carry a name; a reference is none, nor what other providers call so', () => {
  expect(faults('aws_kinesis_stream', { name: 'clicks' })).toEqual([
    expect.stringMatching(
      /^dev: aws_kinesis_stream\.one: name is "clicks"; no limits are known of the names of aws_kinesis_stream: add it to catalog\/services\/kinesis\.ts:\d+\.$/,
    ),
  ]);
  expect(faults('aws_x', { x_name: 'a' })).toHaveLength(1);
  expect(faults('aws_x', { name_prefix: 'a' })).toHaveLength(1);
  expect(faults('aws_x', { name: 'a-${aws_y.z.id}' })).toHaveLength(1);
  expect(faults('aws_x', { function_name: '${aws_lambda_function.f.function_name}' })).toEqual([]);
  expect(faults('null_resource', { name: 'a' })).toEqual([]);
});

test('a name that is known only once it is applied is refused', () => {
  expect(faults('aws_iam_role', { name_prefix: 'a' })[0]).toContain('name_prefix is "a"; write name out');
  expect(faults('aws_s3_bucket', { bucket_prefix: 'a' })[0]).toContain('bucket_prefix is "a"; write bucket out');
  expect(faults('aws_iam_role', { name: 'a-${aws_kms_key.k.id}' })[0]).toContain('write it out');
  expect(faults('aws_iam_role', {})).toEqual([]);
});

test.each([
  ['within a region', 'aws_sqs_queue', { name: 'a' }, {}, { name: 'a' }, {}, true],
  ['in two regions', 'aws_sqs_queue', { name: 'a' }, {}, { name: 'a' }, { region: 'us-east-1' }, false],
  ['in a region of its own', 'aws_sqs_queue', { name: 'a' }, {}, { name: 'a', region: 'us-east-1' }, {}, false],
  ['in two accounts', 'aws_sqs_queue', { name: 'a' }, {}, { name: 'a' }, { accountId: '1' }, false],
  ['of one account in two stacks', 'aws_sqs_queue', { name: 'a' }, {}, { name: 'a' }, { stack: 'prod' }, true],
  [
    'of buckets anywhere',
    'aws_s3_bucket',
    { bucket: 'abc' },
    {},
    { bucket: 'abc' },
    { accountId: '1', region: 'x' },
    true,
  ],
  ['of roles in two regions', 'aws_iam_role', { name: 'a' }, {}, { name: 'a' }, { region: 'us-east-1' }, true],
  ['of roles but for case', 'aws_iam_role', { name: 'a' }, {}, { name: 'A' }, {}, true],
  ['of queues but for case', 'aws_sqs_queue', { name: 'a' }, {}, { name: 'A' }, {}, false],
  [
    'of policies of two roles',
    'aws_iam_role_policy',
    { name: 'a', role: '${r.x.id}' },
    {},
    { name: 'a', role: '${r.y.id}' },
    {},
    false,
  ],
  [
    'of policies of one role',
    'aws_iam_role_policy',
    { name: 'a', role: '${r.x.id}' },
    {},
    { name: 'a', role: '${r.x.id}' },
    {},
    true,
  ],
  [
    'of policies of a role each stack has',
    'aws_iam_role_policy',
    { name: 'a', role: '${r.x.id}' },
    {},
    { name: 'a', role: '${r.x.id}' },
    { stack: 'p' },
    false,
  ],
  ['of queries, which have ids', 'aws_athena_named_query', { name: 'a' }, {}, { name: 'a' }, {}, false],
])('one name twice, %s', (_what, type, values, where, others, elsewhere, refused) => {
  const found = nameFaults([
    resource(type, values, where),
    resource(type, others, { address: `${type}.two`, source: 'constructs/a.ts:3', ...elsewhere }),
  ]);
  expect(found.length).toBe(refused ? 1 : 0);
  if (refused)
    expect(found[0]).toMatch(/\.two \(constructs\/a\.ts:3\): .*, as that of dev: .*\.one; each needs a name/);
});

test('alarms of both kinds share their names', () => {
  const [metric, composite] = ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'];
  expect(nameFaults([resource(metric, { alarm_name: 'a' }), resource(composite, { alarm_name: 'a' })])).toHaveLength(1);
});
