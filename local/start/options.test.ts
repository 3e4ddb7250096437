import { UserError } from '../../scripts/user-error';
import { help, parseOptions } from './options';
import { checkPeriod, monthOf, wholeMonth } from '../events/period';

const options = (line: string) => parseOptions(line.split(' ').filter(Boolean));

const report = { command: 'report', open: false, verbose: false, stay: false, forward: [] };
const serve = { command: 'serve', open: false, demo: false, forward: [] };

describe('options that are taken', () => {
  test.each([
    ['', report],
    ['--env prod', { ...report, environment: 'prod' }],
    ['--env=prod', { ...report, environment: 'prod' }],
    ['--events a.ndjson', { ...report, events: 'a.ndjson' }],
    ['--events -', { ...report, events: '-' }],
    ['--start 2028-02-29 --end 2028-02-29', { ...report, period: { startDate: '2028-02-29', endDate: '2028-02-29' } }],
    ['--report weekly', { ...report, report: 'weekly' }],
    ['--open', { ...report, open: true }],
    ['--verbose', { ...report, verbose: true }],
    ['--serve', serve],
    ['--forward ssm=a --forward kms=b', { ...report, forward: ['ssm=a', 'kms=b'] }],
    ['--serve --forward ssm=a', { ...serve, forward: ['ssm=a'] }],
    ['--serve --port 4566 --env prod', { ...serve, environment: 'prod', port: 4566 }],
    ['--serve --demo', { ...serve, demo: true }],
    ['--serve --events a.ndjson', { ...serve, events: 'a.ndjson' }],
    ['--serve --open', { ...serve, open: true }],
    ['--serve --keep a', { ...serve, keep: 'a' }],
    ['--stay --keep a --open', { ...report, stay: true, keep: 'a', open: true }],
    ['--stay --port 4566 --report weekly', { ...report, stay: true, port: 4566, report: 'weekly' }],
    ['--help', { command: 'help' }],
    ['-h --env prod', { command: 'help' }],
  ])('%s', (line, expected) => {
    expect(options(line)).toEqual(expected);
  });
});

describe('options that are refused, in one line that names the remedy', () => {
  test.each([
    ['--evn dev', '--evn is not an option of npm start. There are --env, --events, --report,'],
    ['--event a', '--event is not an option of npm start. Did you mean --events?'],
    ['-x', '-x is not an option of npm start. There are'],
    ['--__proto__ 1', '--__proto__ is not an option of npm start. There are'],
    ['a.ndjson', '"a.ndjson" belongs to no option. A file of events goes behind --events'],
    ['--events', '--events needs a value'],
    ['--events --serve', '--events needs a value'],
    ['--events=', '--events is empty: give the path'],
    ['--env a --env b', '--env is given twice: leave one'],
    ['--serve=yes', '--serve takes no value, and was given "yes"'],
    ['--port 4566', '--port 4566 goes with --serve or --stay: add one'],
    ['--keep a', '--keep a goes with --serve or --stay: add one'],
    ['--serve --keep=', '--keep is empty: give the path of a folder'],
    ['--serve --stay', "--serve can't be combined with --stay"],
    ['--demo', '--demo goes with --serve: add it'],
    ['--stay --demo', '--demo goes with --serve: add it'],
    ['--serve --demo --events a', "--events a can't be combined with --demo"],
    ['--serve --port http', '--port http: not a port. Give a whole number from 1 to 65535'],
    ['--serve --port 65536', '--port 65536: not a port'],
    ['--serve --verbose', "--verbose can't be combined with --serve"],
    ['--serve --report a', "--report a can't be combined with --serve"],
    ['--report a --events b', "--report a can't be combined with --events b: leave out one"],
    ['--report a --start 2026-10-01 --end 2026-10-02', "can't be combined with --start 2026-10-01"],
    ['--report=', '--report is empty: give the name of a report'],
    ['--serve --start 2026-10-01 --end 2026-10-02', "--start 2026-10-01 can't be combined with --serve"],
    ['--serve --events=', '--events is empty: give the path'],
    ['--start 2026-10-01', '--start 2026-10-01 needs --end: give both days'],
    ['--end 2026-10-01', '--end 2026-10-01 needs --start: give both days'],
    ['--start 2026-02-30 --end 2026-03-01', '--start 2026-02-30: not a date of the calendar. Write it as YYYY-MM-DD'],
    ['--start 2026-10-01 --end 2026-13-01', '--end 2026-13-01: not a date of the calendar'],
    ['--start 1.10.2026 --end 2026-10-02', '--start 1.10.2026: not a date of the calendar'],
  ])('%s', (line, message) => {
    expect(() => options(line)).toThrow(UserError);
    expect(() => options(line)).toThrow(message);
  });
});

describe('the rules over both dates', () => {
  const check = (startDate: string, endDate: string) => () => checkPeriod({ startDate, endDate }, '2026-11-24');

  test.each([
    ['2026-10-02', '2026-10-01', '--start 2026-10-02 is after --end 2026-10-01: swap them.'],
    [
      '2026-11-01',
      '2026-11-25',
      '--end 2026-11-25 is in the future: the last day that can be reported on is 2026-11-24',
    ],
    ['2025-11-01', '2026-11-02', '--start 2025-11-01 --end 2026-11-02: 367 days, and a report covers at most 366.'],
  ])('%s to %s', (start, end, message) => {
    expect(check(start, end)).toThrow(message);
  });

  test('today, one day and 366 days are allowed', () => {
    expect(check('2026-11-24', '2026-11-24')).not.toThrow();
    expect(check('2025-11-24', '2026-11-24')).not.toThrow();
  });

  test('a month, in a leap year too', () => {
    expect(monthOf(new Date('2028-02-10T23:59:59.999Z'))).toEqual({ startDate: '2028-02-01', endDate: '2028-02-29' });
    expect(wholeMonth({ startDate: '2026-10-01', endDate: '2026-10-31' })).toBe('2026-10');
    expect(wholeMonth({ startDate: '2026-10-01', endDate: '2026-10-30' })).toBeUndefined();
  });
});

test('the help names every option', () => {
  for (const option of [
    '--env',
    '--events',
    '--report',
    '--start',
    '--end',
    '--serve',
    '--demo',
    '--stay',
    '--keep',
    '--port',
    '--help',
  ]) {
    expect(help).toContain(option);
  }
});
