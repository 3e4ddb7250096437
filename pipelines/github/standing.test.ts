import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './standing';
import { FakeGitHub } from './test-support';

const [earlier, last, ours] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];

let fake: FakeGitHub;
let said: string;
beforeEach(async () => {
  fake = await FakeGitHub.listen();
  said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
});
afterEach(() => {
  fake.close();
  jest.restoreAllMocks();
});

/** Deployments, newest first, each with its statuses. */
function deployed(...all: readonly (readonly [sha: string, ...states: string[]])[]) {
  fake.answers.set(
    'GET /repos/o/r/deployments',
    all.map(([sha], id) => ({ id, sha })),
  );
  all.forEach(([, ...states], id) =>
    fake.answers.set(
      `GET /repos/o/r/deployments/${id}/statuses`,
      states.map((state) => ({ state })),
    ),
  );
}
const standing = (
  only: boolean | undefined,
  args: readonly string[] = [`--commit=${ours}`, '--environments=dev'],
  env = {},
) => main(args, fake.connect(), () => only, env);

test('what was applied last, and well, is compared with this commit', async () => {
  deployed([ours, 'failure', 'in_progress'], [last, 'inactive', 'success'], [earlier, 'success']);
  expect(await standing(true)).toBe(0);
  expect(said).toBe('- dev is as this commit says, but for documents: bbbbbbb was applied last.\n');
});

test.each([[false], [undefined]])('more than documents since then (%s) is told, with what to do', async (only) => {
  deployed([last, 'success']);
  await standing(only);
  expect(said).toContain('- ⚠️ dev: bbbbbbb was applied last, and **more than documents changed since**.');
  expect(said).toContain('_Deploy_ → _Run workflow_');
});

test('where nothing was applied, that is told', async () => {
  deployed([last, 'failure'], [earlier, 'waiting']);
  await standing(true);
  expect(said).toBe('- dev: nothing was applied yet.\n');
});

test('each environment has its line, in the summary too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'standing-'));
  try {
    deployed([last, 'success']);
    const summary = join(folder, 'summary.md');
    await standing(true, [`--commit=${ours}`, '--environments=dev prod'], { GITHUB_STEP_SUMMARY: summary });
    expect(readFileSync(summary, 'utf8')).toBe(`\n${said}`);
    expect(said.match(/^- (dev|prod) is/gm)).toHaveLength(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  [['--environments=dev'], '--commit is missing'],
  [[`--commit=${ours}`], '--environments is missing'],
  [[`--commit=${ours}`, '--environments=dev Prod'], '--environments Prod: not the name of an environment'],
])('%j is refused', async (args, message) => {
  await expect(standing(true, args)).rejects.toThrow(message);
});

test('an answer that is refused names the permission', async () => {
  fake.failures.push({ on: 'GET', status: 403, message: 'Resource not accessible by integration' });
  await expect(standing(true)).rejects.toThrow('deployments: read');
});
