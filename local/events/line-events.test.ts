import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { UserError } from '../../scripts/user-error';
import { LineEvents } from './line-events';
import { random } from './random';
import { readEvents } from './read-file';

const folder = mkdtempSync(join(tmpdir(), 'line-events-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hour = 3_600_000;
const count = 30_000;
const roll = random(7);

/** Of some 12 MiB, which are three pieces and more. */
const filled = (arrivalOf: (nth: number) => number | undefined) => {
  const events = new LineEvents(folder);
  const expected: (readonly [line: number, arrival: number | undefined, data: string])[] = [];
  for (let nth = 0; nth < count; nth++) {
    const data = `{"n":"${nth} ${'x'.repeat(Math.floor(800 * roll()))}"}`;
    const arrival = arrivalOf(nth);
    events.add(nth + 1, Buffer.from(`\n${data}\n`), 1, 1 + data.length, arrival);
    expected.push([nth + 1, arrival, data]);
  }
  return { events, expected };
};

test.each([
  ['in order', (nth: number) => nth * 1000],
  ['with late ones', (nth: number) => nth * 1000 - (nth % 10 === 0 ? Math.floor(48 * hour * roll()) : 0)],
  ['in any order', () => Math.floor(31 * 24 * hour * roll())],
  ['the last first', (nth: number) => (count - nth) * 1000],
  ['all at once', () => 5 * hour],
  ['many without a moment before the others', (nth: number) => (nth < 20_000 ? undefined : (count - nth) * 60_000)],
  ['none with a moment', () => undefined],
])('lines of more than is held in memory come by arrival and then by line: %s', (_, arrivalOf) => {
  const { events, expected } = filled(arrivalOf);
  const first = 40 * hour;
  events.settle(new Date(first));
  const sorted = expected.map(([line, arrival, data]) => [line, arrival ?? first, data] as const);
  sorted.sort(([l, one], [m, other]) => one - other || l - m);
  // Twice: they may be gone through again.
  for (let times = 0; times < 2; times++) {
    let nth = 0;
    for (const { line, arrival, data, bytes } of events) {
      const wanted = sorted[nth++];
      // Each by itself, as a list of all took minutes to compare.
      if (line !== wanted?.[0] || arrival.getTime() !== wanted[1] || data !== wanted[2])
        expect([line, arrival.getTime(), data]).toEqual(wanted);
      if (nth % 10_000 === 0) expect(Buffer.from(bytes ?? []).toString()).toBe(data);
    }
    expect(nth).toBe(count);
  }
  const lasts = new Map(sorted.map(([, arrival]) => [Math.floor(arrival / (24 * hour)), arrival]));
  expect(events.lastOfDays.map((date) => date.getTime())).toEqual([...lasts.values()]);
  expect(events.last?.getTime()).toBe(sorted.at(-1)?.[1]);
  expect(events.length).toBe(count);
  // What they are kept in has no name, so that nothing is left of it.
  expect(readdirSync(folder)).toEqual([]);
  events.close();
  expect(() => [...events]).toThrow('no longer there');
});

test('what can be kept nowhere is told in one line, with what to do', async () => {
  const stdin = Readable.from([Buffer.from(`{"id":"${'x'.repeat(1_000_000)}"}\n`.repeat(5))]);
  const read = readEvents('-', { stdin, typed: 'mine', folder: join(folder, 'none') });
  await expect(read).rejects.toThrow(UserError);
  await expect(read).rejects.toThrow(
    /^--events mine: it can't be kept in the temporary folder until it is sent \(ENOENT: [^\n]+\)\. Set TMPDIR to a folder that has room for it\.$/,
  );
});
