import { type Measured } from '../shared/measure';
import { timesIn } from '../shared/timed-command';
import { movedInMarkdown } from './moved';
import { rowsOf } from './rows';

const run = (wall: number, cpu = wall, memory = 100_000_000) => ({ wall, cpu, memory });

const synth: Measured = {
  name: 'synth',
  runs: [run(2000, 3000), run(4000, 3000)],
  beside: [
    { name: 'an empty app', role: 'limit', runs: [{ wall: 1000 }, { wall: 1000 }] },
    { name: 'main', role: 'there', runs: [run(1000, 1000), run(2000, 1000)] },
  ],
};

test('each figure is told beside its limit and the other commit, and only what left its range has moved', () => {
  expect(rowsOf(synth)).toEqual([
    ['synth', '3 s (2 s–4 s)', '3 s (3 s–3 s)', '100 MB (100 MB–100 MB)'],
    // What one of them doesn't tell is no ratio.
    ['  to an empty app', '3.00x (2.00x–4.00x) of 1 s', '–', '–'],
    ['  to main', '2.00x (2.00x–2.00x) of 1.5 s', '3.00x (3.00x–3.00x) of 1 s, moved', '1.00x (1.00x–1.00x) of 100 MB'],
  ]);
});

test('a pull request is told of what moved alone, and of nothing where nothing did', () => {
  const still: Measured = {
    name: 'proof',
    runs: [run(1000), run(1100)],
    beside: [{ name: 'main', role: 'there', runs: [run(1050), run(1150)] }],
  };
  expect(movedInMarkdown([still], 'main', 2)).toBeUndefined();
  const told = movedInMarkdown([synth, still], 'main', 2);
  expect(told).toContain('### Speed: 1 figure moved\n');
  expect(told).toContain('| figure | of it | main | this change | |\n');
  expect(told?.split('\n').filter((line) => /^\| (synth|proof)/.test(line))).toEqual([
    '| synth | CPU | 1 s (1 s–1 s) | 3 s (3 s–3 s) | 3.00x |',
  ]);
  expect(told).toContain('of 2 runs of each, in turns; 1 figure more moved by no more than their spread');
});

test("the shell's time is read in seconds, whatever else was said", () => {
  expect(timesIn('bash: a warning\n1.500 2.25 0.250\n')).toEqual({ wall: 1500, cpu: 2500 });
  expect(() => timesIn('1,5 2 0')).toThrow('The shell says no time');
});
