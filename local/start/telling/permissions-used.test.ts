import { readAccess } from '../../../policies/iam/access';
import { type Use } from '../../aws/shared/access-control';
import { Ledger } from '../running/ledger';
import { permissionsUsed } from './permissions-used';
import { byAction } from './statement-uses';

const policy = (...actions: string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: actions.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' })),
  });

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
});

const role = (name: string, ...actions: string[]) => [
  {
    kind: 'resource' as const,
    type: 'aws_iam_role',
    name,
    address: `aws_iam_role.${name}`,
    values: { name, arn: `arn:aws:iam::000000000000:role/${name}`, assume_role_policy: trust },
  },
  {
    kind: 'resource' as const,
    type: 'aws_iam_role_policy',
    name,
    address: `aws_iam_role_policy.${name}`,
    values: { role: name, name, policy: policy(...actions) },
  },
];

const use = (name: string, action: string, resource = 'arn:aws:s3:::b/k'): Use => ({
  principal: { kind: 'role', arn: `arn:aws:iam::000000000000:role/${name}` },
  principalName: name,
  action,
  resources: [resource],
  context: {},
  service: 'sdk',
});

test('each role with what it used of what it may do', () => {
  const access = readAccess({
    name: 'dev',
    folder: '.',
    accountId: '000000000000',
    region: 'eu-west-1',
    blocks: [...role('reader', 's3:GetObject', 's3:List*', 'SQS:SendMessage'), ...role('idle', 's3:PutObject')],
    outputs: {},
  });
  const ledger = new Ledger();
  ledger.record(use('reader', 's3:ListBucket'));
  ledger.record(use('reader', 's3:GetObject'));
  ledger.record(use('reader', 's3:GetObject'));
  ledger.record(use('reader', 's3:GetObject', 'arn:aws:s3:::b/other'));
  ledger.record({ ...use('operator', 's3:PutObject'), principal: { kind: 'root', accountId: '000000000000' } });
  expect(permissionsUsed(access, ledger)).toEqual([
    { role: 'reader', used: ['s3:GetObject', 's3:ListBucket'], unused: ['SQS:SendMessage'] },
    { role: 'idle', used: [], unused: ['s3:PutObject'] },
  ]);
  expect(ledger.calls('s3:GetObject', 's3:PutObject')).toBe(4);
  const lines = ledger.toLines().trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { count: number }).count)).toEqual([1, 2, 1, 1]);
});

test('of each use, when it was first and last, how often, and from which lines', () => {
  const ledger = new Ledger();
  const [one, two, three] = [new Date(1), new Date(2), new Date(3)];
  ledger.record({ ...use('reader', 's3:GetObject'), at: 'lambdas/a.ts:1' }, one);
  ledger.record({ ...use('reader', 's3:GetObject'), at: 'lambdas/b.ts:2' }, two);
  ledger.record({ ...use('reader', 's3:GetObject'), at: 'lambdas/a.ts:1' }, three);
  ledger.record(use('reader', 's3:GetObject', 'arn:aws:s3:::b/other'), two);
  expect(ledger.count).toBe(4);
  expect(byAction(ledger.uses())).toEqual([
    { action: 's3:GetObject', count: 4, first: one, last: three, lines: ['lambdas/a.ts:1', 'lambdas/b.ts:2'] },
  ]);
});
