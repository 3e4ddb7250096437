import { UserError } from '../../../scripts/user-error';
import {
  blocksOfType,
  list,
  optionalBoolean,
  optionalNumber,
  optionalText,
  text,
  texts,
} from '../../../terraform/query';
import { type Block, type Json, type Stack } from '../../../terraform/stack';
import { type Forward } from './forwards';
import { NoAnswer, sendOn } from './send-on';

const PREFIX = 'DynamoDB_20120810';

/**
 * Creates the stack's tables where calls of DynamoDB are sent on to. One that is there already, of the same keys, is kept as it
 * is: what lies in it is its owner's.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
 * @throws UserError when the emulator refuses it, or doesn't answer
 */
export async function createTables(stack: Stack, forwards: readonly Forward[]): Promise<void> {
  const forward = forwards.find(({ service }) => service === 'dynamodb');
  if (!forward) return;
  for (const block of blocksOfType(stack, 'aws_dynamodb_table').filter(({ kind }) => kind === 'resource')) {
    await createTable(block, (operation, input) => ask(forward, stack, block, operation, input));
  }
}

/** What DynamoDB answered, or the name of its error. */
type Ask = (operation: string, input: object) => Promise<{ readonly error?: string; readonly output: Json }>;

async function createTable(block: Block, ask: Ask): Promise<void> {
  const TableName = text(block, 'name');
  const wanted = tableOf(block);
  const there = await ask('DescribeTable', { TableName });
  if (there.error === undefined) {
    const keys = keyText(list(there.output, 'Table.KeySchema').map(keyOf));
    if (keys === keyText(wanted.KeySchema)) return;
    throw new UserError(
      `${block.address}: the emulator has a table ${TableName} with other keys, ${keys}: delete it there, or name another emulator.`,
    );
  }
  if (there.error !== 'ResourceNotFoundException') throw refused(block, 'DescribeTable', there.error);
  const made = await ask('CreateTable', wanted);
  if (made.error !== undefined) throw refused(block, 'CreateTable', made.error);
  const AttributeName = optionalText(block, 'ttl.attribute_name');
  if (AttributeName === undefined || optionalBoolean(block, 'ttl.enabled') === false) return;
  const TimeToLiveSpecification = { AttributeName, Enabled: true };
  const living = await ask('UpdateTimeToLive', { TableName, TimeToLiveSpecification });
  if (living.error !== undefined) throw refused(block, 'UpdateTimeToLive', living.error);
}

interface Key {
  readonly AttributeName: string;
  readonly KeyType: string;
}

const keyOf = (one: Json): Key => ({ AttributeName: text(one, 'AttributeName'), KeyType: text(one, 'KeyType') });

const keyText = (keys: readonly Key[]): string =>
  keys.map(({ AttributeName, KeyType }) => `${AttributeName} (${KeyType})`).join(', ');

/** Of a table, or an index of it. */
const keysOf = (of: Block | Json): Key[] =>
  (['hash_key', 'range_key'] as const).flatMap((name) => {
    const AttributeName = optionalText(of, name);
    return AttributeName === undefined ? [] : [{ AttributeName, KeyType: name === 'hash_key' ? 'HASH' : 'RANGE' }];
  });

function tableOf(block: Block) {
  const BillingMode = optionalText(block, 'billing_mode') ?? 'PROVISIONED';
  const throughput = (of: Block | Json) =>
    BillingMode === 'PROVISIONED'
      ? {
          ProvisionedThroughput: {
            ReadCapacityUnits: optionalNumber(of, 'read_capacity') ?? 1,
            WriteCapacityUnits: optionalNumber(of, 'write_capacity') ?? 1,
          },
        }
      : {};
  const indexOf = (of: Json, hash?: string) => ({
    IndexName: text(of, 'name'),
    KeySchema: [...(hash === undefined ? [] : [{ AttributeName: hash, KeyType: 'HASH' }]), ...keysOf(of)],
    Projection: {
      ProjectionType: text(of, 'projection_type'),
      ...(list(of, 'non_key_attributes').length > 0 ? { NonKeyAttributes: texts(of, 'non_key_attributes') } : {}),
    },
  });
  const global = list(block, 'global_secondary_index').map((of) => ({ ...indexOf(of), ...throughput(of) }));
  const local = list(block, 'local_secondary_index').map((of) => indexOf(of, text(block, 'hash_key')));
  return {
    TableName: text(block, 'name'),
    KeySchema: keysOf(block),
    AttributeDefinitions: list(block, 'attribute').map((of) => ({
      AttributeName: text(of, 'name'),
      AttributeType: text(of, 'type'),
    })),
    BillingMode,
    ...throughput(block),
    ...(global.length > 0 ? { GlobalSecondaryIndexes: global } : {}),
    ...(local.length > 0 ? { LocalSecondaryIndexes: local } : {}),
  };
}

async function ask(forward: Forward, stack: Stack, { address }: Block, operation: string, input: object) {
  const body = Buffer.from(JSON.stringify(input));
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `${PREFIX}.${operation}` };
  try {
    const answer = await sendOn(forward, { method: 'POST', url: '/', headers, body }, stack);
    const output = JSON.parse(Buffer.from(answer.body as Uint8Array).toString()) as Json;
    if (answer.status === 200) return { output };
    return { output, error: (optionalText(output, '__type') ?? `status ${answer.status}`).replace(/^.*#/, '') };
  } catch (error) {
    if (!(error instanceof NoAnswer) && !(error instanceof SyntaxError)) throw error;
    throw new UserError(
      `${address}: no DynamoDB answers at ${forward.origin.origin} (${error.message}), as ${forward.by} has it.`,
    );
  }
}

const refused = ({ address }: Block, operation: string, error: string): UserError =>
  new UserError(`${address} can't be created in the emulator: ${operation} is answered with ${error}.`);
