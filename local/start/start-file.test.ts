import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { METRICS } from '../../lambdas/report/metrics';
import { inputsDigest, recordSynthesis } from '../../scripts/programs/current-synthesis';
import { readEvents } from '../events/read-file';
import { messageNumbers, numbersInMessage } from './telling/numbers';
import { recount } from './reading/recount';
import { startProcesses } from './start-process';

jest.setTimeout(120_000);

const { folder, checkout, outdir, start, run, end } = startProcesses('start-file');
afterAll(end);

const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

/** As the export lines of an account say. */
function clientIn(out: string) {
  const exported = (name: string) => new RegExp(`${name}=(\\S+)`).exec(out)?.[1] ?? '';
  return {
    endpoint: exported('AWS_ENDPOINT_URL'),
    region: exported('AWS_REGION'),
    credentials: { accessKeyId: exported('AWS_ACCESS_KEY_ID'), secretAccessKey: exported('AWS_SECRET_ACCESS_KEY') },
  };
}

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
    const dates = ['--start', '2026-05-03', '--end', '2026-05-03'];
    const { child, said, ended } = start(['--env', 'prod', '--events', 'mine.ndjson', ...dates, '--stay', '--verbose']);
    while (!said.out.includes('Messages to subscribers appear here.') && child.exitCode === null) await soon();
    const { out, err } = said;
    // By this machine's clock, months behind which the account's goes on: as the CLI and boto3 sign.
    const states = new SFNClient({
      ...clientIn(out),
      maxAttempts: 1,
    });
    const { stateMachines: [machine] = [] } = await states.send(new ListStateMachinesCommand({}));
    const { executions = [] } = await states.send(new ListExecutionsCommand(machine ?? {}));
    states.destroy();
    expect(executions.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'manual-2026-05-03-2026-05-03 SUCCEEDED',
    ]);
    expect(out).toMatch(/^It is 2026-05-04 \S+ UTC in the account, \d+ days behind this machine's clock, and goes on/m);
    child.kill('SIGINT');
    expect(await ended).toBe(2);
    expect(said.out).toMatch(/\nStopped\.\n$/);
    expect(numbersInMessage(out)).toEqual(messageNumbers(recount((await readEvents(file)).events, period, METRICS)));
    expect(numbersInMessage(out).headline[0]).toEqual(['Events', '4', '+300.0 %', '1']);
    expect(err).toContain('2 lines of the file could not be used; the report is made from the rest.');
    expect(err).toMatch(/line 3 {2}\S+.*\n {2}line 7 {2}\S+/);
    expect(err).toMatch(/an operator starts the report for 2026-05-03 to 2026-05-03\n {2}manual-\S+\n {4}StartQuery\n/);
    // Numbers of cost do not wrap on a narrow terminal.
    const [, costs = ''] = /\nWhat this would have cost on AWS: .*\n([^]*?)\nList prices of /.exec(out) ?? [];
    expect(costs.split('\n').length).toBeGreaterThan(20);
    expect(costs.split('\n').filter((line) => stringWidth(line) > 60)).toEqual([]);
    expect(out).toContain('not convertible  2, 2 objects under errors/');
    expect(out).toContain('manual-2026-05-03-2026-05-03: SUCCEEDED');
    expect(out).toContain('(prod-blog)');
  });

  test('comes through stdin too; without dates its last month is reported, and without a dev the first environment', async () => {
    for (const name of ['dev', 'bootstrap-dev']) rmSync(join(outdir, 'stacks', name), { recursive: true });
    const left = readdirSync(outdir, { recursive: true, encoding: 'utf8' });
    const files = left.filter((name) => statSync(join(outdir, name)).isFile());
    recordSynthesis(outdir, inputsDigest(checkout), files, 'shipped', checkout);
    const usable = lines.filter((line) => line.includes('2026-05') || line.includes('17778'));
    const { code, out, err } = await run(['--events', '-'], usable.join('\n'));
    expect(err).toContain('There is no environment dev: this is about prod, the first of prod.');
    // A report is made all the same; the lock tells what was taken away.
    expect(err).toContain('  policies/access.lock.json has dev, which is no more\n');
    expect(code).toBe(1);
    expect(out).toMatch(/^Video analytics May 2026: 4 events \(prod-blog\)\n {2}Events +4 /m);
    expect(out).toContain('manual-2026-05-01-2026-05-31: SUCCEEDED\n');
  });
});
