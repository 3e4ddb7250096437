import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNeighbours } from '../../terraform/stacks/neighbours';
import { blocksOfType, text } from '../../terraform/query';
import { readStack } from '../../terraform/read-stack';
import { type Stack } from '../../terraform/stack';
import { synthesizeInto } from '../../terraform/test-support';
import { type Access, readAccess } from '../iam/access';
import { type AccessRequest, authorize, mayBeAllowed } from '../iam/authorize';

const folder = mkdtempSync(join(tmpdir(), 'limits-'));
let access: Access;
let analytics: Stack;
beforeAll(() => {
  synthesizeInto(folder);
  const bootstrap = readStack(join(folder, 'stacks/bootstrap-dev'));
  [analytics] = readNeighbours(bootstrap) as [Stack];
  access = readAccess(bootstrap, [analytics]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const iam = (resource: string) => `arn:aws:iam::000000000000:${resource}`;
const BOUNDARY = iam('policy/service-boundary-dev-blog');
const STATE = 'arn:aws:s3:::terraform-state-blog-000000000000';
const FUNCTION_ROLE = iam('role/dev-blog-send-report');
const within = { 'iam:PermissionsBoundary': BOUNDARY };
const KEY = 'arn:aws:kms:eu-west-1:000000000000:key/1';
const ours = { 'aws:ResourceTag/Application': 'blog', 'aws:ResourceTag/Environment': 'dev' };

type Purpose = 'plan' | 'deploy-plan' | 'apply' | 'report';
const asked = (
  purpose: Purpose,
  action: string,
  resource: string,
  context: AccessRequest['context'] = {},
): AccessRequest => ({
  principal: { kind: 'role', arn: iam(`role/github-${purpose}-dev-blog`) },
  action,
  resource,
  context,
});
const may = (...request: Parameters<typeof asked>) => authorize(access, asked(...request)).allowed;
/** Whatever the request holds that nobody can know. */
const might = (...request: Parameters<typeof asked>) => mayBeAllowed(access, asked(...request));

describe('the role that applies', () => {
  test.each<[string, string, string, AccessRequest['context']?]>([
    ['a role of its own stack, within the boundary', 'iam:CreateRole', FUNCTION_ROLE, within],
    ['what that role may do', 'iam:PutRolePolicy', FUNCTION_ROLE, within],
    ['a role for its service', 'iam:PassRole', FUNCTION_ROLE, { 'iam:PassedToService': 'lambda.amazonaws.com' }],
    ['its key', 'kms:PutKeyPolicy', KEY, ours],
    ['the state', 's3:PutObject', `${STATE}/dev/analytics.tfstate`],
    ['a saved plan', 's3:GetObject', `${STATE}/plans/dev/abc/plan.tfplan`],
    ['a state that can not be written', 's3:PutObject', `${STATE}/rescued/dev/abc-1-1.tfstate`],
  ])('may: %s', (_, ...request) => expect(may('apply', ...request)).toBe(true));

  test.each<[string, string, string, AccessRequest['context']?]>([
    // The boundary.
    ['a role without a boundary', 'iam:CreateRole', FUNCTION_ROLE],
    [
      'a role within another boundary',
      'iam:CreateRole',
      FUNCTION_ROLE,
      { 'iam:PermissionsBoundary': iam('policy/mine') },
    ],
    ['policies of a role that has no boundary', 'iam:PutRolePolicy', FUNCTION_ROLE],
    [
      'another boundary',
      'iam:PutRolePermissionsBoundary',
      FUNCTION_ROLE,
      { 'iam:PermissionsBoundary': iam('policy/x') },
    ],
    ['no boundary', 'iam:DeleteRolePermissionsBoundary', FUNCTION_ROLE, within],
    ['the boundary, rewritten', 'iam:CreatePolicyVersion', BOUNDARY],
    ['the boundary, as it was', 'iam:SetDefaultPolicyVersion', BOUNDARY],
    ['the boundary, gone', 'iam:DeletePolicy', BOUNDARY],
    ["an administrator's policy", 'iam:AttachRolePolicy', FUNCTION_ROLE, within],
    // What it is itself.
    ['its own rights', 'iam:PutRolePolicy', iam('role/github-apply-dev-blog'), within],
    ['its own trust', 'iam:UpdateAssumeRolePolicy', iam('role/github-apply-dev-blog')],
    ["another pipeline's trust", 'iam:UpdateAssumeRolePolicy', iam('role/github-plan-dev-blog')],
    ['policies that it holds', 'iam:CreatePolicyVersion', iam('policy/github-write-roles-dev-blog')],
    [
      'the trust in GitHub',
      'iam:AddClientIDToOpenIDConnectProvider',
      iam('oidc-provider/token.actions.githubusercontent.com'),
    ],
    ['another provider', 'iam:CreateOpenIDConnectProvider', iam('oidc-provider/example.com')],
    // Others.
    ['a role of any other name', 'iam:CreateRole', iam('role/dev-blog-another'), within],
    ['a user', 'iam:CreateUser', iam('user/me')],
    ['an access key', 'iam:CreateAccessKey', iam('user/me')],
    [
      'a role for a service that it is not for',
      'iam:PassRole',
      FUNCTION_ROLE,
      { 'iam:PassedToService': 'ec2.amazonaws.com' },
    ],
    ['a role for nobody', 'iam:PassRole', FUNCTION_ROLE],
    [
      'its own role for a service',
      'iam:PassRole',
      iam('role/github-apply-dev-blog'),
      { 'iam:PassedToService': 'lambda.amazonaws.com' },
    ],
    ['a session of a service role', 'sts:AssumeRole', FUNCTION_ROLE],
    [
      'a function that anyone may invoke',
      'lambda:AddPermission',
      'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-send-report',
      { 'lambda:Principal': '*' },
    ],
    ['a key with other tags', 'kms:PutKeyPolicy', KEY, { ...ours, 'aws:ResourceTag/Environment': 'prod' }],
    [
      'a key with no tags',
      'kms:PutKeyPolicy',
      KEY,
      { 'aws:ResourceTag/Application': [], 'aws:ResourceTag/Environment': [] },
    ],
    [
      'tags on a key that has others',
      'kms:TagResource',
      KEY,
      { 'aws:ResourceTag/Application': 'x', 'aws:RequestTag/Application': 'blog', 'aws:RequestTag/Environment': 'dev' },
    ],
    ['what is encrypted', 'kms:Decrypt', KEY, ours],
    // Data.
    ['an event', 's3:GetObject', 'arn:aws:s3:::events-dev-blog-000000000000/events/dt=2026-10-01/x'],
    ['a query', 'athena:StartQueryExecution', 'arn:aws:athena:eu-west-1:000000000000:workgroup/analytics-dev-blog'],
    ['an execution', 'states:StartExecution', 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog'],
    // The bucket of states.
    ["the bucket's policy", 's3:PutBucketPolicy', STATE],
    ['the bucket, gone', 's3:DeleteBucket', STATE],
    ['old versions', 's3:PutBucketVersioning', STATE],
    ['the other state', 's3:PutObject', `${STATE}/dev/bootstrap.tfstate`],
    ['the state, gone', 's3:DeleteObject', `${STATE}/dev/analytics.tfstate`],
    ['a plan of its own', 's3:PutObject', `${STATE}/plans/dev/abc/plan.tfplan`],
    ['a state that was rescued', 's3:GetObject', `${STATE}/rescued/dev/abc-1-1.tfstate`],
    ["another environment's rescued state", 's3:PutObject', `${STATE}/rescued/prod/abc-1-1.tfstate`],
    ["another environment's state", 's3:GetObject', `${STATE}/prod/analytics.tfstate`],
  ])('may not: %s', (_, ...request) => expect(might('apply', ...request)).toBe(false));
});

test.each(['plan', 'deploy-plan'] as const)(
  'the %s role changes nothing of the stack, and reads no data of it',
  (purpose) => {
    const changing = /^(\w+:)(?!Describe|Get|List|Validate|View)/;
    const { statements } = access.roles.get(iam(`role/github-${purpose}-dev-blog`)) ?? { statements: [] };
    const changes = statements
      .flatMap(({ actions, resources }) => actions.patterns.map((one) => [one.text, resources?.patterns] as const))
      .filter(([action]) => changing.test(action));
    expect(changes.map(([action, resources]) => [action, resources?.map(({ text: arn }) => arn)])).toEqual(
      purpose === 'plan' ? [] : [['s3:PutObject', [`${STATE}/plans/dev/*`]]],
    );
    expect(might(purpose, 's3:GetObject', `${STATE}/plans/dev/abc/plan.tfplan`)).toBe(false);
    expect(might(purpose, 's3:GetObject', `${STATE}/rescued/dev/abc-1-1.tfstate`)).toBe(false);
    expect(might(purpose, 's3:GetObject', `${STATE}/dev/bootstrap.tfstate`)).toBe(false);
    expect(may(purpose, 's3:GetObject', `${STATE}/dev/analytics.tfstate`)).toBe(true);
    for (const bucket of blocksOfType(analytics, 'aws_s3_bucket')) {
      expect(might(purpose, 's3:GetObject', `${text(bucket, 'arn')}/x`)).toBe(false);
    }
    expect(
      might(purpose, 'lambda:InvokeFunction', 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-send-report'),
    ).toBe(false);
  },
);

test('the report role starts and follows the one machine, and nothing else', () => {
  const states = (resource: string) => `arn:aws:states:eu-west-1:000000000000:${resource}`;
  expect(may('report', 'states:StartExecution', states('stateMachine:analytics-dev-blog'))).toBe(true);
  expect(might('report', 'states:StartExecution', states('stateMachine:other'))).toBe(false);
  expect(might('report', 'states:StopExecution', states('execution:analytics-dev-blog:x'))).toBe(false);
  expect(might('report', 'states:GetExecutionHistory', states('execution:other:x'))).toBe(false);
  expect(might('report', 's3:GetObject', `${STATE}/dev/analytics.tfstate`)).toBe(false);
});
