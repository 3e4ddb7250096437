import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { synthesizeInto } from '../terraform/test-support';
import { SHIPPED_LOCK, SHIPPED_NEEDS } from './fixtures/files';
import { lockOfFolder } from './fixtures/write-lock';
import { readLock, readReasons } from './lock/lock-file';
import { main } from './main';
import { type Need } from './needs/need';
import { needsText, readNeeds } from './needs/needs-file';

const root = resolve(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'policies-'));
const stacks = join(folder, 'stacks');
const lock = join(folder, 'access.lock.json');
const out = join(folder, 'report');
const needsFile = join(folder, 'needs.json');
const recorded = readNeeds(join(root, SHIPPED_NEEDS));
const needs = (change: (dev: readonly Need[]) => readonly Need[] = (dev) => dev): void =>
  writeFileSync(needsFile, needsText({ ...recorded, dev: change(recorded['dev'] ?? []) }));

let ours = '';
beforeAll(async () => {
  synthesizeInto(folder);
  needs();
  expect((await run('--update'))[0]).toBe(0);
  ours = readFileSync(lock, 'utf8');
});
beforeEach(() => {
  needs();
  writeFileSync(lock, ours);
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = async (...args: string[]): Promise<[code: number, text: string]> => {
  const code = await main([...args, '--output', out], stacks, lock, needsFile);
  return [code, readFileSync(out, 'utf8')];
};

test('the stacks as they came pass, with none left unlooked at', async () => {
  const code = await main(['--output', out], stacks, join(root, SHIPPED_LOCK), needsFile);
  expect(readFileSync(out, 'utf8')).not.toMatch(/✗|·|Not looked at/);
  expect(code).toBe(0);
});

// When this fails, `npm run regenerate -- --fixtures` writes the file anew: look at what it changes, and commit it.
test("the fixtures' lock is the access of the stacks as they came", () =>
  expect(lockOfFolder(stacks)).toEqual(readLock(join(root, SHIPPED_LOCK))));

test("an account of one's own is no change of access", async () => {
  const other = join(folder, 'other');
  cpSync(stacks, other, { recursive: true });
  for (const stack of ['dev', 'bootstrap-dev']) {
    const file = join(other, stack, 'cdk.tf.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('000000000000', '111122223333'));
  }
  const code = await main(['--output', out], other, lock, needsFile);
  expect(readFileSync(out, 'utf8')).not.toMatch(/✗|·/);
  expect(code).toBe(0);
});

/** The stacks with other settings: every one's text changed. */
function withSettings(name: string, from: string, to: string): string {
  const changed = join(folder, name);
  cpSync(stacks, changed, { recursive: true });
  for (const stack of ['dev', 'bootstrap-dev', 'prod', 'bootstrap-prod']) {
    const file = join(changed, stack, 'cdk.tf.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(from, to));
  }
  return changed;
}

test.each([
  ['region', 'eu-west-1', 'us-east-1', 'has dev in eu-west-1; it is in us-east-1', []],
  [
    'application',
    'blog',
    'shop',
    'has dev with dev-blog-check-query-execution and ',
    ['dev', 'prod'].map((name) => `  ${name}: the application blog is shop now. Every name is another one, and so is `),
  ],
])('another %s is told in one line a file and stack, with what to do', async (name, from, to, words, more) => {
  const changed = withSettings(name, from, to);
  const failure = main([], changed, lock, needsFile);
  await expect(failure).rejects.toThrow(/^The settings changed: npm run regenerate\n/);
  const told = await failure.catch(({ message }: Error) => message.split('\n'));
  expect(told).toHaveLength(1 + 2 + 4 + more.length);
  for (const line of more) expect(told).toContainEqual(expect.stringContaining(line));
  expect(told).toContainEqual(expect.stringContaining(`needs.json ${words}`));
  expect(told).toContainEqual(expect.stringContaining(`access.lock.json ${words}`));
  // Needs are of these settings, the lock not yet: what was recorded is written, and no fault is found.
  const renamed = readFileSync(needsFile, 'utf8').replaceAll(from, to);
  writeFileSync(needsFile, renamed);
  await expect(main(['--update', '--output', out], changed, lock, needsFile)).resolves.toBe(0);
});

test('an environment that is no more is told where it is still written', async () => {
  const left = join(folder, 'left');
  cpSync(stacks, left, { recursive: true });
  for (const stack of ['prod', 'bootstrap-prod']) rmSync(join(left, stack), { recursive: true });
  await expect(main([], left, lock, needsFile)).rejects.toThrow(
    [
      'The settings changed: npm run regenerate',
      `${needsFile} has prod, which is no more`,
      `${lock} has bootstrap-prod, which is no more`,
      `${lock} has prod, which is no more`,
    ].join('\n  '),
  );
  await expect(main(['--env', 'dev', '--output', out], left, lock, needsFile)).resolves.toBe(0);
});

test('new access fails until the lock has it, in every format', async () => {
  const file = join(stacks, 'dev/cdk.tf.json');
  const before = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    before.replace('\\"athena:GetQueryResults\\"', '\\"athena:GetQueryResults\\",\\"athena:GetQueryExecution\\"'),
  );
  needs((dev) =>
    dev
      .map((need) =>
        need.action === 'athena:GetQueryResults' ? [need, { ...need, action: 'athena:GetQueryExecution' }] : [need],
      )
      .flat(),
  );
  try {
    const words =
      'role dev-blog-send-report may now athena:GetQueryExecution on arn:aws:athena:eu-west-1:000000000000:workgroup/analytics-dev-blog';
    const [code, text] = await run('--env', 'dev');
    expect(code).toBe(1);
    expect(text).toContain(words);
    expect(text).toMatch(/constructs\/[\w/-]+\.ts:\d+/);
    expect((await run('--env', 'dev', '--format', 'markdown'))[1]).toContain(words.replaceAll('*', '&#42;'));
    const sarif = JSON.parse((await run('--env', 'dev', '--format', 'sarif'))[1]) as { runs: { results: object[] }[] };
    expect(sarif.runs[0]?.results).toEqual([
      expect.objectContaining({ ruleId: 'access-lock', level: 'error', message: { text: `dev: ${words}` } }),
    ]);
    expect(JSON.parse((await run('--env', 'dev', '--format', 'json'))[1])).toMatchObject({
      passes: false,
      changes: [{ direction: 'wider' }],
    });
    expect((await run('--env', 'prod'))[0]).toBe(0);
    const narrower = join(folder, 'other.lock.json');
    writeFileSync(narrower, readFileSync(lock));
    await run('--update', '--env', 'dev');
    expect((await run('--env', 'dev'))[0]).toBe(0);
    expect((await run('--env', 'dev', '--against', narrower))[0]).toBe(1);
    const advise = (format: string) => run('--env', 'dev', '--against', narrower, '--advisory', '--format', format);
    for (const format of ['terminal', 'markdown', 'json']) {
      const [passed, told] = await advise(format);
      expect([passed, told]).toEqual([0, expect.stringContaining('may now athena:GetQueryExecution')]);
      expect(told).not.toMatch(/✗|❌|"passes": ?false|npm run policies/);
    }
    expect(JSON.parse((await advise('sarif'))[1])).toMatchObject({ runs: [{ results: [{ level: 'note' }] }] });
  } finally {
    writeFileSync(file, before);
  }
  needs();
  const [code, text] = await run('--env', 'dev');
  expect([code, text]).toEqual([
    0,
    expect.stringContaining('role dev-blog-send-report may no longer athena:GetQueryExecution'),
  ]);
});

test('what is left unlooked at is said', async () => {
  expect((await run('--env', 'dev'))[1]).toContain('Not looked at: bootstrap-dev, bootstrap-prod, prod.');
  expect((await run('--env', 'dev', '--format', 'markdown'))[1]).toContain('Not looked at: bootstrap-dev, ');
});

test('access that grows weaker is locked with a reason alone, which stays in the lock', async () => {
  const before = readFileSync(lock, 'utf8');
  const weaker = withSettings(
    'weaker',
    '{\\"StringEquals\\":{\\"sts:ExternalId\\":',
    '{\\"StringNotEquals\\":{\\"sts:ExternalId\\":',
  );
  const update = (...more: string[]) => main(['--update', ...more, '--output', out], weaker, lock, needsFile);
  const refused = await update().catch(({ message }: Error) => message);
  expect(refused).toContain(
    'The lock is not written.\n  trust-widened  dev: firehose.amazonaws.com may now sts:AssumeRole on role firehose-role-',
  );
  expect(refused).toContain('condition-dropped  prod: ');
  expect(refused).toContain('--reason trust-widened="…" --reason condition-dropped="…"');
  expect(readFileSync(lock, 'utf8')).toBe(before);
  const reasons = ['--reason', 'trust-widened=AWS says = so', '--reason', 'condition-dropped=the same'];
  await expect(update(...reasons, '--reason', 'deny-narrowed=x')).rejects.toThrow(
    '--reason deny-narrowed: nothing of that kind',
  );
  await update(...reasons);
  expect(readReasons(lock)).toEqual([
    {
      weakens: 'trust-widened',
      in: 'dev, prod',
      subject: expect.stringContaining('firehose-role-<environment>-<application>'),
      reason: 'AWS says = so',
    },
    expect.objectContaining({ weakens: 'condition-dropped', reason: 'the same' }),
  ]);
  await update();
  expect(readReasons(lock)).toHaveLength(2);
});

test('grants are held against what a run needed', async () => {
  const workgroup = 'arn:aws:athena:eu-west-1:000000000000:workgroup/analytics-dev-blog';
  needs((dev) => dev.filter(({ action }) => action !== 'athena:GetQueryExecution'));
  const [code, text] = await run();
  expect(code).toBe(1);
  expect(text.match(/✗ .*(?= \w{12}$)/gm)).toEqual([
    `✗ athena:GetQueryExecution on ${workgroup.replace(/analytics/, '*')} was never needed  unneeded-grant`,
    `✗ athena:GetQueryExecution on ${workgroup} was never needed  unneeded-grant`,
    '✗ it can send athena:GetQueryExecution, which no recorded run did  unrecorded-call',
  ]);
  expect(text).toContain('bootstrap-dev: service-boundary-dev-blog, statement Queries');
  expect(text).toMatch(/dev-blog-check-query-execution {2}lambdas\/check-query-execution\.ts:1\n/);
  needs((dev) => dev.map((need) => ({ ...need, action: need.action.replace('GetQueryExecution', 'StopQuery') })));
  expect((await run('--env', 'dev'))[1]).toContain(
    // The boundary denies what it does not allow.
    `athena:StopQuery on ${workgroup} is needed, and an explicit deny refuses it`,
  );
  writeFileSync(needsFile, needsText({ dev: recorded['dev'] ?? [] }));
  expect((await run('--env', 'dev', '--env', 'bootstrap-dev'))[0]).toBe(0);
  await expect(run()).rejects.toThrow(`The settings changed: npm run regenerate\n  ${needsFile} has nothing on prod`);
});

test.each<[string[], RegExp]>([
  [['--fix'], /Unknown option '--fix'/],
  [['--format', 'xml'], /--format xml is not known: use one of terminal, markdown, sarif, json/],
  [['--env', 'test'], /--env test is not there: .* holds bootstrap-dev, bootstrap-prod, dev, prod/],
  [['--check'], /add --record/],
  [['--advisory'], /add --against FILE/],
  [['--update', '--against', 'x'], /leave --against out/],
  [['--reason', 'trust-widened=x'], /add --update/],
  [['--update', '--reason', 'trust=x'], /--reason trust=x: write CLASS=WHY, with one of boundary-weakened, /],
  [['--update', '--reason', 'trust-widened= '], /write CLASS=WHY/],
  [['--against', '/nowhere'], /\/nowhere can't be read \(ENOENT\)/],
  [['--against', 'package.json'], /is no access lock \(version must be 2/],
])('%j is refused', async (args, message) => expect(main(args, stacks, lock, needsFile)).rejects.toThrow(message));
