import { join } from 'node:path';
import { blocksOfType, text } from '../../../terraform/query';
import { readStack } from '../../../terraform/read-stack';
import { type Stack } from '../../../terraform/stack';
import { synthesizeInto } from '../../../terraform/test-support';
import { SimulatedClock } from '../../aws/shared/clock';
import { nowhere, withoutPolicies } from '../../aws/shared/test-support';
import { CredentialStore } from '../../aws/endpoint/credentials';
import { jsonService, queryService } from '../../aws/endpoint/protocols';
import { Endpoint } from '../../aws/endpoint/server';
import { temporaryFolder } from '../../test-support';
import { ask } from '../ask';
import { type Clients, clientsFor, close } from '../clients';
import { compare } from '../compare';
import { readingsOf } from '../readings';

jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('smoke-unserved');
let stack: Stack;
let endpoint: Endpoint;
let clients: Clients;
const asked: unknown[] = [];

const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
/** As AWS's pages show the answers of services that the local account lacks, to what is asked of this stack. */
const answers = () => {
  const one = (type: string, name: string, value: unknown) => {
    const found = blocksOfType(stack, type).find((block) => text(block, name) === value);
    if (!found) throw new Error(`no ${type} ${String(value)}`);
    return found;
  };
  const keep = (input: unknown) => void asked.push(input);
  return {
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
    logs: jsonService('Logs_20140328', '1.1', {
      DescribeLogGroups: async ({ logGroupNamePrefix: prefix }) => ({
        logGroups: [
          {
            logGroupName: `${String(prefix)}-of-somebody-else`,
            retentionInDays: 1,
          },
          {
            arn: `arn:aws:logs:${stack.region}:${stack.accountId}:log-group:${String(prefix)}:*`,
            creationTime: 1396235500000,
            logGroupArn: `arn:aws:logs:${stack.region}:${stack.accountId}:log-group:${String(prefix)}`,
            logGroupName: prefix,
            metricFilterCount: 0,
            retentionInDays: 3650,
            storedBytes: 0,
          },
        ],
      }),
    }),
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html: "compliant with RFC 3986", percent-encoded
    iam: queryService('https://iam.amazonaws.com/doc/2010-05-08/', {
      GetRolePolicy: async ({ RoleName = '', PolicyName = '' }) => ({
        RoleName,
        PolicyName,
        PolicyDocument: encodeURIComponent(text(one('aws_iam_role_policy', 'role', RoleName), 'policy')),
      }),
    }),
    // https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
    kms: jsonService('TrentService', '1.1', {
      DescribeKey: async ({ KeyId }) => ({
        KeyMetadata: { KeyId: one('aws_kms_alias', 'name', KeyId) && KEY, Enabled: true },
      }),
      GetKeyRotationStatus: async (input) => {
        keep(input);
        return { KeyId: KEY, KeyRotationEnabled: true, RotationPeriodInDays: 365, NextRotationDate: 1712448000 };
      },
    }),
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
    sqs: jsonService('AmazonSQS', '1.0', {
      GetQueueAttributes: async ({ QueueUrl }) => {
        const queue = one('aws_sqs_queue', 'url', QueueUrl);
        return { Attributes: { QueueArn: text(queue, 'arn'), MessageRetentionPeriod: '345600' } };
      },
    }),
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
    monitoring: jsonService('GraniteServiceVersion20100801', '1.0', {
      DescribeAlarms: async ({ AlarmNames }) => {
        const [AlarmName] = AlarmNames as string[];
        const block = one('aws_cloudwatch_metric_alarm', 'alarm_name', AlarmName);
        return {
          CompositeAlarms: [],
          MetricAlarms: [{ AlarmName, AlarmArn: text(block, 'arn'), StateValue: 'OK', Threshold: 99 }],
        };
      },
    }),
  };
};

beforeAll(async () => {
  synthesizeInto(folder);
  stack = readStack(join(folder, 'stacks/dev'));
  const { accountId, region } = stack;
  const credentials = new CredentialStore();
  const access = withoutPolicies(stack);
  endpoint = await Endpoint.listen({
    access,
    region,
    clock: new SimulatedClock(new Date()),
    credentials,
    elsewhere: nowhere,
    services: answers(),
  });
  const root = credentials.issue({ kind: 'root', accountId });
  clients = clientsFor({ region, endpoint: endpoint.url, credentials: root, forcePathStyle: true });
});
afterAll(async () => {
  close(clients);
  await endpoint.close();
  remove();
});

/** By resource and attribute. */
async function rowsOf(operation: string) {
  const rows: (readonly [string, string, string | undefined])[] = [];
  for (const reading of readingsOf(stack).readings.filter(({ read }) => read.operation === operation)) {
    const onAws = await ask(reading.read, clients, () => undefined);
    for (const row of compare(reading, onAws, { kind: 'unserved' }, stack.accountId)) {
      rows.push([row.attribute, row.result, row.why]);
    }
  }
  return rows;
}

test('a log group: the one of that very name, and its retention', async () => {
  const rows = await rowsOf('logs:DescribeLogGroups');
  const groups = blocksOfType(stack, 'aws_cloudwatch_log_group').length;
  expect(rows.filter(([attribute]) => attribute === 'logGroups[0].retentionInDays')).toEqual(
    Array(groups).fill(['logGroups[0].retentionInDays', 'different', undefined]),
  );
  const alike = rows.filter(([, result]) => result === 'alike').map(([attribute]) => attribute);
  expect(new Set(alike)).toEqual(
    new Set(['logGroups[0].logGroupName', 'logGroups[0].arn', 'logGroups[0].logGroupArn']),
  );
  expect(rows.some(([attribute]) => attribute.startsWith('logGroups[1]'))).toBe(false);
});

test('a role’s policy, which IAM encodes', async () => {
  const rows = await rowsOf('iam:GetRolePolicy');
  expect(
    rows.filter(([attribute]) => /^PolicyDocument\.Statement\[\w+\]\.Action/.test(attribute)).length,
  ).toBeGreaterThan(0);
  expect(rows.filter(([, result]) => result !== 'alike')).toEqual([]);
});

test('a key, by its alias', async () => {
  expect(
    new Set((await rowsOf('kms:GetKeyRotationStatus')).map(([attribute, result]) => `${attribute} ${result}`)),
  ).toEqual(new Set(['KeyRotationEnabled alike', 'RotationPeriodInDays not served locally']));
  expect(asked).toContainEqual({ KeyId: KEY });
});

test('a queue, at the endpoint and not at its own address', async () => {
  const rows = await rowsOf('sqs:GetQueueAttributes');
  expect(rows).toContainEqual(['Attributes.QueueArn', 'alike', undefined]);
  expect(rows).toContainEqual(['Attributes.MessageRetentionPeriod', 'different', undefined]);
});

test('an alarm, but for its state', async () => {
  const rows = await rowsOf('cloudwatch:DescribeAlarms');
  expect(rows).toContainEqual(['MetricAlarms[0].Threshold', 'different', undefined]);
  expect(rows).toContainEqual(['MetricAlarms[0].AlarmArn', 'alike', undefined]);
  expect(rows.some(([attribute]) => attribute.includes('StateValue'))).toBe(false);
});
