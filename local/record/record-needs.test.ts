import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizedInto } from '../../environments/commands/synth/test-support';
import { type Settings } from '../../environments/settings';
import { excuses } from '../../policies/excuses';
import { SHIPPED_NEEDS } from '../../policies/fixtures/files';
import { needsText, readNeeds } from '../../policies/needs/needs-file';
import { inspect, lockOf } from '../../policies/proof/inspect';
import { root } from '../start/running/root';
import { readStack } from '../../terraform/read-stack';
import { synthesizeInto } from '../../terraform/test-support';
import { devStack, temporaryFolder, withoutStatement } from '../test-support';
import { recordAll } from './main';
import { recordNeeds } from './record-needs';

jest.setTimeout(120_000);

const { folder, remove } = temporaryFolder('record');
const committed = join(root, SHIPPED_NEEDS);

beforeAll(() => synthesizeInto(folder));
afterAll(remove);

// When this fails, `npm run regenerate -- --fixtures` writes the file anew: look at what it changes, and commit it.
test('a recording is, byte for byte, what is committed', async () => {
  expect(needsText(await recordAll(join(folder, 'stacks')))).toBe(readFileSync(committed, 'utf8'));
});

test("every function's own call is told with the line that sends it, every service's and link's with AWS's page", () => {
  for (const { principal, via, cite, at, action } of Object.values(readNeeds(committed)).flat()) {
    if (principal.kind === 'identity') continue;
    if (at === undefined || via !== undefined || principal.kind === 'service' || principal.kind === 'root') {
      expect([action, cite]).toEqual([action, expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//)]);
      continue;
    }
    expect([action, at]).toEqual([action, [expect.stringMatching(/^lambdas\/[\w/-]+\.ts:\d+$/)]]);
    for (const place of at ?? []) {
      const [file = '', line = ''] = place.split(':');
      expect(readFileSync(join(root, file), 'utf8').split('\n')[Number(line) - 1]).toMatch(/\.send\(/);
    }
  }
});

test.each(['MarkSent', 'WriteOwnLogs'])('nothing is recorded of a run without %s', async (sid) => {
  const { folder: stack } = devStack(folder, withoutStatement(sid));
  await expect(recordNeeds(stack, mkdtempSync(join(folder, 'run-')))).rejects.toThrow(
    /needs of [\w-]+ can't be recorded: something was refused.*\n.* was refused (s3:PutObject|logs:CreateLogStream) on arn:/,
  );
});

test('what is recorded of a report in a zone is what its schedule’s role may do, and no more', async () => {
  const zoned = mkdtempSync(join(folder, 'zoned-'));
  const reports: Settings['reports'] = [
    { name: 'weekly', every: 'week', day: 'monday', at: '08:00', timeZone: 'Europe/Berlin' },
  ];
  const stacks = join(zoned, 'stacks');
  const dev = synthesizedInto(zoned, { reports });
  const recorded = await recordNeeds(join(stacks, dev), mkdtempSync(join(folder, 'run-')));
  const role = (arn: string) => recorded.filter(({ principal }) => 'arn' in principal && principal.arn.endsWith(arn));
  expect(
    role('/send-weekly-report-dev-blog')
      .map(({ action }) => action)
      .sort(),
  ).toEqual(['lambda:InvokeFunction', 'sqs:SendMessage']);
  const read = [dev, `bootstrap-${dev}`].map((name) => readStack(join(stacks, name)));
  // Its own lock: what has changed since is not asked, and takes longer than all findings.
  const { findings } = await inspect({
    ...{ stacks: read, lock: lockOf(read), lockFile: 'lock', needs: { [dev]: recorded }, excuses, today: '2026-11-27' },
  });
  expect(findings).toEqual([]);
});
