import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHIPPED_NEEDS } from '../../policies/fixtures/files';
import { needsText, readNeeds } from '../../policies/needs/needs-file';
import { root } from '../start/running/root';
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
