import { FIGURES } from './figures/all';
import { parseOptions } from './options';

test('all figures five times, unless told otherwise', () => {
  expect(parseOptions([])).toEqual({
    wanted: FIGURES,
    growth: false,
    runs: 5,
    events: 100_000,
    executions: 1000,
    peers: false,
    write: false,
  });
  expect(FIGURES).toEqual(
    expect.arrayContaining(['synth', 'proof', 'start', 'ingest', 'report', 'puts', 'executions']),
  );
  expect(
    parseOptions(['--only', 'start,synth', '--runs', '1', '--against', 'main', '--output', 'x.md', '--within', '6']),
  ).toMatchObject({
    wanted: ['synth', 'start'],
    runs: 1,
    against: 'main',
    output: 'x.md',
    within: 6,
  });
  expect(parseOptions(['--help'])).toBeUndefined();
});

test('what grows is chosen by its own names', () => {
  expect(parseOptions(['--growth'])).toMatchObject({
    wanted: ['resources', 'statements', 'events', 'months', 'executions'],
    growth: true,
    runs: 3,
  });
  expect(parseOptions(['--growth', '--only', 'months', '--runs', '2'])).toMatchObject({ wanted: ['months'], runs: 2 });
});

test.each([
  [
    ['--only', 'synth,sleep,'],
    '--only synth,sleep,: no figure is "sleep" or "". There are synth,synth-elsewhere,synth-again,proof,delivery,delivery-of-more,ingest,',
  ],
  [['--runs', '0'], '--runs 0: give a whole number, such as 5.'],
  [['--events', 'many'], '--events many: give a whole number, such as 100000.'],
  [['--events', '7'], '--events 7: give a whole number, such as 100000.'],
  [['--within', 'soon'], '--within soon: give a whole number, such as 6.'],
  [['--against'], '--against needs a value'],
  [['--output', 'x.md'], '--output x.md says what moved: give --against COMMIT as well.'],
  [['--growth', '--only', 'synth'], '--only synth: no figure is "synth". There are resources,statements,'],
  [['--growth', '--against', 'main'], '--against is nothing that --growth looks at: leave one of them out.'],
  [['--write', '--only', 'synth'], '--write writes all of it: leave out --only synth.'],
  [['--beside', 'main'], '--beside is not an option of npm run bench.'],
])('%j is refused, with the usage', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
  expect(() => parseOptions(args)).toThrow('Usage: npm run bench');
});
