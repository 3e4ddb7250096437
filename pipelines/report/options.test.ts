import { addDays } from '../../lambdas/shared/period';
import { parseOptions } from './options';

const today = new Date().toISOString().slice(0, 10);
const tomorrow = addDays(today, 1);

test('a report', () => {
  const args = ['--env', 'dev', '--start', '2024-02-29', '--end', '2024-02-29', '--reason', ' late events '];
  expect(parseOptions(args)).toEqual({
    command: 'make',
    environment: 'dev',
    period: { startDate: '2024-02-29', endDate: '2024-02-29' },
    reason: 'late events',
    follow: false,
    format: 'text',
  });
});

test('366 days, up to today', () => {
  const args = ['--env', 'dev', '--start', addDays(today, -365), '--end', today];
  expect(parseOptions(args)).toMatchObject({ period: { startDate: addDays(today, -365), endDate: today } });
});

test('a list and an execution', () => {
  expect(parseOptions(['--env', 'prod', '--list', '--limit', '5', '--format', 'json'])).toEqual({
    command: 'list',
    environment: 'prod',
    limit: 5,
    format: 'json',
  });
  expect(parseOptions(['--env', 'prod', '--show', 'monthly-prod-2026-10-01-2026-10-31'])).toMatchObject({
    command: 'show',
    name: 'monthly-prod-2026-10-01-2026-10-31',
    follow: false,
  });
  expect(parseOptions(['-h'])).toEqual({ command: 'help' });
});

test.each([
  ['--start 2026-10-01 --end 2026-10-31', '--env is missing: name the environment'],
  ['--env dev', '--start is missing: it must be a real calendar date, written YYYY-MM-DD.\n--end is missing'],
  ['--env dev --start 2026-02-30 --end 2026-03-01', '--start "2026-02-30": it must be a real calendar date'],
  ['--env dev --start 2026-1-1 --end 2026-03-01', '--start "2026-1-1": it must be a real calendar date'],
  ['--env dev --start 2026-03-02 --end 2026-03-01', '--start "2026-03-02": it must not be after --end, which is'],
  [`--env dev --start ${today} --end ${tomorrow}`, `--end "${tomorrow}": it must not be in the future: today is`],
  ['--env dev --start 2025-01-01 --end 2026-01-02', '--start "2025-01-01": it must be at most 366 days before --end'],
  ['--env dev --env prod --list', '--env is given twice'],
  ['--env dev --list --start 2026-10-01', "--start 2026-10-01 can't be combined with --list"],
  ['--env dev --list --follow', "--follow can't be combined with --list"],
  ['--env dev --show x --end 2026-10-01', "--end 2026-10-01 can't be combined with --show"],
  ['--env dev --show x --limit 3', "--limit 3 can't be combined with a report. It goes with --list"],
  ['--env dev --list --limit 101', '--limit 101: give a whole number from 1 to 100'],
  ['--env dev --list --limit 0', '--limit 0: give a whole number from 1 to 100'],
  ['--env dev --list --format xml', '--format xml is not known: use text or json'],
  ['--env dev --show a/b', '--show "a/b": it must have 1 to 80 letters, digits'],
  ['--env dev --start 2026-10-01 --end 2026-10-01 --name monthly-dev-x', 'names that begin with "monthly-" are a sch'],
  [
    '--env dev --start 2026-10-01 --end 2026-10-01 --name board-dev-2026-10-01-2026-10-31',
    'names that begin with "board-" are a schedule\'s',
  ],
  [
    '--env dev --start 2026-10-01 --end 2026-10-01 --name verify-dev-x',
    'names that begin with "verify-" are a deployment',
  ],
  ['--env dev --start 2026-10-01 --end 2026-10-01 --name a:b', '--name "a:b": it must have 1 to 80'],
  [`--env dev --start 2026-10-01 --end 2026-10-01 --reason ${'x'.repeat(201)}`, '--reason has 201 characters'],
  ['--env dev --start 2026-10-01 --end 2026-10-01 --reason=', '--reason is empty'],
  ['--env dev --lst', '--lst is not an option of npm run report'],
  ['dev', '"dev" belongs to no option. See npm run report -- --help'],
])('refuses %s', (args, message) => {
  expect(() => parseOptions(args.split(' '))).toThrow(message);
});
