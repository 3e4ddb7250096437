import { spawnSync } from 'node:child_process';
import { parseFiles } from './files';
import { shippedTexts } from './shipped';
import { DEPLOY } from './told';
import { withEnvironments } from './write-environments';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'outcome-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the step's script with what GitHub would have put in for its expressions. */
function summary(environments: readonly string[], results: string, switchedOn = 'true', documents = 'false'): string {
  const { workflows } = parseFiles(withEnvironments(shippedTexts(), environments));
  const [step] = workflows[DEPLOY]?.jobs['outcome']?.steps ?? [];
  const file = join(folder, `${results}-${switchedOn}`);
  const { status, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', step?.run ?? 'exit 1'], {
    encoding: 'utf8',
    env: {
      ...process.env,
      JOBS: String(step?.env['JOBS']),
      RESULTS: results,
      SWITCHED_ON: switchedOn,
      DOCUMENTS: documents,
      HELP: 'https://help',
      GITHUB_STEP_SUMMARY: file,
      GITHUB_OUTPUT: `${file}-outputs`,
    },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readFileSync(`${file}-outputs`, 'utf8')).toBe(`environments=${environments.join(' ')}\n`);
  return readFileSync(file, 'utf8');
}

test('the outcome tells how each environment fared', () => {
  expect(summary(['dev', 'pre-prod', 'prod'], 'success success success success success success'))
    .toBe(`## How far this deployment came
| changes | build | prove | dev | pre-prod | prod |
| --- | --- | --- | --- | --- | --- |
| success | success | success | success | success | success |

Every environment is as this commit says, and made a report.
`);
  expect(summary(['dev', 'prod'], 'success success success failure skipped')).toContain(
    'It stopped: the first job above that failed',
  );
  expect(summary(['dev'], 'success success success skipped', 'false')).toContain(
    'Nothing is deployed until the variable DEPLOY is `true`',
  );
  const skipped = 'success success success skipped skipped';
  expect(summary(['dev', 'prod'], skipped, 'true', 'true')).toContain('Documents alone changed: nothing was planned');
  expect(summary(['dev', 'prod'], 'success success failure skipped skipped', 'true', 'true')).toContain('It stopped');
});
