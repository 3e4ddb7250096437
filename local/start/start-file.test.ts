import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRICS } from '../../lambdas/report/metrics';
import { readEvents } from '../events/read-file';
import { messageNumbers, numbersInMessage } from './telling/numbers';
import { recount } from './reading/recount';
import { startProcesses } from './start-process';

jest.setTimeout(120_000);

const { folder, run, end } = startProcesses('start-file');
afterAll(end);

describe('a file of your own', () => {
  const lines = [
    '{"id":"intro","userId":"ann","format":"mp4","timestamp":"2026-05-03T10:00:00Z"}',
    '{"id":"intro","userId":"bob","timestamp":"2026-05-03T11:30:00.250Z"}',
    'oops',
    '{"id":"deep dive","userId":"ann"}',
    '',
    '{"id":"intro","userId":"ann","format":"mp4","timestamp":"2026-05-02T10:00:00Z"}',
    '{"id":"intro","userId":"eve","timestamp":"the day before"}',
    '{"id":"深い","userId":"日本","format":"hls","timestamp":1777809600}',
  ];
  const file = join(folder, 'mine.ndjson');
  const period = { startDate: '2026-05-03', endDate: '2026-05-03' };

  test('is reported on; its unusable lines are named, kept, and told by the exit code', async () => {
    writeFileSync(file, lines.join('\n'));
    // As typed in the folder that npm was called from.
    const { code, out, err } = await run(['--events', 'mine.ndjson', '--start', '2026-05-03', '--end', '2026-05-03']);
    expect(code).toBe(2);
    expect(numbersInMessage(out)).toEqual(messageNumbers(recount((await readEvents(file)).events, period, METRICS)));
    expect(numbersInMessage(out).headline[0]).toEqual(['Events', '4', '+300.0 %', '1']);
    expect(err).toContain('2 lines of the file could not be used; the report is made from the rest.');
    expect(err).toMatch(/line 3 {2}\S+.*\n {2}line 7 {2}\S+/);
    expect(out).toContain('not convertible  2, 2 objects under errors/');
    expect(out).toContain('manual-2026-05-03-2026-05-03: SUCCEEDED');
  });

  test('comes through stdin too, and without dates its last month is reported', async () => {
    const usable = lines.filter((line) => line.includes('2026-05') || line.includes('17778'));
    const { code, out } = await run(['--events', '-', '--env', 'prod'], usable.join('\n'));
    expect(code).toBe(0);
    expect(out).toContain('Period         May 2026: 2026-05-01 to 2026-05-31, 31 days, UTC');
    expect(numbersInMessage(out).headline[0]?.[1]).toBe('4');
    expect(out).toContain('Video analytics of blog (prod)');
  });
});
