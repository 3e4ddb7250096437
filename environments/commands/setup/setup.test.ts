import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedCheckout } from './copied-checkout';

jest.setTimeout(120_000);

const { folder, remove } = shippedCheckout();
afterAll(remove);

const env = { ...process.env, NO_COLOR: '1' };
const FILES = ['environments/dev.ts', 'environments/prod.ts', 'environments/github.ts', '.github/CODEOWNERS'];
const settings = () => Object.fromEntries(FILES.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const shipped = settings();
/** What is as it was keeps its time: whatever was made of it is not made anew. */
function restore(): void {
  const now = settings();
  for (const [name, text] of Object.entries(shipped)) if (now[name] !== text) writeFileSync(join(folder, name), text);
}
beforeEach(restore);

function run(script: string, args: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', script, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { code: status, out: stdout, err: stderr };
}
const setup = (...args: string[]) => run('environments/commands/setup/main.ts', args);

const GIVEN: Readonly<Record<string, string>> = {
  region: 'us-east-1',
  'account-dev': '210987654321',
  'subscribers-dev': 'team@contoso.eu, https://hooks.contoso.eu/reports',
  'operators-dev': 'ops@contoso.eu',
  'account-prod': '310987654321',
  'subscribers-prod': 'everybody@contoso.eu',
  'operators-prod': 'ops@contoso.eu',
  repository: 'contoso/video',
  'subject-prefix': 'repo:contoso@1/video@2',
  'code-owners': '@contoso/platform',
};
/** What the settings are once all of it is given as options. */
let byOptions: ReturnType<typeof settings> | undefined;
const flags = (given = GIVEN) => Object.entries(given).flatMap(([flag, answer]) => [`--${flag}`, answer]);

test('with options, the settings are written, and preflight has nothing left to ask', () => {
  expect(run('environments/commands/preflight/preflight.ts')).toMatchObject({ code: 1 });
  const { code, out, err } = setup('--yes', '--settings-only', ...flags());
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`Written: ${FILES.join(', ')}\n`);
  expect(out).toContain('npm run lock:providers');
  expect(out).toContain('npm run bootstrap -- --env prod');
  expect(out).toContain('dev, data-loss-dev, report-dev, prod, data-loss-prod, report-prod');
  expect(run('environments/commands/preflight/preflight.ts')).toEqual({
    code: 0,
    out: 'Ready to deploy: dev, prod\n',
    err: '',
  });
  const now = settings();
  expect(now['environments/dev.ts']).toBe(
    shipped['environments/dev.ts']
      ?.replace("'eu-west-1'", "'us-east-1'")
      .replace("'000000000000', // EDIT before a real deploy", "'210987654321',")
      .replace(
        /subscribers: .*/,
        "subscribers: [\n    { protocol: 'email', endpoint: 'team@contoso.eu' },\n    { protocol: 'https', endpoint: 'https://hooks.contoso.eu/reports' },\n  ],",
      )
      .replace("'operators-dev@example.com' }], // EDIT before a real deploy", "'ops@contoso.eu' }],"),
  );
  expect(now['environments/prod.ts']).toContain('// 100 GiB: fifty US cents at most');
  expect(now['environments/github.ts']).toContain("subjectPrefix: 'repo:contoso@1/video@2',\n");
  expect(Object.values(now).join('')).not.toMatch(/EDIT before|OWNER/);

  byOptions = now;
  // Again: nothing is missing, and one thing is another.
  expect(setup('--yes', '--settings-only', '--account-dev', '410987654321')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Written: environments/dev.ts\n') as string,
    err: '',
  });
});

describe('nothing is written', () => {
  afterEach(() => expect(settings()).toEqual(shipped));

  test('where options are missing: one line names them', () => {
    const missing = Object.keys(GIVEN)
      .filter((flag) => flag !== 'region')
      .map((flag) => `--${flag}`);
    expect(setup('--yes')).toEqual({ code: 1, out: '', err: `Nothing was written. Give ${missing.join(', ')} too.\n` });
    const { ['account-prod']: _, ...rest } = GIVEN;
    expect(setup('--yes', ...flags(rest)).err).toBe('Nothing was written. Give --account-prod too.\n');
  });

  test('where there is no terminal to ask at: one line says so, and names them', () => {
    const { repository: _, 'subject-prefix': __, ...rest } = GIVEN;
    const { code, out, err } = setup(...flags(rest));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.split('\n')[0]).toBe(
      'Nothing was written. There is no terminal to ask at: give --yes, --repository, --subject-prefix.',
    );
  });

  test('where something is not right: all of it is told at once', () => {
    const { code, out, err } = setup(
      '--yes',
      ...flags({ ...GIVEN, region: 'cn-north-1', 'account-prod': '210987654321' }),
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.split('\n')).toEqual([
      'Nothing was written. These are not right:',
      expect.stringContaining('  --region: is "cn-north-1"; that lies in AWS China, the partition aws-cn'),
      expect.stringContaining(
        '  --account-prod: is "210987654321", as in environments/dev.ts; write the account of its own',
      ),
      '',
    ]);
  });

  test('where a setting is no literal: it is named, with the value that it should have', () => {
    const file = join(folder, 'environments/prod.ts');
    const own = `const ACCOUNT = '000000000001';\n${shipped['environments/prod.ts']?.replace(/accountId: '\d+'/, 'accountId: ACCOUNT')}`;
    writeFileSync(file, own);
    const { code, err } = setup('--yes', ...flags());
    expect({ code, err }).toEqual({
      code: 1,
      err:
        "Nothing was written. These can't be edited by a program:\n" +
        "  environments/prod.ts: accountId is written as accountId: ACCOUNT; give it the value '310987654321' by hand, or write a literal\n",
    });
    expect(readFileSync(file, 'utf8')).toBe(own);
    writeFileSync(file, shipped['environments/prod.ts'] ?? '');
  });
});

