import { calls } from './unread/calls';
import { decisions } from './unread/decisions';
import { foundByUs } from './unread/found-by-us';
import { keys } from './unread/keys';
import { oneBlock } from './unread/one-block';
import { type Row } from './unread/row';
import { noFalseAlarm, rules } from './unread/rules';

/** What is not understood is refused by name, and what does harm is told by its own: one mutant each. */
const tables: Readonly<Record<string, readonly Row[]>> = {
  'one AWS object, one block': oneBlock,
  "decisions as AWS's pages have them": decisions,
  'keys that a request has': keys,
  rules,
  'calls that the code can make': calls,
  'found by us': foundByUs,
};

describe.each(Object.entries(tables))('%s', (_, rows) => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', async (_name, { told, says }) => {
    const said = await says();
    if (!said.some((one) => one.includes(told))) throw new Error(`Not told: ${told}\nsaid:\n  ${said.join('\n  ')}`);
  });

  test('each row bears a name of its own', () => expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length));
});

test.each(noFalseAlarm)('"*" is right for %s', async (_, says) => expect(await says()).toEqual([]));
