import fc from '../../scripts/jest/properties';
import { diff, differences, same } from './differences';
import { type Side } from './run-side';
import { tell } from './tell';

const cost = [{ what: 'Athena: data scanned', quantity: '10 MB', dollars: 0.00005, monthly: false }];
const side = (changes: Partial<Side> = {}): Side => ({
  message: 'Subject: s\n\nEvents 10\nUsers 4',
  page: '<p>10</p>',
  numbers: ['a,1', 'b,2'],
  permissions: ['send-report sns:Publish', 'start-query athena:StartQueryExecution'],
  record: { stateTransitions: 8, invocations: 6, bytesScanned: 100, cost },
  stackFolder: '/s',
  ...changes,
});
const told = (before: Side, after: Side) =>
  tell({ against: 'main', failed: {}, differences: differences(before, after) });

test('a change that leaves the report as it was says so in one line', () => {
  expect(same(differences(side(), side()))).toBe(true);
  expect(told(side(), side())).toBe(
    "### The month's report: unchanged\n\nThe month's report stays as it is with `main`: message, numbers, page, cost and permissions used.\n",
  );
});

test.each<[string, Partial<Side>, string]>([
  [
    'the message',
    { message: 'Subject: s\n\nEvents 11\nUsers 4' },
    '2 lines of the message differ:\n\n```diff\n-Events 10\n+Events 11\n```',
  ],
  [
    'a number',
    { numbers: ['a,1', 'b,3'] },
    '2 rows of the query’s result differ</summary>\n\n```diff\n-b,2\n+b,3\n```',
  ],
  ['the page', { page: '<p>11</p>' }, 'The page differs: both stand side by side in the artifact.'],
  [
    'a permission more',
    { permissions: [...side().permissions, 'send-report s3:GetObject'] },
    '- now used: `send-report s3:GetObject`',
  ],
  [
    'a permission less',
    { permissions: ['send-report sns:Publish'] },
    '- no longer used: `start-query athena:StartQueryExecution`',
  ],
  [
    'state transitions',
    { record: { stateTransitions: 9, invocations: 6, bytesScanned: 100, cost } },
    '| what a run takes | before | after |\n| --- | ---: | ---: |\n| state transitions of the run | 8 | 9 |',
  ],
  [
    'a cost that is gone',
    { record: { stateTransitions: 8, invocations: 6, bytesScanned: 100, cost: [] } },
    '| Athena: data scanned | 10 MB, 0.0001 USD | none |',
  ],
])('%s is told', (_, change, words) => {
  expect(same(differences(side(), side(change)))).toBe(false);
  expect(told(side(), side(change))).toContain(words);
});

test('the title says what to look at', () => {
  const change = { message: 'another', page: 'another', permissions: [] };
  expect(told(side(), side(change)).split('\n')[0]).toBe(
    "### The month's report: another message, page and permissions used",
  );
  expect(told(side(), side({ page: 'x' })).split('\n')[0]).toBe("### The month's report: another page");
  expect(tell({ against: 'main', failed: { after: 'no' } }).split('\n')[0]).toBe("### The month's report: not made ❌");
});

test('of rows that differ, both sides stand together', () => {
  const row = (label: string, value: number) => `"current","day","${label}","${value}"`;
  const before = [row('1', 10), row('2', 20), row('3', 30)];
  const after = [row('1', 9), row('3', 300), row('4', 4)];
  expect(told(side({ numbers: before }), side({ numbers: after }))).toContain(
    [
      `-${row('1', 10)}`,
      `+${row('1', 9)}`,
      `-${row('2', 20)}`,
      `-${row('3', 30)}`,
      `+${row('3', 300)}`,
      `+${row('4', 4)}`,
    ].join('\n'),
  );
});

test('a side without a record is no side of the same cost', () => {
  const { record: _, ...older } = side();
  expect(told(older, side({ page: 'x' }))).toContain('What a run costs is not known of `main`');
});

test('a side that makes no report is told with its last words', () => {
  expect(tell({ against: 'main', failed: { before: 'no such ```option' } })).toBe(
    "### The month's report: made for the first time\n\n**`main` makes no report of these events ❌**\n\n````text\nno such ```option\n````\n",
  );
  expect(tell({ against: 'main', failed: { after: 'boom' } })).toContain(
    '**This change makes no report of these events ❌**',
  );
});

test('a long list is cut, and says by how much', () => {
  const many = Array.from({ length: 100 }, (_, index) => `row ${index}`);
  expect(told(side({ numbers: [] }), side({ numbers: many }))).toContain('… and 60 more');
});

test('a diff applied to what was gives what is', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = diff(before, after);
      const removed = changes.filter((line) => line.startsWith('-')).map((line) => line.slice(1));
      const added = changes.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
      const without = (all: readonly string[], some: readonly string[]) => {
        const left = [...all];
        for (const one of some) left.splice(left.indexOf(one), 1);
        return left.sort();
      };
      expect(without(before, removed)).toEqual(without(after, added));
      expect(changes.length === 0).toBe(JSON.stringify(before) === JSON.stringify(after));
    }),
  );
});
