import { join } from 'node:path';
import { synthesizeInto } from '../../terraform/test-support';
import { readStack } from '../../terraform/read-stack';
import { temporaryFolder } from '../test-support';
import { ChaosAccount } from './chaos-account';
import { judge } from './judge';
import { withPreamble } from './preamble';

test('x', async () => {
  const { folder, remove } = temporaryFolder('chaos');
  synthesizeInto(join(folder, 'made'));
  withPreamble(join(folder, 'made'), folder);
  const stack = readStack(join(folder, 'stacks/dev'));
  const cpu = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const out = (s: string) => process.stderr.write(s + '\n');
  let t = cpu();
  const lap = (what: string) => {
    const n = cpu();
    out(`${what} ${(n - t).toFixed(2)}`);
    t = n;
  };
  const account = await ChaosAccount.standUp(stack, join(folder, 'run'), '2026-10', (at, what) =>
    out(`  ${at.toISOString()} ${what}`),
  );
  lap('stand up');
  const some: [string, string, string][] = [
    ['', '', ''],
    ['', '', ''],
    ['', '', ''],
    ['start-query-execution athena:StartQueryExecution', 'denied', 'every'],
    ['send-report sns:Publish', 'hung', 'first'],
    ['send-report sns:Publish', 'killed after', 'first'],
    ['send-report sns:Publish', 'refused', 'every'],
    ['send-report athena:GetQueryResults', 'hung', 'every'],
    ['send-report athena:GetQueryResults', 'truncated', 'third'],
    ['send-report s3:ListObjectsV2 errors/', 'empty', 'first'],
    ['check-query-execution athena:GetQueryExecution', 'runs on', 'every'],
    ['check-query-execution athena:GetQueryExecution', 'stopped in Wait', 'first'],
    ['', '', ''],
  ];
  for (const [place, kind, times] of some) {
    const seen = await account.run({
      id: kind,
      faults: place ? [{ place, kind: kind as never, times: times as never }] : [],
    });
    const v = judge(seen);
    lap(
      `${place} ${kind} ${times}: ${JSON.stringify(v)} ${JSON.stringify({ ...seen, messages: seen.messages.map((m) => m.subject), places: undefined })}`,
    );
  }
  await account.close();
  lap('close');
  remove();
});