/** At a terminal of its own, as script(1) makes one; what `type` returns for what was last said is typed. */
async function atTerminal(type: (said: string) => string | undefined, args: readonly string[] = []) {
  const command = ['node', 'scripts/run.mjs', 'environments/commands/setup/main.ts', '--settings-only', ...args];
  const line = command.map((word) => `'${word}'`).join(' ');
  const script = process.platform === 'darwin' ? ['-q', '/dev/null', ...command] : ['-qfec', line, '/dev/null'];
  const child = spawn('script', script, { cwd: folder, env });
  let [said, answered] = ['', 0];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    // The escape codes that a line editor sends are not what a person reads.
    const fresh = stripped(said).slice(answered);
    const answer = /[:] $/.test(fresh) ? type(fresh) : undefined;
    if (answer === undefined) return;
    answered = stripped(said).length;
    child.stdin.write(answer);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, said: stripped(said) };
}

const stripped = (text: string) => text.replaceAll(/\u001B\[[\d;?]*[A-Za-z]/g, '').replaceAll('\r', '');

const ASKED: readonly [string, string][] = [
  ['Application, of which every name is made [blog]: ', ''],
  ['Region [eu-west-1]: ', 'us-east-1'],
  ['dev: account (twelve digits: aws sts get-caller-identity): ', '21098765432'],
  ['dev: account (twelve digits: aws sts get-caller-identity): ', '210987654321'],
  ['dev: who gets the reports (', 'team@contoso.eu, https://hooks.contoso.eu/reports'],
  ['dev: who gets the alarms (', 'ops@contoso.eu'],
  ['prod: account (', '210987654321'],
  ['prod: account (', '310987654321'],
  ['prod: who gets the reports (', 'everybody@contoso.eu'],
  ['prod: who gets the alarms (', 'ops@contoso.eu'],
  ['Repository on GitHub (OWNER/REPO, as in its address): ', 'contoso/video'],
  [
    'How the sub of its tokens begins (repo:contoso/video, or repo:contoso@OWNERID/video@REPOID',
    'repo:contoso@1/video@2',
  ],
  ['Who must agree to changes of access (@contoso/TEAM, or @USER): ', '@contoso/platform'],
];

test('at a terminal it asks one after the other, says what is not right at once, and writes at the end', async () => {
  const left = [...ASKED];
  const unexpected: string[] = [];
  const { code, said } = await atTerminal((fresh) => {
    const [question, answer] = left.shift() ?? ['', ''];
    if (!fresh.includes(question)) unexpected.push(fresh);
    return `${answer}\r`;
  });
  expect({ unexpected, left, code }).toEqual({ unexpected: [], left: [], code: 0 });
  expect(said).toContain('  is "21098765432"; must be twelve digits, as text\n');
  expect(said).toContain('  is "210987654321", as in environments/dev.ts; write the account of its own');
  expect(said).toContain(`Written: ${FILES.join(', ')}\n`);
  // The same as with options, which the first test gives.
  const typed = settings();
  if (!byOptions) {
    restore();
    setup('--yes', '--settings-only', ...flags());
  }
  expect(typed).toEqual(byOptions ?? settings());
  // Again: what was answered stands in brackets, and Enter keeps it.
  const shown: string[] = [];
  const again = await atTerminal((fresh) => {
    shown.push(...(/\[(.*)\]: $/.exec(fresh)?.slice(1) ?? []));
    return '\r';
  });
  expect(again.said).toContain('The settings say all this already.');
  expect(settings()).toEqual(typed);
  expect(shown).toEqual(['blog', ...Object.values(GIVEN)]);
});

test('Ctrl-C writes nothing, and tells the command that goes on from the answers so far', async () => {
  const left = ASKED.slice(0, 5);
  const { code, said } = await atTerminal((fresh) => {
    const [, answer] = left.shift() ?? [];
    return answer === undefined || fresh.includes('alarms') ? '\u0003' : `${answer}\r`;
  });
  expect(code).toBe(130);
  expect(settings()).toEqual(shipped);
  const goOn =
    "npm run setup -- --application blog --region us-east-1 --account-dev 210987654321 --subscribers-dev 'team@contoso.eu, https://hooks.contoso.eu/reports'";
  expect(said).toContain(`Nothing was written.\nTo go on from here:\n  ${goOn}\n`);
  // What it tells is not asked again.
  const asked = await atTerminal(
    () => '\u0003',
    ['--region', 'us-east-1', '--application', 'blog', '--account-dev', '210987654321'],
  );
  expect(asked.said).toMatch(/Ctrl-C stops\.\n\ndev: who gets the reports /);
});
