import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalog } from '../../catalog/all';
import { type Json } from '../../terraform/stack';
import { readAccess } from '../iam/access';
import { document, readerBlocks, roleArn, stackOf } from '../iam/test-support';
import { unneededGrants } from './minimality';
import { widerGrants } from './breadth';
import { commandsOf } from './commands';
import { type Need } from './need';
import { needsText, readNeeds } from './needs-file';
import { unmetNeeds } from './sufficiency';

const reader = { kind: 'role', arn: roleArn('reader') } as const;
const glue = 'arn:aws:glue:eu-west-1:123456789012:';
const need = (action: string, resources: string[], more: Partial<Need> = {}): Need => ({
  principal: reader,
  action,
  resources,
  ...more,
});
const access = (...statements: Json[]) => readAccess(stackOf(readerBlocks(...statements)));
const allow = (Action: Json, Resource: Json, more: Record<string, Json> = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const getTable = need('glue:GetTable', [`${glue}catalog`, `${glue}database/d`, `${glue}table/d/t`]);

describe('sufficiency', () => {
  const unmet = (needs: Need[], ...statements: Json[]) =>
    unmetNeeds(access(...statements), needs).map(({ message }) => message);

  test('every resource of a need must be allowed: Glue asks the table and its ancestors', () => {
    expect(unmet([getTable], allow('glue:GetTable', `${glue}table/d/t`))).toEqual([
      `glue:GetTable on ${glue}catalog is needed, and no identity-based policy allows it`,
      `glue:GetTable on ${glue}database/d is needed, and no identity-based policy allows it`,
    ]);
    expect(unmet([getTable], allow('glue:GetTable', [...getTable.resources]))).toEqual([]);
  });

  test('conditions are those of the call', () => {
    const list = allow('s3:ListBucket', 'arn:aws:s3:::b', { Condition: { StringLike: { 's3:prefix': 'events/*' } } });
    const asked = (prefix: string) => need('s3:ListBucket', ['arn:aws:s3:::b'], { context: { 's3:prefix': prefix } });
    expect(unmet([asked('events/dt=1/')], list)).toEqual([]);
    expect(unmet([asked('other/')], list)).toHaveLength(1);
  });

  test('a thousand objects are one finding, and a Deny is named', () => {
    const objects = Array.from({ length: 9 }, (_, day) =>
      need('s3:GetObject', [`arn:aws:s3:::b/dt=2026-10-0${day}/x`]),
    );
    expect(unmet(objects)).toHaveLength(1);
    expect(unmet([getTable], allow('*', '*'), { ...allow('*', '*'), Effect: 'Deny' })[0]).toMatch(
      /an explicit deny refuses it$/,
    );
  });
});

describe('minimality', () => {
  const surplus = (needs: Need[], ...statements: Json[]) =>
    unneededGrants(access(...statements), needs)
      .map(({ message }) => message)
      .filter((message) => !message.startsWith('sts:AssumeRole'));
  const [catalog = '', database = '', table = ''] = getTable.resources;

  test('each pair of action and resource must be needed', () => {
    const grant = allow(['glue:GetTable', 'glue:GetDatabase'], [catalog, database, table]);
    expect(surplus([getTable, need('glue:GetDatabase', [catalog, database])], grant)).toEqual([
      `glue:GetDatabase on ${table} was never needed`,
    ]);
  });

  test('what another statement allows is not needed', () => {
    expect(surplus([getTable], allow('glue:GetTable', [catalog, database, table]), allow('glue:Get*', table))).toEqual([
      `glue:GetTable on ${table} repeats what another statement allows`,
      `glue:Get* on ${table} repeats what another statement allows`,
    ]);
  });

  test("another role's needs, and calls that miss the condition, count for nothing", () => {
    const grant = allow('s3:ListBucket', 'arn:aws:s3:::b', { Condition: { StringLike: { 's3:prefix': 'x/*' } } });
    const list = need('s3:ListBucket', ['arn:aws:s3:::b'], { context: { 's3:prefix': 'y/' } });
    expect(
      surplus(
        [list, { ...list, principal: { kind: 'role', arn: roleArn('other') }, context: { 's3:prefix': 'x/1' } }],
        grant,
      ),
    ).toHaveLength(1);
  });
});

describe('breadth', () => {
  const object = (key: string) => need('s3:GetObject', [`arn:aws:s3:::b/${key}`]);
  const wider = (resource: string, ...needs: Need[]) =>
    widerGrants(access(allow('s3:GetObject', resource)), needs).map(({ fix }) => fix);
  const result = object('results/00000000-0000-0000-0000-000000000000.csv');

  test.each<[string, Need[], string[]]>([
    ['arn:aws:s3:::b/results/*', [result], []],
    ['arn:aws:s3:::b/*', [result], ['Allow it on arn:aws:s3:::b/results/*.']],
    ['arn:aws:s3:::*', [result], ['Allow it on arn:aws:s3:::b/results/*.']],
    ['*', [result], ['Allow it on arn:aws:s3:::b/results/*.']],
    ['arn:aws:s3:::b/*', [result, object('events/dt=2026-10-05/x')], []],
    ['arn:aws:s3:::b/events/*', [object('events/dt=2026-10-05/x'), object('events/dt=2026-10-06/x')], []],
    ['arn:aws:s3:::b/a/*', [object('a/1/x'), object('a/1/y')], ['Allow it on arn:aws:s3:::b/a/1/*.']],
    ['arn:aws:s3:::b/set*', [object('settings.json')], ['Allow it on arn:aws:s3:::b/settings.json.']],
    ['arn:aws:s3:::b/settings.json', [object('settings.json')], []],
  ])('%s', (resource, needs, fixes) => expect(wider(resource, ...needs)).toEqual(fixes));

  test('Firehose names kinds of errors, and nobody else does', () => {
    const failed = object('errors/format-conversion-failed/dt=2026-10-05/x');
    expect(wider('arn:aws:s3:::b/errors/*', failed)).toEqual([
      'Allow it on arn:aws:s3:::b/errors/format-conversion-failed/*.',
    ]);
    expect(wider('arn:aws:s3:::b/errors/*', { ...failed, via: 'firehose.amazonaws.com' })).toEqual([]);
  });

  test('an action that takes no resource, and the log streams that Lambda names, need their *', () => {
    const group = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/f:';
    const log = need('logs:PutLogEvents', [`${group}log-stream:2026/11/01/[$LATEST]${'0'.repeat(32)}`]);
    const trace = need('xray:PutTraceSegments', ['*']);
    const read = access(allow('xray:PutTraceSegments', '*'), allow('logs:PutLogEvents', `${group}*`));
    expect(widerGrants(read, [log, trace])).toEqual([]);
    expect(widerGrants(access(allow('logs:PutLogEvents', '*')), [log])).toMatchObject([
      { fix: `Allow it on ${group}*.` },
    ]);
  });
});

describe('what else may be asked for', () => {
  const trusting = { kind: 'service', service: 'lambda.amazonaws.com' } as const;
  const assume: Need = { principal: trusting, action: 'sts:AssumeRole', resources: [reader.arn] };

  test('a role is taken on by whom its trust policy names', () => {
    expect(unmetNeeds(access(), [assume])).toEqual([]);
    const other = { ...assume, principal: { ...trusting, service: 'states.amazonaws.com' } };
    expect(unmetNeeds(access(), [other])[0]?.message).toBe(
      `sts:AssumeRole on ${reader.arn} is needed, and no resource-based policy allows it`,
    );
    expect(unneededGrants(access(), [])).toMatchObject([
      { message: 'sts:AssumeRole by lambda.amazonaws.com was never needed' },
    ]);
  });

  test('a role or policy that is gone is a need that nobody meets', () => {
    const gone = need('s3:GetObject', ['arn:aws:s3:::b/k'], { principal: { kind: 'role', arn: roleArn('gone') } });
    expect(unmetNeeds(access(), [gone, { ...assume, resources: [roleArn('gone')] }])).toHaveLength(2);
  });

  test("a resource's policy is held against the needs of those whom it names", () => {
    const topic = 'arn:aws:sns:eu-west-1:123456789012:t';
    const service = (name: string) => ({ kind: 'service', service: `${name}.amazonaws.com` }) as const;
    const read = readAccess(
      stackOf({
        'aws_sns_topic.t': {
          arn: topic,
          name: 't',
          policy: document({
            Effect: 'Allow',
            Principal: { Service: ['events.amazonaws.com'] },
            Action: ['sns:Publish', 'sns:Subscribe'],
            Resource: topic,
          }),
        },
      }),
    );
    const publish = need('sns:Publish', [topic], { principal: service('events') });
    expect(unneededGrants(read, [publish]).map(({ message }) => message)).toEqual([
      `sns:Subscribe on ${topic} by events.amazonaws.com was never needed`,
    ]);
    expect(unneededGrants(read, [{ ...publish, principal: service('s3') }])).toHaveLength(2);
  });

  test('what allows all but a list can not be told to be needed', () => {
    const all = { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' };
    expect(unneededGrants(access(all), [assume, getTable]).map(({ message }) => message)).toEqual([
      'allows all but what it lists: whether that is needed can not be told',
    ]);
  });
});

describe('the commands that a source can send', () => {
  const commands = (source: string) =>
    commandsOf('lambdas/x.ts', source).map(({ action, line }) => `${action} ${line}`);

  test('are those that it imports, by their names in IAM', () => {
    const source = [
      '/* import { PutObjectCommand } from "@aws-sdk/client-s3"; */',
      "import { S3Client, GetObjectCommand as Get, HeadObjectCommand, type PutObjectCommand } from '@aws-sdk/client-s3';",
      "import type { DeleteObjectCommand } from '@aws-sdk/client-s3';",
      'import {',
      '  ExecutionAlreadyExists,',
      '  StartExecutionCommand,',
      "} from '@aws-sdk/client-sfn';",
    ];
    expect(commands(source.join('\n'))).toEqual(['s3:GetObject 2', 's3:GetObject 2', 'states:StartExecution 4']);
  });

  test('are named where they are signed, too; another helper of that package is not followed', () => {
    const client = "import { GetObjectCommand } from '@aws-sdk/client-s3';\n";
    const presigner = (name: string) => `import { ${name} } from '@aws-sdk/s3-request-presigner';`;
    expect(commands(client + presigner('getSignedUrl'))).toEqual(['s3:GetObject 1']);
    expect(() => commands(client + presigner('S3RequestPresigner'))).toThrow(/whose IAM prefix isn't known/);
  });

  test.each([
    ["import { S3 } from '@aws-sdk/client-s3';", 'imports S3, which hides what it sends'],
    ["import { paginateGetQueryResults } from '@aws-sdk/client-athena';", 'hides what it sends'],
    ["import * as s3 from '@aws-sdk/client-s3';", 'uses @aws-sdk/client-s3 in a way that is not followed'],
    ["const { S3 } = await import('@aws-sdk/client-s3');", 'not followed'],
    ["import { Upload } from '@aws-sdk/lib-storage';", "whose IAM prefix isn't known"],
    ["import { SendEmailCommand } from '@aws-sdk/client-ses';", "whose IAM prefix isn't known"],
  ])('%s is refused', (source, reason) => expect(() => commands(source)).toThrow(reason));

  test.each(
    catalog.flatMap(({ client, prefix, signedAs = prefix }) => (client === undefined ? [] : [[client, signedAs]])),
  )('%s signs as %s', (client, prefix) => {
    expect(readFileSync(require.resolve(client), 'utf8')).toContain(`defaultSigningName: "${prefix}"`);
  });
});

test('the file of needs is read as it is written, and refused by the place of what is wrong', () => {
  const folder = mkdtempSync(join(tmpdir(), 'needs-'));
  const file = join(folder, 'needs.json');
  const read = (text: string) => () => {
    writeFileSync(file, text);
    return readNeeds(file);
  };
  const put = need('s3:PutObject', ['arn:aws:s3:::b/k'], { at: ['lambdas/x.ts:1'] });
  const text = needsText({ prod: [put, getTable], dev: [getTable] });
  expect(read(text)()).toEqual({ dev: [getTable], prod: [getTable, put] });
  expect(needsText(readNeeds(file))).toBe(text);
  expect(read('{')).toThrow(/needs\.json can't be read \(.*\): write it anew with "npm run policies -- --record"/);
  expect(read('{"version":2}')).toThrow(/version must be 1, found 2/);
  const withNeed = (one: object) => read(JSON.stringify({ version: 1, environments: { dev: [getTable, one] } }));
  expect(withNeed({ ...put, action: 'x' })).toThrow(/dev, need 2: action must be "service:Name"/);
  expect(withNeed({ ...put, resources: [] })).toThrow(/resources must be a list of ARNs/);
  expect(withNeed({ ...put, principal: { kind: 'group' } })).toThrow(
    /principal.kind must be role, service, identity, root/,
  );
  expect(() => readNeeds(join(folder, 'gone'))).toThrow(/can't be read \(ENOENT\)/);
  rmSync(folder, { recursive: true });
});
