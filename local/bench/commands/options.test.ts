import { parseOptions } from './options';

test('all figures five times, unless told otherwise', () => {
  const all = parseOptions([]);
  expect(all?.figures.map(({ name }) => name)).toEqual(['synth', 'proof', 'start']);
  expect(all).toMatchObject({ runs: 5 });
  expect(all).not.toHaveProperty('against');
  const some = parseOptions(['--only', 'start,synth', '--runs', '1', '--against', 'main']);
  expect(some?.figures.map(({ name }) => name)).toEqual(['synth', 'start']);
  expect(some).toMatchObject({ runs: 1, against: 'main' });
  expect(parseOptions(['--help'])).toBeUndefined();
});

test.each([
  [['--only', 'synth,ingest,'], '--only synth,ingest,: no figure is "ingest" or "". There are synth,proof,start.'],
  [['--runs', '0'], '--runs 0: give a whole number, such as 5.'],
  [['--against'], '--against needs a value'],
  [['--beside', 'main'], '--beside is not an option of npm run bench:commands.'],
])('%j is refused, with the usage', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
  expect(() => parseOptions(args)).toThrow('Usage: npm run bench:commands');
});
