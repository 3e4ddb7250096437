import { fit, linesOn } from './fit';
import { Progress } from './progress';
import { table } from './table';
import { bytes, counted, duration } from './words';

/** What a terminal of these columns would show at the end, without colour. */
function screen(isTTY: boolean) {
  let text = '';
  return {
    isTTY,
    columns: 30,
    write: (more: string) => (text += more),
    shown: () => text.replaceAll(/\u001B\[\d+m/g, '').replaceAll(/[^\n]*\r\u001B\[2K/g, ''),
    raw: () => text,
  };
}

const work = (progress: Progress) => {
  const step = progress.step('Sending events');
  step.at('50 of 100, and a text that is longer than the terminal is wide');
  progress.line('a line that stays');
  step.at('100 of 100');
  step.done('100 events sent');
};

test('on a terminal one line moves, and only what was done stays', () => {
  const terminal = screen(true);
  work(new Progress(terminal));
  expect(terminal.raw()).toContain('… Sending events 50 of 100, a');
  expect(terminal.raw()).not.toContain('longer than');
  expect(terminal.shown()).toMatch(/^a line that stays\n✓ 100 events sent {2}\d+ ms\n$/);
});

test('into a file only what was done is written, without colour or escape sequences', () => {
  const file = screen(false);
  work(new Progress(file));
  expect(file.raw()).toMatch(/^a line that stays\n✓ 100 events sent {2}\d+ ms\n$/);
});

describe('details', () => {
  const tell = (whole: boolean, end: (details: ReturnType<Progress['details']>) => void) => {
    const file = screen(false);
    const progress = new Progress(file, whole);
    progress.detail('an aside');
    const details = progress.details('a report');
    details.line('one');
    details.line('two', 'simulated');
    end(details);
    return file.raw().replaceAll(/ {2}\d+ ms$/gm, '');
  };

  test('are told line by line where all is, and in one line elsewhere', () => {
    expect(tell(true, (details) => details.done('made'))).toBe('an aside\na report\none\ntwo\n');
    expect(tell(false, (details) => details.done('made'))).toBe('✓ made\n');
  });

  test('of what fails are told in full, in their order, once', () => {
    const failing = (details: ReturnType<Progress['details']>) => {
      details.line('! broken', 'failure');
      details.line('three');
      details.failed();
    };
    expect(tell(false, failing)).toBe('a report\none\ntwo\n! broken\nthree\n');
    expect(tell(true, failing)).toBe('an aside\na report\none\ntwo\n! broken\nthree\n');
    expect(tell(false, (details) => details.failed())).toBe('a report\none\ntwo\n');
  });

  test('pass by in place on a terminal', () => {
    const terminal = screen(true);
    const details = new Progress(terminal, false).details('a report');
    details.line('  one');
    expect(terminal.raw()).toContain('… one');
    details.done('made');
    expect(terminal.shown()).toMatch(/^✓ made {2}\d+ ms\n$/);
  });
});

test('a text is cut to a width as a terminal shows it, and its lines are counted as it breaks them', () => {
  expect([fit('abcd', 4), fit('abcde', 4), fit('日本日本', 6), fit('ab  cd', 5)]).toEqual([
    'abcd',
    'abc…',
    '日本…',
    'ab…',
  ]);
  expect(linesOn('a\n\n12345678\n123456789\n日本日本日\n', 8)).toBe(1 + 1 + 1 + 2 + 2);
});

test('columns are aligned as a terminal shows them', () => {
  expect(
    table(
      [
        ['日本', '1'],
        ['a', '\u001B[31m200\u001B[39m'],
        ['', '30', 'x'],
      ],
      'lr',
    ),
  ).toBe(['日本    1', 'a     \u001B[31m200\u001B[39m', '       30  x'].join('\n'));
});

test('numbers in words', () => {
  expect([0, 999, 1000, 99_949, 123_456, 999_600, 2.5e9].map(bytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '99.9 kB',
    '123 kB',
    '1.0 MB',
    '2.5 GB',
  ]);
  expect([0.4, 85, 999.6, 3210, 30_000, 59_960, 125_000].map(duration)).toEqual([
    '0 ms',
    '85 ms',
    '1.0 s',
    '3.2 s',
    '30 s',
    '1 min 0 s',
    '2 min 5 s',
  ]);
  expect([counted(1, 'event'), counted(192_004, 'event')]).toEqual(['1 event', '192,004 events']);
});
