import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { shippedCheckout } from '../../../environments/commands/setup/copied-checkout';
import { temporaryFolder } from '../../../local/test-support';
import { linkPackages } from '../../files/link-packages';
import { repositoryRoot } from '../../files/repository-root';
import { applyEdit } from './apply-edit';
import { leaveDevAlone } from './dev-alone';
import { readPages } from './read-how-to';

jest.setTimeout(300_000);

const GENERATED = ['docs/diagrams/', 'policies/access.lock.json', 'policies/needs.json'];
const pages = readPages(repositoryRoot());
const { folder: upstream, remove: removeUpstream } = shippedCheckout();
const { folder, remove } = temporaryFolder('fork');
const fork = join(folder, 'fork');
afterAll(() => {
  remove();
  removeUpstream();
});

const REASON = 'noting has a role of its own';
const AUTHOR = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.com' };
const env = {
  ...process.env,
  ...AUTHOR,
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  // Not as whoever runs this has set up merges, hooks and signatures.
  GIT_CONFIG_GLOBAL: devNull,
};
const git = (cwd: string, ...args: readonly string[]) => execFileSync('git', args, { cwd, env, encoding: 'utf8' });
const unmerged = () => git(fork, 'diff', '--name-only', '--diff-filter=U').split('\n').filter(Boolean);

function commit(cwd: string): void {
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message', 'Change');
}

function run(command: string) {
  const [program = '', ...args] = command.split(' ');
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: fork, env, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

/** @throws Error for one that is not there */
function replace(root: string, file: string, ...pairs: readonly (readonly [RegExp, string])[]): void {
  const path = join(root, file);
  let text = readFileSync(path, 'utf8');
  for (const [before, after] of pairs) {
    const changed = text.replaceAll(before, after);
    if (changed === text) throw new Error(`${file} has no ${String(before)}.`);
    text = changed;
  }
  writeFileSync(path, text);
}

/** The pictures of the settings as they came, which are the copy's; they are kept as Mermaid. */
function asItCame(): void {
  rmSync(join(upstream, 'docs/diagrams'), { recursive: true });
  cpSync(join(repositoryRoot(), 'pipelines/diagram/fixtures'), join(upstream, 'docs/diagrams'), { recursive: true });
}

/** A state more, as the how-to adds it; of what is written from it, what a merge meets: each file has lines that are others. */
function changeUpstream(): void {
  const state = pages[0]?.howTos.find(({ title }) => title === 'Add a state');
  for (const deed of state?.deeds ?? []) if (deed.kind === 'edit') applyEdit(upstream, deed.edit);
  const why = { weakens: 'pass-role-widened', in: 'bootstrap-dev, bootstrap-prod' };
  const reasons = ['github-apply-', 'arn:aws:iam::123456789012:policy/github-write-roles-']
    .map((subject) => ({ ...why, subject: `${subject}<environment>-<application>`, reason: REASON }))
    .map((row) => `    ${JSON.stringify(row)}`);
  replace(
    upstream,
    'policies/access.lock.json',
    [/"reasons": \[\]/g, `"reasons": [\n${reasons.join(',\n')}\n  ]`],
    [/^ {4}(\{"in": "dev, prod", "role": "<environment>-<application>-)notify-failure/gm, '    $1note-sent'],
  );
  replace(upstream, 'policies/needs.json', [/notify-failure/g, 'note-sent']);
  for (const name of ['dev', 'prod'])
    replace(upstream, `docs/diagrams/${name}-report-workflow-state-machine.mmd`, [/SendReport/g, 'NoteSent']);
}

/** Another application in another region, and prod taken away; written anew as `npm run regenerate` does, which .ci/fork runs. */
function changeFork(): void {
  leaveDevAlone(fork);
  const named = [
    [/\bblog\b/g, 'shop'],
    [/\beu-west-1\b/g, 'us-east-1'],
  ] as const;
  for (const file of ['environments/dev.ts', 'policies/access.lock.json', 'policies/needs.json'])
    replace(fork, file, ...named);
  const pictures = join(fork, 'docs/diagrams');
  for (const name of readdirSync(pictures)) if (name.includes('prod')) rmSync(join(pictures, name));
  replace(fork, 'docs/diagrams/dev-report-workflow-state-machine.mmd', [/-blog\b/g, '-shop']);
}

test('a fork merges what changed needs, lock, pictures and a construct by the commands of the page', () => {
  asItCame();
  git(upstream, 'init', '--quiet', '--initial-branch', 'main');
  commit(upstream);
  git(folder, 'clone', '--quiet', '--origin', 'upstream', upstream, fork);
  linkPackages(join(repositoryRoot(), 'node_modules'), join(fork, 'node_modules'));
  changeFork();
  commit(fork);
  changeUpstream();
  commit(upstream);

  const deeds =
    pages.find(({ file }) => file === 'docs/how-to/take-later-changes-into-a-fork.md')?.howTos[0]?.deeds ?? [];
  const commands = deeds.flatMap((deed) => (deed.kind === 'passes' ? [deed.command] : []));
  expect(commands).toContain('git merge upstream/main');
  for (const command of commands) {
    const { status, said } = run(command);
    if (!command.startsWith('git merge')) {
      expect([command, status, status === 0 ? '' : said]).toEqual([command, 0, '']);
      continue;
    }
    expect(status).toBe(1);
    const conflicts = unmerged();
    for (const one of GENERATED) expect(conflicts).toContainEqual(expect.stringContaining(one));
    expect(conflicts.filter((name) => !GENERATED.some((one) => name.startsWith(one)))).toEqual([]);
  }

  expect(unmerged()).toEqual([]);
  expect(git(fork, 'status', '--porcelain')).toBe('');
  expect(git(fork, 'rev-list', '--merges', '--count', 'HEAD').trim()).toBe('1');
  const needs = readFileSync(join(fork, 'policies/needs.json'), 'utf8');
  expect(needs).toContain('dev-shop-note-sent');
  expect(needs).not.toMatch(/^<{7}|prod-|-blog/m);
  const lock = readFileSync(join(fork, 'policies/access.lock.json'), 'utf8');
  expect(lock).toMatch(/"in": "bootstrap-dev", .*"reason": "noting has a role of its own"/);

  // The same line on both sides: no command knows which to take.
  for (const [root, days] of [
    [upstream, '30'],
    [fork, '60'],
  ] as const) {
    replace(root, 'environments/dev.ts', [/retentionInDays: 14/g, `retentionInDays: ${days}`]);
    commit(root);
  }
  run('git fetch upstream');
  expect(run('git merge upstream/main').status).toBe(1);
  expect(run('npm run -s regenerate')).toEqual({
    status: 1,
    said: 'A merge left conflicts. Settle these, "git add" each, then run this again:\n  environments/dev.ts\n',
  });
});
