import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Need } from '../../policies/needs/need';
import { inspect, lockOf } from '../../policies/proof/inspect';
import { readStack } from '../../terraform/read-stack';
import { synthesizeInto } from '../../terraform/test-support';
import { type Change, changedStacks, temporaryFolder } from '../test-support';
import { recordNeeds } from './record-needs';

jest.setTimeout(120_000);

const { folder, remove } = temporaryFolder('role-needs');
beforeAll(() => synthesizeInto(folder));
afterAll(remove);

const FUNCTION = 'report-workflow_check-query-execution';
const QUEUE = 'aws_sqs_queue.report-workflow_dead-letter-queue';
const NETWORK = [
  ...['AssignPrivateIpAddresses', 'CreateNetworkInterface', 'DeleteNetworkInterface', 'DescribeNetworkInterfaces'],
  ...['DescribeSubnets', 'UnassignPrivateIpAddresses'],
].map((name) => `ec2:${name}`);

type Resources = Record<string, Record<string, Record<string, unknown>>>;
interface Granted {
  readonly Action: readonly string[];
  readonly Resource: string;
}

const network: Granted = { Action: NETWORK, Resource: '*' };
const failed: Granted = { Action: ['sqs:SendMessage'], Resource: `\${${QUEUE}.arn}` };

const inResources =
  (change: (resources: Resources) => void): Change =>
  (json) => {
    const document = JSON.parse(json) as { readonly resource: Resources };
    change(document.resource);
    return JSON.stringify(document);
  };

/** The shipped stacks, of which one function is in a VPC and keeps the events that it failed on, with these grants more. */
function stacksWith(...grants: Granted[]): { readonly dev: string; readonly bootstrap: string } {
  const grant = (block: Record<string, unknown> | undefined, added: readonly Granted[]) => {
    if (!block) throw new Error('The stack has no such policy.');
    const policy = JSON.parse(String(block['policy'])) as { readonly Statement: object[] };
    added.forEach((one, index) => policy.Statement.push({ Sid: `Added${index}`, Effect: 'Allow', ...one }));
    block['policy'] = JSON.stringify(policy);
  };
  const dev = inResources(({ aws_lambda_function: functions, aws_iam_role_policy: policies }) => {
    Object.assign(functions?.[FUNCTION] ?? {}, {
      vpc_config: { subnet_ids: ['subnet-0123456789abcdef0'], security_group_ids: ['sg-0123456789abcdef0'] },
      dead_letter_config: { target_arn: `\${${QUEUE}.arn}` },
    });
    grant(policies?.[`${FUNCTION}_role_policy`], grants);
  });
  // The queue is of those that it lets through already.
  const bootstrap = inResources(({ aws_iam_policy: policies }) => {
    const boundary = policies?.['service-boundary'];
    grant(boundary, [network]);
    const policy = JSON.parse(String(boundary?.['policy'])) as {
      readonly Statement: { readonly NotAction?: string[] }[];
    };
    for (const { NotAction } of policy.Statement) NotAction?.push(...NETWORK);
    Object.assign(boundary ?? {}, { policy: JSON.stringify(policy) });
  });
  const stacks = changedStacks(folder, { dev, 'bootstrap-dev': bootstrap });
  return { dev: join(stacks, 'dev'), bootstrap: join(stacks, 'bootstrap-dev') };
}

const record = ({ dev }: { readonly dev: string }) => recordNeeds(dev, mkdtempSync(join(folder, 'run-')));

/** What the proof finds of the function's role. */
async function found({ dev, bootstrap }: ReturnType<typeof stacksWith>, needs: readonly Need[]): Promise<string[]> {
  const stacks = [dev, bootstrap].map((one) => readStack(one));
  // Its own lock: what has changed since is not asked, and takes longer than all findings.
  const { findings } = await inspect({
    ...{ stacks, lock: lockOf(stacks), lockFile: 'lock', needs: { dev: needs }, excuses: [], today: '2026-11-27' },
  });
  return findings.map(({ rule, message }) => `${rule}: ${message}`).sort();
}

let whole: ReturnType<typeof stacksWith>;
let needs: Need[];
beforeAll(async () => {
  whole = stacksWith(network, failed);
  needs = await record(whole);
});

test('what Lambda asks of the role is recorded, with its page', () => {
  const asked = needs.filter(
    ({ principal, via }) =>
      principal.kind === 'role' && principal.arn.endsWith('check-query-execution') && via === 'lambda.amazonaws.com',
  );
  expect(asked.map(({ action }) => action).sort()).toEqual([
    ...[...NETWORK, 'logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:SendMessage'],
  ]);
  for (const { cite } of asked) expect(cite).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/lambda\//);
});

test('with these grants nothing of it is missing and none is too many; what it deploys takes, and how wide it is, is told', async () => {
  // The deploying role's, whose constructs/deploy-access/ knows no network.
  const deploys = ['SecurityGroups', 'Subnets', 'Vpcs'].map(
    (what) => `insufficient-access: ec2:Describe${what} on * is needed, and no identity-based policy allows it`,
  );
  // Lambda's page has them on "*": a fork excuses them by it.
  const wide = NETWORK.filter((action) => !action.includes(':Describe')).map(
    (action) => `wildcard-resource: ${action} takes a resource, and is allowed on "*"`,
  );
  expect([...new Set(await found(whole, needs))]).toEqual([...deploys, ...wide]);
});

test('a grant too many is told', async () => {
  const more = stacksWith(network, failed, { Action: ['sqs:DeleteMessage'], Resource: failed.Resource });
  expect((await found(more, needs)).join('\n')).toContain('sqs:DeleteMessage');
});

test.each([
  ['the network', [failed], 'ec2:CreateNetworkInterface'],
  ['the queue', [network], 'sqs:SendMessage'],
])('without the grant of %s the recording says so, and so does the proof', async (_, grants, action) => {
  const less = stacksWith(...grants);
  await expect(record(less)).rejects.toThrow(action);
  expect((await found(less, needs)).join('\n')).toContain(action);
});
