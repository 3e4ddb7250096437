import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { block, text } from './query';
import { readStack } from './read-stack';
import { type Json } from './stack';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function folderOf(files: Record<string, unknown>): string {
  const made = mkdtempSync(join(tmpdir(), 'stack-'));
  const folder = join(made, 'dev');
  folders.push(made);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

const provider = { aws: [{ region: 'eu-west-1', allowed_account_ids: ['123456789012'] }] };
const read = (resource: object, more: object = {}) =>
  readStack(folderOf({ 'cdk.tf.json': { '//': { metadata: { stackName: 'dev' } }, provider, resource, ...more } }));

/** What an argument of a block resolves to in a stack with a few neighbours. */
function resolved(argument: Json): Json | undefined {
  const stack = read(
    {
      aws_s3_bucket: { events: { bucket: 'events-dev' }, drawn: {} },
      aws_glue_catalog_database: { db: { name: 'video' } },
      aws_glue_catalog_table: {
        t: {
          name: 'events',
          database_name: '${aws_glue_catalog_database.db.name}',
          storage_descriptor: { columns: [{ name: 'id' }] },
        },
      },
      aws_kms_key: { k: {} },
      aws_iam_role: { r: { name: 'reader', path: '/jobs/' } },
      aws_lambda_function: { f: { function_name: 'send', publish: true } },
      aws_cloudwatch_event_rule: { e: { name: 'monthly' } },
      null_resource: { here: { triggers: { it: argument } } },
    },
    { data: { aws_caller_identity: { me: {} }, aws_region: { here: {} }, aws_partition: { p: {} } } },
  );
  return (block(stack, 'null_resource.here').values['triggers'] as Record<string, Json>)['it'];
}

test.each<[string, Json, Json]>([
  ['no reference', 'plain $.path', 'plain $.path'],
  ['an argument', '${aws_s3_bucket.events.bucket}', 'events-dev'],
  ['a computed attribute', '${aws_s3_bucket.events.arn}/*', 'arn:aws:s3:::events-dev/*'],
  [
    'an attribute by way of another block',
    '${aws_glue_catalog_table.t.arn}',
    'arn:aws:glue:eu-west-1:123456789012:table/video/events',
  ],
  [
    'many references',
    '${data.aws_region.here.name}:${data.aws_caller_identity.me.account_id}:${data.aws_partition.p.partition}',
    'eu-west-1:123456789012:aws',
  ],
  ['a nested, indexed attribute', '${aws_glue_catalog_table.t.storage_descriptor[0].columns[0].name}', 'id'],
  ['a path in a role ARN', '${aws_iam_role.r.arn}', 'arn:aws:iam::123456789012:role/jobs/reader'],
  [
    'a rule of the default bus',
    '${aws_cloudwatch_event_rule.e.arn}',
    'arn:aws:events:eu-west-1:123456789012:rule/monthly',
  ],
  ['a type that is kept', '${aws_lambda_function.f.publish}', true],
  ['a drawn id in an ARN', '${aws_kms_key.k.arn}', 'arn:aws:kms:eu-west-1:123456789012:key/⟦aws_kms_key.k.key_id⟧'],
  [
    'a published version',
    '${aws_lambda_function.f.qualified_arn}',
    'arn:aws:lambda:eu-west-1:123456789012:function:send:⟦aws_lambda_function.f.version⟧',
  ],
  ['a generated name', 'a/${aws_s3_bucket.drawn.arn}', 'a/⟦aws_s3_bucket.drawn.arn⟧'],
  ['escapes', '$${not.this} %%{nor this} ${aws_s3_bucket.events.id}', '${not.this} %{nor this} events-dev'],
  ['literals', '${["a", 1, {b = true}]}', ['a', 1, { b: true }]],
  ['text functions', '${join("-", ["a", aws_s3_bucket.events.id])}', 'a-events-dev'],
  ['a nested template', '${join("", ["x/${aws_s3_bucket.events.id}"])}', 'x/events-dev'],
  ['braces in strings', '${join("}", ["{", "}"])}', '{}}'],
])('resolves %s', (_, argument, expected) => expect(resolved(argument)).toEqual(expected));

test('resolves a policy that stands in a string, and it stays JSON round an opaque symbol', () => {
  const stack = read({
    aws_kms_key: { k: {} },
    aws_iam_role_policy: {
      p: {
        name: 'p',
        role: 'r',
        policy: '{"Statement":[{"Resource":["${aws_kms_key.k.arn}","${aws_kms_key.k.key_id}"]}]}',
      },
    },
  });
  expect(JSON.parse(text(block(stack, 'aws_iam_role_policy.p'), 'policy'))).toEqual({
    Statement: [
      { Resource: ['arn:aws:kms:eu-west-1:123456789012:key/⟦aws_kms_key.k.key_id⟧', '⟦aws_kms_key.k.key_id⟧'] },
    ],
  });
});

test('renders aws_iam_policy_document', () => {
  const stack = read(
    { aws_iam_policy: { p: { name: 'p', policy: '${data.aws_iam_policy_document.d.json}' } } },
    {
      data: {
        aws_iam_policy_document: {
          d: {
            statement: [
              {
                sid: 'A',
                actions: ['s3:GetObject'],
                resources: ['arn:aws:s3:::b/&{aws:username}/*'],
                principals: [{ type: 'Service', identifiers: ['x.amazonaws.com'] }],
                condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: ['1'] }],
              },
            ],
          },
        },
      },
    },
  );
  expect(JSON.parse(text(block(stack, 'aws_iam_policy.p'), 'policy'))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'A',
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: ['arn:aws:s3:::b/${aws:username}/*'],
        Principal: { Service: ['x.amazonaws.com'] },
        Condition: { StringEquals: { 'aws:SourceAccount': ['1'] } },
      },
    ],
  });
});

