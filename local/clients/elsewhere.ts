import {
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { type Principal } from '../../policies/iam/authorize';
import { type Need } from '../../policies/needs/need';
import { type Stack } from '../../terraform/stack';
import { type Account } from '../aws/account';
import { resourceOf, roleArn, roleOf } from './blocks';

/** Of the stack that is driven: what the calls sent on are of. */
export const TABLE = 'clients-table';
const OTHER = 'clients-other';
const ROLE = 'clients-reader';

/** The stack with two tables, and a role that may read and write the one. */
export function withTables(stack: Stack): Stack {
  const { accountId, region } = stack;
  const tables = [TABLE, OTHER].map((name) =>
    resourceOf('aws_dynamodb_table', name, {
      name,
      billing_mode: 'PAY_PER_REQUEST',
      hash_key: 'id',
      attribute: [
        { name: 'id', type: 'S' },
        { name: 'kind', type: 'S' },
      ],
      global_secondary_index: [{ name: 'by-kind', hash_key: 'kind', projection_type: 'ALL' }],
    }),
  );
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const may = {
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:BatchWriteItem'],
    Resource: `arn:aws:dynamodb:${region}:${accountId}:table/${TABLE}`,
  };
  return { ...stack, blocks: [...stack.blocks, ...tables, ...roleOf(stack, ROLE, trust, may)] };
}

/** What the role's calls of DynamoDB come to, through the account and the emulator. @returns what is wrong, a line each */
export async function callsSentOn(
  { stack, endpoint, credentialsFor }: Account,
  needs: () => readonly Need[],
): Promise<string[]> {
  const role: Principal = { kind: 'role', arn: roleArn(stack, ROLE) };
  const place = { endpoint, region: stack.region, maxAttempts: 1 };
  const client = new DynamoDBClient({ ...place, credentials: credentialsFor(role) });
  const owner = new DynamoDBClient({
    ...place,
    credentials: credentialsFor({ kind: 'root', accountId: stack.accountId }),
  });
  const wrong: string[] = [];
  const told = (what: string, came: unknown, wanted: unknown) => {
    const [here, there] = [came, wanted].map((one) => JSON.stringify(one));
    if (here !== there) wrong.push(`${what}: ${here}, and not ${there}`);
  };
  const item = { id: { S: 'role' }, views: { N: '7' } };
  const write = (table: string) => client.send(new PutItemCommand({ TableName: table, Item: item }));
  const denied = (sent: Promise<unknown>) =>
    sent.then(
      () => 'allowed',
      (error: Error) => error.name,
    );
  await write(TABLE);
  const { Item } = await client.send(new GetItemCommand({ TableName: TABLE, Key: { id: item.id } }));
  told('what the role wrote, it reads', Item, item);
  told('the other table', await denied(write(OTHER)), 'AccessDeniedException');
  told(
    'an action that is not granted',
    await denied(client.send(new ScanCommand({ TableName: TABLE }))),
    'AccessDeniedException',
  );
  const both = { [TABLE]: [{ PutRequest: { Item: item } }], [OTHER]: [{ PutRequest: { Item: item } }] };
  told(
    'a batch on both',
    await denied(client.send(new BatchWriteItemCommand({ RequestItems: both }))),
    'AccessDeniedException',
  );
  told('what came of it there', (await owner.send(new ScanCommand({ TableName: OTHER }))).Count, 0);
  const recorded = needs().filter(({ principal }) => principal.kind === 'role' && principal.arn === role.arn);
  const asked = recorded.map(
    ({ action, resources }) => `${action} ${resources.map((one) => one.split('/')[1]).join()}`,
  );
  told('what is recorded', asked.sort(), [
    `dynamodb:BatchWriteItem ${OTHER}`,
    `dynamodb:BatchWriteItem ${TABLE}`,
    `dynamodb:GetItem ${TABLE}`,
    `dynamodb:PutItem ${OTHER}`,
    `dynamodb:PutItem ${TABLE}`,
    `dynamodb:Scan ${TABLE}`,
  ]);
  for (const one of [client, owner]) one.destroy();
  return wrong;
}
