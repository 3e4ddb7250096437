import { UserError } from '../../scripts/user-error';
import { main } from '../cli';
import { startProcesses } from './start-process';

const { run, end } = startProcesses('start-errors');
afterAll(end);

describe('what is wrong is told in one line, and the exit code is 1', () => {
  test.each([
    [['--evn', 'dev'], '--evn is not an option of npm start. There are'],
    [['--env', 'test'], '--env test: there is no such environment. There are dev, prod;'],
    [['--events', '-'], '--events -: stdin holds no events.'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  // The launcher prints a UserError's message, as seen above: these need no process of their own.
  test.each([
    [['--events', 'missing.ndjson'], '--events missing.ndjson: there is no such file.'],
    [['--events', '.'], '--events .: that is a folder.'],
    [['--start', '2026-10-02', '--end', '2026-10-01'], '--start 2026-10-02 is after --end 2026-10-01: swap them.'],
    [['--start', '2026-10-01', '--end', '2026-12-31'], '--end 2026-12-31 is in the future'],
    [['--start', '2025-01-01', '--end', '2026-10-01'], '639 days, and a report covers at most 366'],
  ])('%j', async (args, message) => {
    const error: unknown = await main(args).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain(message);
    expect(String(error)).not.toContain('\n');
  });
});
