import { FIGURES } from './figures/all';
import { parseOptions } from './options';

test('all figures five times, unless told otherwise', () => {
  expect(parseOptions([])).toEqual({ wanted: FIGURES, runs: 5, events: 100_000, executions: 1000 });
  expect(FIGURES).toEqual(
    expect.arrayContaining(['synth', 'proof', 'start', 'ingest', 'report', 'puts', 'executions']),
  );
  expect(parseOptions(['--only', 'start,synth', '--runs', '1', '--against', 'main', '--output', 'x.md'])).toMatchObject(
    {
      wanted: ['synth', 'start'],
      runs: 1,
      against: 'main',
      output: 'x.md',
    },
  );
  expect(parseOptions(['--help'])).toBeUndefined();
});

test.each([
  [['--only', 'synth,sleep,'], '--only synth,sleep,: no figure is "sleep" or "". There are synth,proof,start,'],
  [['--runs', '0'], '--runs 0: give a whole number, such as 5.'],
  [['--events', 'many'], '--events many: give a whole number, such as 100000.'],
  [['--events', '7'], '--events 7: give a whole number, such as 100000.'],
  [['--against'], '--against needs a value'],
  [['--output', 'x.md'], '--output x.md says what moved: give --against COMMIT as well.'],
  [['--beside', 'main'], '--beside is not an option of npm run bench.'],
])('%j is refused, with the usage', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
  expect(() => parseOptions(args)).toThrow('Usage: npm run bench');
});
