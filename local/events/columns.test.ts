import { placeOf } from '../../scripts/files/place-of';
import { blocksOfType } from '../../terraform/query';
import { synthesizeInto } from '../../terraform/test-support';
import { deserializerOf } from '../aws/firehose/deserializer';
import { glueTables } from '../aws/glue/glue-table';
import { devStack, temporaryFolder } from '../test-support';
import { generateMonth } from './generate';

const { folder, remove } = temporaryFolder('columns');
beforeAll(() => synthesizeInto(folder));
afterAll(remove);

test('the events that npm start sends fill every column of the table', () => {
  const stack = devStack(folder);
  const [table] = glueTables(stack);
  const [stream] = blocksOfType(stack, 'aws_kinesis_firehose_delivery_stream');
  if (!table || !stream) throw new Error('The stack has no table, or no stream.');
  const deserialize = deserializerOf(stream, table.columns);
  const filled = new Set(
    [...generateMonth({ month: '2026-10', count: 100, seed: 1 })].flatMap(({ data }) => {
      try {
        return deserialize
          .rows(Buffer.from(data))
          .flatMap((row) => table.columns.filter((_, at) => row[at] !== null))
          .map(({ name }) => name);
      } catch {
        // A sender's mistake.
        return [];
      }
    }),
  );
  const empty = table.columns.map(({ name }) => name).filter((name) => !filled.has(name));
  if (empty.length > 0) {
    const place = placeOf('local/events/generate.ts', 'const data =');
    throw new Error(`${place}: no event has a value for the column ${empty.join(', ')}.`);
  }
});
