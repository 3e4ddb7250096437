import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRICS } from '../../lambdas/report/metrics';
import { defaultEvents, defaultPeriod } from '../events/generate';
import { messageNumbers, numbersInMessage, numbersOnPage, pageNumbers } from './telling/numbers';
import { recount } from './reading/recount';
import { startProcesses } from './start-process';

jest.setTimeout(120_000);

const { folder, run, end } = startProcesses('start', { synthesized: false });
afterAll(end);

test('npm start: a month of 100,000 events, and every number of the report is that of a plain count', async () => {
  const { code, out, err } = await run([], '', ['npm', 'start', '--silent']);
  expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('still one execution') as string });
  expect(err).toContain('Policies checked: nothing missing, nothing unneeded, access as locked');
  const events = defaultEvents();
  const counted = recount(events, defaultPeriod, METRICS);
  expect(numbersInMessage(out)).toEqual(messageNumbers(counted));
  expect(out).toContain('Events sent        192,004, all accepted');
  expect(out).toContain('monthly-dev-2026-10-01-2026-10-31: SUCCEEDED');
  expect(out).toMatch(/What this would have cost on AWS: \$0\.\d{4}, and \$7\.\d{4} each month/);
  expect(out).toContain('Alarms             none of 20 went off');
  // What is said of each role is the same as what its policy grants: nothing is unused, but for what a good month has no
  // need of.
  expect(out.match(/^.*allowed and not used.*$/gm)).toEqual([
    expect.stringMatching(/^dev-blog-start-analytics-workflow .* allowed and not used: sqs:SendMessage$/),
  ]);
  const [kept] = readdirSync(join(folder, '.local/runs'));
  const file = (name: string) => readFileSync(join(folder, '.local/runs', kept ?? '', name), 'utf8');
  expect(out).toContain(file('message.txt'));
  expect(out).toMatch(/The report, as a page {2,}\S+\/report\.html\n/);
  expect(numbersOnPage(file('report.html'))).toEqual(pageNumbers(counted));
});
