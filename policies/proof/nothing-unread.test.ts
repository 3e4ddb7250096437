import { calls } from './unread/calls';
import { decisions } from './unread/decisions';
import { foundByUs } from './unread/found-by-us';
import { keys } from './unread/keys';
import { oneBlock } from './unread/one-block';
import { type Ask, proofOf, type Row } from './unread/row';
import { noFalseAlarm, rules } from './unread/rules';
import { startedOf } from './unread/started/test-support';

/** What is not understood is refused by name, and what does harm is told by its own: one mutant each. */
const tables: Readonly<Record<string, readonly Row[]>> = {
  'one AWS object, one block': oneBlock,
  "decisions as AWS's pages have them": decisions,
  'keys that a request has': keys,
  rules,
  'calls that the code can make': calls,
  'found by us': foundByUs,
};

const told = async ({ told: words, says }: Row, ask: Ask): Promise<void> => {
  const said = await says(ask);
  if (!said.some((one) => one.includes(words))) throw new Error(`Not told: ${words}\nsaid:\n  ${said.join('\n  ')}`);
};

describe.each(Object.entries(tables))('%s', (_, rows) => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_name, row) => told(row, proofOf));

  // The account that stands decides as AWS does, or the stack does not stand.
  test('the same through `npm start`', async () => {
    const untold: string[] = [];
    for (const row of rows)
      await told(row, startedOf).catch((error: Error) => untold.push(`${row.name}: ${error.message}`));
    expect(untold).toEqual([]);
  });

  test('each row bears a name of its own', () => expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length));
});

test.each(noFalseAlarm)('"*" is right for %s', async (_, says) => expect(await says()).toEqual([]));
