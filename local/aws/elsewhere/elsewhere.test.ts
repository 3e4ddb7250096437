import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Principal } from '../../../policies/iam/authorize';
import { CredentialStore } from '../endpoint/credentials';
import { Endpoint } from '../endpoint/server';
import { SimulatedClock } from '../shared/clock';
import { withoutPolicies } from '../shared/test-support';
import { Elsewhere } from './elsewhere';

const role: Principal = { kind: 'role', arn: 'arn:aws:iam::000000000000:role/reader' };
const credentials = new CredentialStore();
const elsewhere = new Elsewhere();
let endpoint: Endpoint;
let client: DynamoDBClient;
beforeAll(async () => {
  endpoint = await Endpoint.listen({
    access: withoutPolicies({ accountId: '000000000000', region: 'eu-west-1' }),
    region: 'eu-west-1',
    clock: new SimulatedClock(new Date('2026-10-01T08:00:00Z')),
    credentials,
    services: {},
    elsewhere: (name) => elsewhere.wireOf(name),
  });
  client = new DynamoDBClient({
    endpoint: endpoint.url,
    region: 'eu-west-1',
    credentials: credentials.issue(role),
  });
});
afterAll(async () => {
  client.destroy();
  await endpoint.close();
});

test('a call of a service that nobody answers for is told in one line: who, what, and the option', async () => {
  const line =
    'reader called dynamodb:GetItem: dynamodb is not served here. What answers it is yours to name: an emulator, ' +
    '--forward dynamodb=http://127.0.0.1:PORT (docs/run-locally.md).';
  const sent = client.send(new GetItemCommand({ TableName: 't', Key: { id: { S: '1' } } }));
  await expect(sent).rejects.toMatchObject({ name: 'UnknownOperationException', message: line });
  expect(elsewhere.refused).toEqual([line]);
});
