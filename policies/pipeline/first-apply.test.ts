import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOfType, text } from '../../terraform/query';
import { readStack } from '../../terraform/read-stack';
import { type Stack } from '../../terraform/stack';
import { synthesizeInto } from '../../terraform/test-support';
import { type Access, readAccess } from '../iam/access';
import { authorize } from '../iam/authorize';
import { unneededGrants } from '../needs/minimality';
import { unmetNeeds } from '../needs/sufficiency';
import { newKeyNeeds } from './new-key-needs';
import { pipelineNeeds } from './pipeline-needs';

/** What only the first apply meets: nothing is there yet, and tags do not count yet. */
const folder = mkdtempSync(join(tmpdir(), 'first-apply-'));
let [bootstrap, analytics]: Stack[] = [];
let access: { bootstrap: Access; analytics: Access };
beforeAll(() => {
  synthesizeInto(folder);
  const [one, other] = ['bootstrap-dev', 'dev'].map((name) => readStack(join(folder, 'stacks', name))) as [
    Stack,
    Stack,
  ];
  [bootstrap, analytics] = [one, other];
  access = { bootstrap: readAccess(one, [other]), analytics: readAccess(other, [one]) };
});
afterAll(() => rmSync(folder, { recursive: true }));

const role = (purpose: string) =>
  ({ kind: 'role', arn: `arn:aws:iam::000000000000:role/github-${purpose}-dev-blog` }) as const;
const GROUP = 'arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/dev-blog-send-report';
const tags = { 'aws:RequestTag/Application': 'blog', 'aws:RequestTag/Environment': 'dev' };

describe('a log group that is born with tags', () => {
  const may = (action: string, resource: string, context: Record<string, string> = tags) =>
    authorize(access.bootstrap, { principal: role('apply'), action, resource, context }).allowed;

  test.each(['logs:TagResource', 'logs:TagLogGroup'])("%s is granted on CreateLogGroup's form of the ARN", (action) => {
    expect(may(action, `${GROUP}:*`)).toBe(true);
    expect(may(action, `${GROUP}:log-stream:`)).toBe(true);
    expect(may(action, `${GROUP}-2:*`)).toBe(false);
    expect(may(action, `${GROUP}:*`, { ...tags, 'aws:RequestTag/Environment': 'prod' })).toBe(false);
    expect(may(action, `${GROUP}:*`, {})).toBe(false);
  });

  test('one that is there is tagged by its bare name', () =>
    expect(['logs:TagResource', 'logs:UntagResource'].map((action) => may(action, GROUP, {}))).toEqual([true, true]));

  test('the table knows both forms', () => {
    const asked = pipelineNeeds(bootstrap as Stack, analytics as Stack)
      .filter(({ action, resources }) => /^logs:Tag/.test(action) && resources.some((one) => one.startsWith(GROUP)))
      .map(({ action, resources }) => [action, ...resources]);
    expect(asked).toEqual([
      ['logs:TagResource', `${GROUP}:*`],
      ['logs:TagLogGroup', `${GROUP}:*`],
      ['logs:TagResource', GROUP],
    ]);
  });
});

describe('a key that was made just now', () => {
  const READS = ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'];
  const WRITES = ['kms:CreateAlias', 'kms:EnableKeyRotation', 'kms:PutKeyPolicy'];
  const keys = () => blocksOfType(analytics as Stack, 'aws_kms_key').map((block) => text(block, 'arn'));
  /** By that key's own policy and the role's, without a word of tags. */
  const may = (purpose: string, action: string) =>
    keys().map((resource) => authorize(access.analytics, { principal: role(purpose), action, resource }).allowed);

  test.each([
    ['apply', [...READS, ...WRITES], ['kms:ScheduleKeyDeletion', 'kms:Decrypt']],
    ['deploy-plan', READS, WRITES],
    ['plan', READS, WRITES],
    ['report', [], [...READS, ...WRITES]],
  ])('%s may do what it does at once, before the tags of the key count', (purpose, can, cannot) => {
    for (const action of can) expect([action, ...may(purpose, action)]).toEqual([action, true, true]);
    for (const action of cannot) expect([action, ...may(purpose, action)]).toEqual([action, false, false]);
  });

  test('its policy is held against what is called: less is told, and more', () => {
    const needs = newKeyNeeds(bootstrap as Stack, analytics as Stack);
    expect(unmetNeeds(access.analytics, needs)).toEqual([]);
    const bare = readAccess({ ...(analytics as Stack), blocks: (analytics as Stack).blocks.map(withoutPipelines) }, [
      bootstrap as Stack,
    ]);
    expect(unmetNeeds(bare, needs).map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^kms:GetKeyPolicy on arn:aws:kms:.* is needed, and no identity-based policy allows it$/),
    );
    const unneeded = unneededGrants(
      access.analytics,
      needs.filter(({ action }) => action !== 'kms:CreateAlias'),
    );
    expect(unneeded.map(({ message }) => message).filter((one) => one.includes('github-'))).toEqual([
      expect.stringMatching(/^kms:CreateAlias on \* by .*github-apply-dev-blog was never needed$/),
      expect.stringMatching(/^kms:CreateAlias on \* by .*github-apply-dev-blog was never needed$/),
    ]);
  });
});

/** The key's policy without what it says of the pipelines. */
function withoutPipelines(block: Stack['blocks'][number]): Stack['blocks'][number] {
  if (block.type !== 'aws_kms_key') return block;
  const policy = JSON.parse(text(block, 'policy')) as { Statement: { Sid: string }[] };
  const Statement = policy.Statement.filter(({ Sid }) => !Sid.startsWith('Pipeline'));
  return { ...block, values: { ...block.values, policy: JSON.stringify({ ...policy, Statement }) } };
}
