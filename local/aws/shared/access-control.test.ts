import { readAccess } from '../../../policies/iam/access';
import { type Principal } from '../../../policies/iam/authorize';
import { AccessControl, type Use } from './access-control';
import { callBy, callOnBehalf } from './call';
import { blockOf, stackOf } from './test-support';

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const trust = policy({
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
});
const stack = stackOf(
  blockOf('aws_iam_role', {
    name: 'r',
    arn: 'arn:aws:iam::000000000000:role/r',
    assume_role_policy: trust,
    permissions_boundary: 'arn:aws:iam::000000000000:policy/most',
  }),
  blockOf('aws_iam_policy', {
    name: 'most',
    arn: 'arn:aws:iam::000000000000:policy/most',
    policy: policy(
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/hidden/*' },
    ),
  }),
  blockOf('aws_iam_role_policy', {
    name: 'access',
    role: 'r',
    policy: policy(
      { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
      { Sid: 'Not', Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/secret/*' },
    ),
  }),
);
const role: Principal = { kind: 'role', arn: 'arn:aws:iam::000000000000:role/r' };

let uses: Use[];
let control: AccessControl;
beforeEach(() => {
  uses = [];
  control = new AccessControl(readAccess(stack), (use) => void uses.push(use));
});

test('records what was allowed and what was not, and whose doing it was', () => {
  callBy(control, role, 'request-1').require('s3:GetObject', 'arn:aws:s3:::b/a');
  const athena = callOnBehalf(control, role, 'athena.amazonaws.com', 'https://docs.aws.amazon.com/athena/');
  expect(() => athena.require('s3:PutObject', ['arn:aws:s3:::b/c'])).toThrow();
  expect(uses).toEqual([
    {
      principal: role,
      principalName: 'r',
      action: 's3:GetObject',
      resources: ['arn:aws:s3:::b/a'],
      context: {},
      service: 'sdk',
    },
    {
      principal: role,
      principalName: 'r',
      action: 's3:PutObject',
      resources: ['arn:aws:s3:::b/c'],
      context: {},
      via: 'athena.amazonaws.com',
      cite: 'https://docs.aws.amazon.com/athena/',
      service: 'behalf',
    },
  ]);
  expect(control.refusals).toMatchObject([
    { use: uses[1], resource: 'arn:aws:s3:::b/c', verdict: { where: { file: 'constructs/x.ts', line: 7 } } },
  ]);
});

test.each([
  ['s3:GetObject', 'arn:aws:s3:::b/secret/a', 'with an explicit deny in an identity-based policy'],
  ['s3:GetObject', 'arn:aws:s3:::b/hidden/a', 'with an explicit deny in a permissions boundary'],
  ['s3:PutObject', 'arn:aws:s3:::b/a', 'because no identity-based policy allows the s3:PutObject action'],
])('%s on %s is refused in AWS’s words', (action, resource, because) => {
  expect(() => callBy(control, role, 'request-1').require(action, resource)).toThrow(
    expect.objectContaining({
      code: 'AccessDenied',
      message:
        `User: arn:aws:sts::000000000000:assumed-role/r/r is not authorized to perform: ${action} ` +
        `on resource: ${resource} ${because}`,
    }),
  );
});

test('a question that only words an answer leaves no trace', () => {
  const use = { principal: role, principalName: 'r', action: 's3:ListBucket', context: {}, service: 'sdk' } as const;
  expect(control.allows({ ...use, resources: ['arn:aws:s3:::b'] })).toBe(false);
  expect([uses, control.refusals]).toEqual([[], []]);
});
