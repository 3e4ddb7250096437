import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './order';
import { FakeGitHub } from './test-support';

/** Commits of main, oldest first. */
const [before, ours, newer, head] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(40)) as [
  string,
  string,
  string,
  string,
];
const HISTORY = [before, ours, newer, head];

let fake: FakeGitHub;
let said: string;
beforeEach(async () => {
  fake = await FakeGitHub.listen();
  said = '';
  jest.spyOn(console, 'log').mockImplementation((text) => (said += `${text}\n`));
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
  fake.answers.set('GET /repos/o/r/commits/main', { sha: head });
});
afterEach(() => {
  fake.close();
  jest.restoreAllMocks();
});

/** Deployments to prod, newest first, each with its statuses. */
type Deployment = readonly [sha: string, ...states: string[]];
function deployed(...all: readonly Deployment[]) {
  fake.answers.set(
    'GET /repos/o/r/deployments',
    all.map(([sha], id) => ({ id, sha, environment: 'prod' })),
  );
  all.forEach(([sha, ...states], id) => {
    const status = HISTORY.indexOf(sha) > HISTORY.indexOf(ours) ? 'ahead' : sha === ours ? 'identical' : 'behind';
    fake.answers.set(
      `GET /repos/o/r/deployments/${id}/statuses`,
      states.map((state) => ({ state })),
    );
    fake.answers.set(`GET /repos/o/r/compare/${ours}...${sha}`, { status });
  });
}

const order = (options: Readonly<Record<string, string>> = {}, env = {}) => {
  const all = { environment: 'prod', commit: ours, event: 'push', attempt: '1', ...options };
  return main(
    Object.entries(all).map(([name, value]) => `--${name}=${value}`),
    fake.connect(),
    env,
  );
};

test.each([['in_progress'], ['success'], ['failure'], ['error'], ['inactive']])(
  'a newer commit whose deployment is or was %s is not undone by an older one',
  async (state) => {
    deployed([newer, state, 'queued', 'waiting'], [before, 'success']);
    await expect(order()).rejects.toThrow(
      'ccccccc, which is newer than bbbbbbb, is or was deployed to prod, and holds this commit too: nothing is deployed.',
    );
    expect(said).toBe(`newer=${newer}\n`);
  },
);

test.each<[string, readonly Deployment[]]>([
  ['main has moved on, and nothing newer was deployed', [[before, 'success']]],
  [
    'a newer one waits for its reviewers',
    [
      [newer, 'waiting', 'queued'],
      [before, 'success'],
    ],
  ],
  [
    'this commit was deployed before',
    [
      [ours, 'success'],
      [before, 'inactive'],
    ],
  ],
  ['nothing was ever deployed', []],
])('it goes on where %s', async (_, all) => {
  deployed(...all);
  expect(await order()).toBe(0);
  expect(said).toBe('prod: no newer commit of main was deployed.\n');
});

test('the newest commit asks for nothing more', async () => {
  deployed([newer, 'success']);
  expect(await order({ commit: head })).toBe(0);
  expect(fake.requests).toEqual(['GET /repos/o/r/commits/main']);
});

test('a newer one that is hidden by an older one which was deployed by hand is found', async () => {
  deployed([before, 'success'], [newer, 'inactive']);
  await expect(order()).rejects.toThrow(/ccccccc, which is newer/);
});

test.each([
  ['run again', { attempt: '2' }],
  ['started by hand', { event: 'workflow_dispatch' }],
])('a run that is %s may go back, and that is told', async (_, options) => {
  const folder = mkdtempSync(join(tmpdir(), 'order-'));
  try {
    deployed([newer, 'success']);
    const summary = join(folder, 'summary.md');
    expect(await order(options, { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary })).toBe(0);
    expect(said).toMatch(/^::warning::ccccccc, which is newer .* undoes what came after bbbbbbb\.\n$/);
    expect(readFileSync(summary, 'utf8')).toContain('> [!WARNING]\n> ccccccc');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what GitHub does not tell is no consent', async () => {
  deployed([newer, 'success']);
  fake.failures.push({ on: 'GET /repos/o/r/deployments', status: 403 });
  await expect(order()).rejects.toThrow(
    /Looking for newer deployments to prod: GitHub answers 403 .*deployments: read/,
  );
});

test.each([
  [{ commit: 'main' }, /--commit main: not the full SHA/],
  [{ attempt: '0' }, /--attempt 0: give a whole number/],
  [{ event: '' }, /--event is missing/],
])('%j is refused', async (options, message) => {
  await expect(order(options)).rejects.toThrow(message);
});
