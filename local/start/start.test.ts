import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRICS } from '../../lambdas/report/metrics';
import { defaultEvents, defaultPeriod } from '../events/generate';
import { linesOn } from '../../scripts/text/fit';
import { messageNumbers, numbersInMessage, numbersOnPage, pageNumbers } from './telling/numbers';
import { recount } from './reading/recount';
import { startProcesses } from './start-process';

jest.setTimeout(120_000);

const { folder, run, end } = startProcesses('start', { synthesized: false });
afterAll(end);

test('npm start: a month of 100,000 events, and every number of the report is that of a plain count', async () => {
  const { code, out, err } = await run([], '', ['npm', 'start', '--silent']);
  expect({ code, err }).toMatchObject({
    code: 0,
    err: expect.stringContaining('2026-11-01 08:00 UTC: monthly-dev-2026-10-01-2026-10-31, 8 states') as string,
  });
  // A screenful of a terminal that nobody has widened.
  expect(linesOn(err, 80) + linesOn(out, 80)).toBeLessThanOrEqual(40);
  expect(err).toContain('Policies checked: nothing missing, nothing unneeded, access as locked');
  const events = defaultEvents();
  const counted = recount(events, defaultPeriod, METRICS);
  expect(out).toContain('Events     192,004 sent: 191,821 converted, 183 not\n');
  expect(out).toContain('monthly-dev-2026-10-01-2026-10-31: fired twice, SUCCEEDED once\n');
  expect(out).toMatch(/On AWS {5}\$0\.\d{4}, and \$7\.\d{4} each month; most for Firehose: ingestion\n/);
  expect(out).toContain('Alarms     none of 20 went off\n');
  // What is said of each role is the same as what its policy grants: nothing is unused, but for what a good month has no
  // need of.
  expect(out.match(/^.* not used: .*$/gm)).toEqual([
    expect.stringMatching(/^dev-blog-start-analytics-workflow {7}3 actions {2}not used: sqs:SendMessage$/),
  ]);
  const [kept] = readdirSync(join(folder, '.local/runs'));
  const file = (name: string) => readFileSync(join(folder, '.local/runs', kept ?? '', name), 'utf8');
  const message = file('message.txt');
  expect(numbersInMessage(message)).toEqual(messageNumbers(counted));
  const [, subject = ''] = /^Subject: (.*)\n/.exec(message) ?? [];
  const [, headline = ''] = /\nHeadline\n([^]*?)\n\n/.exec(message) ?? [];
  expect(out).toContain(`\n${subject}\n${headline}\n`);
  expect(out).toMatch(/The report's page {2,}\S+\/report\.html\n/);
  expect(out).toMatch(/Everything of this run {2,}\S+\/run\.html\n/);
  const [, total = ''] = /On AWS {5}(.*?);/.exec(out) ?? [];
  expect(file('run.html')).toContain(`<p>${total}</p>`);
  expect(file('run.html').length).toBeLessThan(5e6);
  expect(numbersOnPage(file('report.html'))).toEqual(pageNumbers(counted));
});
