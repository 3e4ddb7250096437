import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNeighbours } from '../../terraform/stacks/neighbours';
import { readStack } from '../../terraform/read-stack';
import { synthesizeInto } from '../../terraform/test-support';
import { readAccess } from '../iam/access';
import { IamCatalog } from '../iam/iam-catalog';
import { privilegeEscalation } from './privilege-escalation';

const folder = mkdtempSync(join(tmpdir(), 'containment-'));
beforeAll(() => synthesizeInto(folder));
afterAll(() => rmSync(folder, { recursive: true }));

/** The actions that are found, after an edit of the text of one of the stacks. */
async function found(stack: 'dev' | 'bootstrap-dev', edit: (json: string) => string): Promise<string[]> {
  const copy = mkdtempSync(join(folder, 'edited-'));
  for (const name of ['dev', 'bootstrap-dev'])
    cpSync(join(folder, 'stacks', name), join(copy, name), { recursive: true });
  const file = join(copy, stack, 'cdk.tf.json');
  const before = readFileSync(file, 'utf8');
  const after = edit(before);
  if (after === before) throw new Error('The edit changes nothing.');
  writeFileSync(file, after);
  const bootstrap = readStack(join(copy, 'bootstrap-dev'));
  const neighbours = readNeighbours(bootstrap);
  const access = readAccess(bootstrap, neighbours);
  const catalog = await IamCatalog.load([]);
  const problems = privilegeEscalation.run({ stack: bootstrap, neighbours, access, catalog });
  return [...new Set(problems.map(({ message }) => message.split(' ')[0] ?? ''))].sort();
}

const ALL = [
  'iam:CreatePolicyVersion',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'kms:PutKeyPolicy',
  'lambda:AddPermission',
  'lambda:CreateFunction',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  'sns:SetTopicAttributes',
  'sqs:SetQueueAttributes',
  'states:CreateStateMachine',
  'states:UpdateStateMachine',
];
/** Without a condition, which stands as JSON within JSON. */
const without = (key: string) => (json: string) =>
  json.replaceAll(new RegExp(`\\\\"${key}\\\\":\\\\"[^"]*\\\\",?`, 'g'), '').replaceAll(',}', '}');

test.each<[string, 'dev' | 'bootstrap-dev', (json: string) => string, string[]]>([
  [
    'of a role that any job on main takes on',
    'bootstrap-dev',
    (json) => json.replaceAll(':environment:dev', ':ref:refs/heads/main'),
    ALL,
  ],
  [
    'of roles without a boundary in the condition',
    'bootstrap-dev',
    without('iam:PermissionsBoundary'),
    ['iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
  ],
  [
    'of a boundary that is none of ours',
    'bootstrap-dev',
    (json) =>
      json.replaceAll(
        'iam:PermissionsBoundary\\":\\"arn:aws:iam::000000000000:policy/service',
        'iam:PermissionsBoundary\\":\\"arn:aws:iam::000000000000:policy/any',
      ),
    ['iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
  ],
  [
    'of a boundary that the holder can rewrite',
    'bootstrap-dev',
    (json) =>
      json
        .replace('policy/events-producer-dev-blog\\"]', 'policy/service-boundary-dev-blog\\"]')
        .replaceAll('policy/events-producer-dev-blog', 'policy/service-boundary-dev-blog'),
    ['iam:CreatePolicyVersion', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
  ],
  [
    'of a policy that a pipeline holds',
    'bootstrap-dev',
    (json) => json.replaceAll('policy/events-producer-dev-blog', 'policy/github-write-data-dev-blog'),
    ['iam:CreatePolicyVersion'],
  ],
  [
    'of roles that are in no boundary',
    'dev',
    (json) => json.replaceAll(/"permissions_boundary": "[^"]*",?/g, '').replaceAll(/,(\s*})/g, '$1'),
    // Nobody is within the boundary then: it is none.
    [
      'iam:PutRolePermissionsBoundary',
      'iam:PutRolePolicy',
      'iam:UpdateAssumeRolePolicy',
      'lambda:CreateFunction',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
      'logs:PutResourcePolicy',
      'states:CreateStateMachine',
      'states:UpdateStateMachine',
    ],
  ],
  [
    'of a function that anyone may be let in to',
    'bootstrap-dev',
    without('lambda:Principal'),
    ['lambda:AddPermission'],
  ],
  ['of keys with any tags', 'bootstrap-dev', without('aws:ResourceTag/Environment'), ['kms:PutKeyPolicy']],
  [
    'of a bucket that is not in the stack',
    'bootstrap-dev',
    (json) => json.replaceAll('arn:aws:s3:::query-output-', 'arn:aws:s3:::others-'),
    ['s3:PutBucketPolicy', 's3:PutBucketPublicAccessBlock'],
  ],
  [
    'of every bucket',
    'bootstrap-dev',
    (json) => json.replaceAll('arn:aws:s3:::query-output-dev-blog-000000000000', 'arn:aws:s3:::*'),
    ['s3:PutBucketPolicy', 's3:PutBucketPublicAccessBlock'],
  ],
])('finds the misuse %s', async (_, stack, edit, expected) => expect(await found(stack, edit)).toEqual(expected));

test('finds nothing in our own', async () => expect(await found('dev', (json) => `${json} `)).toEqual([]));
