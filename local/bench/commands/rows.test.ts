import { rowsOf } from './rows';
import { timesIn } from './run';

const run = (wall: number, cpu = wall, memory = 100_000_000) => ({ wall, cpu, memory });

test('each figure is told beside its limit and the other commit, and only what left its range has moved', () => {
  const rows = rowsOf({
    name: 'synth',
    runs: [run(2000, 3000), run(4000, 3000)],
    limit: { name: 'an empty app', runs: [run(1000), run(1000)] },
    against: { name: 'main', runs: [run(1000, 1000), run(2000, 1000)] },
  });
  expect(rows.map(([name]) => name)).toEqual([
    'synth',
    '  an empty app',
    '  synth to an empty app',
    '  main',
    '  synth to main',
  ]);
  expect(rows[2]?.[1]).toBe('3.00x (2.00x–4.00x)');
  expect(rows[4]?.slice(1)).toEqual(['2.00x (2.00x–2.00x)', '3.00x (3.00x–3.00x) moved', '1.00x (1.00x–1.00x)']);
});

test("the shell's time is read in seconds, whatever else was said", () => {
  expect(timesIn('bash: a warning\n1.500 2.25 0.250\n')).toEqual({ wall: 1500, cpu: 2500 });
  expect(() => timesIn('1,5 2 0')).toThrow('The shell says no time');
});