test('reads outputs, construct paths and source locations', () => {
  const folder = folderOf({
    'cdk.tf.json': {
      provider,
      resource: { aws_sns_topic: { t: { '//': { metadata: { path: 'dev/notifications/topic' } }, name: 'n' } } },
      output: { topic: { value: '${aws_sns_topic.t.arn}' } },
    },
    'sources.json': {
      'aws_sns_topic.t': {
        file: 'constructs/notifications.ts',
        line: 12,
        statements: { Tls: { file: 'constructs/a.ts', line: 3 } },
      },
    },
  });
  const stack = readStack(folder);
  expect(stack.outputs).toEqual({ topic: 'arn:aws:sns:eu-west-1:123456789012:n' });
  expect(block(stack, 'aws_sns_topic.t')).toMatchObject({
    constructPath: 'dev/notifications/topic',
    source: { file: 'constructs/notifications.ts', line: 12 },
    statements: { Tls: { file: 'constructs/a.ts', line: 3 } },
  });
});

describe('refuses, saying why', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a missing stack', {}, /cdk\.tf\.json is not there: run "npm run synth" first/],
    ['text that is not JSON', { 'cdk.tf.json': '{' }, /is not JSON/],
    [
      'JSON that is no stack',
      { 'cdk.tf.json': { compilerOptions: {} } },
      /is not a synthesized stack: .* found the keys compilerOptions/,
    ],
    ['a list', { 'cdk.tf.json': [] }, /is not a synthesized stack: .* found something else/],
    ['no region', { 'cdk.tf.json': { provider: { aws: [{}] }, resource: {} } }, /provider\.aws\.region is missing/],
    [
      'no account',
      { 'cdk.tf.json': { provider: { aws: [{ region: 'eu-west-1' }] }, resource: {} } },
      /allowed_account_ids must begin with the 12 digits/,
    ],
    [
      'sources that are none',
      { 'cdk.tf.json': { provider, resource: {} }, 'sources.json': { a: 1 } },
      /sources\.json can't be read \(an entry lacks "file" or "line"\)/,
    ],
  ])('%s', (_, files, message) => expect(() => readStack(folderOf(files))).toThrow(message));

  test.each<[string, object, RegExp]>([
    [
      'a dangling reference',
      { aws_s3_bucket: { a: { bucket: '${aws_s3_bucket.gone.id}' } } },
      /aws_s3_bucket\.a: it refers to aws_s3_bucket\.gone, which the stack lacks/,
    ],
    [
      'a dangling reference in an unread function',
      { aws_s3_bucket: { a: { bucket: '${upper(aws_s3_bucket.gone.id)}' } } },
      /refers to aws_s3_bucket\.gone[^]*expression upper\(aws_s3_bucket\.gone\.id\) is not read/,
    ],
    [
      'a cycle',
      { aws_sns_topic: { a: { name: '${aws_sns_topic.b.name}' }, b: { name: '${aws_sns_topic.a.name}' } } },
      /circle \(aws_sns_topic\.a → aws_sns_topic\.b → aws_sns_topic\.a\)/,
    ],
    [
      'a cycle by depends_on',
      { aws_sns_topic: { a: { depends_on: ['aws_sns_topic.b'] }, b: { name: '${aws_sns_topic.a.name}' } } },
      /circle/,
    ],
    [
      'an unclosed template',
      { aws_sns_topic: { a: { name: 'x ${aws_sns_topic.b' } } },
      /aws_sns_topic\.a: "\$\{" is never closed/,
    ],
    ['count', { aws_sns_topic: { a: { count: 2 } } }, /aws_sns_topic\.a\.count: count is not read/],
    ['a directive', { aws_sns_topic: { a: { name: '%{ if true }x%{ endif }' } } }, /directives/],
  ])('%s', (_, resource, message) => expect(() => read(resource)).toThrow(message));
});
