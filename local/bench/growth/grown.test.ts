import { type Grown, heldOf, steepOf } from './grown';
import { plot } from './plot';
import { rowsOf } from './rows';

const grown = (all: Readonly<Record<number, readonly number[]>>, memory = 1_000_000): Grown => ({
  told: 'ingest',
  of: 'event',
  streams: true,
  sizes: Object.entries(all).map(([size, cpus], at) => ({
    size: Number(size),
    runs: cpus.map((cpu) => ({ wall: 2 * cpu, cpu, memory: memory * (at + 1) })),
  })),
});

test('each size is told by how many times as much it takes as the smallest', () => {
  expect(rowsOf(grown({ 10: [100, 300, 200], 1000: [2000] }))).toEqual([
    ['ingest', '10 events', '1.0x', '200 ms (100 ms–300 ms)', '1.0x', '1.0 MB (1.0 MB–1.0 MB)', '1.0x'],
    ['', '1,000 events', '100.0x', '2 s (2 s–2 s)', '10.0x', '2.0 MB (2.0 MB–2.0 MB)', '2.0x'],
  ]);
});

test('worse than linear is what is so in every run, and nothing else', () => {
  expect(steepOf([grown({ 10: [100, 100], 100: [1000, 900] })])).toEqual([]);
  // Its slowest run is ten times the slowest of the others, and its fastest is not.
  expect(steepOf([grown({ 10: [100, 200], 100: [1900, 2400] })])).toEqual([]);
  expect(steepOf([grown({ 1: [10, 10], 10: [50, 50], 100: [1000, 1200] })])).toEqual([
    'Worse than linear: ingest takes at least 20.0 times the CPU from 10 events to 100 events.',
  ]);
});

test('memory is told of what streams alone', () => {
  const one = grown({ 10: [1], 100: [1], 1000: [1] });
  expect(heldOf([one, { ...one, streams: false }])).toEqual([
    'Memory of ingest, which streams: 3.00 times from 10 events to 1,000 events.',
  ]);
});

test('the plot has a panel a figure, its ends named, in the colours of the reader’s screen', () => {
  const drawn = plot([
    grown({ 10: [100], 100: [400] }),
    { ...grown({ 6: [1], 60: [10] }), told: 'a < b', of: 'month' },
  ]);
  expect(drawn.match(/<g transform/g)).toHaveLength(2);
  expect(drawn).toContain('a &lt; b</text');
  for (const text of ['4.0x', '2.0x', '100 events', '60 months']) expect(drawn).toContain(`>${text}</text`);
  // Light, and then dark where the screen is: the page has others for paper.
  expect(drawn.match(/^.*:root\{(?:color-scheme:[\w ]+)?/gm)?.map((rule) => rule.trim())).toEqual([
    ':root{color-scheme:light dark',
    '@media (prefers-color-scheme:dark){:root{',
  ]);
  expect(drawn).not.toMatch(/NaN|undefined|Infinity|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
});
