import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scratchCheckout } from '../../../scripts/files/scratch-checkout';
import { isCurrent } from '../../../scripts/programs/current-synthesis';

const MAIN = 'environments/commands/synth/main.ts';
const KEPT = 'cdktf.out is what these sources give: nothing changed since it was synthesized\n';
const TAKEN = 'cdktf.out is what these sources give, and was kept: nothing changed since they were synthesized\n';
const MADE = /^Synthesized cdktf\.out/;
const root = mkdtempSync(join(tmpdir(), 'kept-'));
const outdir = join(root, 'cdktf.out');
/** What was synthesized, by the digest of its sources. */
const store = join(root, 'node_modules/.cache/synthesized');

const synth = (into = outdir, variables: Readonly<Record<string, string>> = {}): string => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['scripts/run.mjs', MAIN], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CDKTF_OUTDIR: into, ...variables },
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
};

const files = (of = outdir): Record<string, string> =>
  Object.fromEntries(
    readdirSync(of, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(of, name)).isFile())
      .map((name) => [name, readFileSync(join(of, name), 'utf8')]),
  );

beforeAll(() => {
  scratchCheckout(root);
  // The command itself, with the settings that the repository came with as its own.
  cpSync(MAIN, join(root, MAIN));
  writeFileSync(
    join(root, 'environments/commands/synth/synth-own.ts'),
    `import { SHIPPED, shippedGitHub, shippedProgram } from './shipped';
     import { synthCommand } from './synth-command';
     export const synthOwn = (args: readonly string[], inputs: string): number =>
       synthCommand(args, SHIPPED, { whose: 'own', inputs, repository: shippedGitHub, program: shippedProgram });`,
  );
  expect(synth()).toMatch(MADE);
});
afterAll(() => rmSync(root, { recursive: true }));

test('what is there from the same sources is kept, which the command says, and is what a synth elsewhere writes', () => {
  expect(synth()).toBe(KEPT);
  const [taken, anew] = [join(root, 'taken'), join(root, 'anew')];
  expect(synth(taken)).toBe(TAKEN);
  expect(synth(taken)).toBe(KEPT);
  rmSync(store, { recursive: true });
  expect(synth(anew)).toMatch(MADE);
  expect(files(anew)).toEqual(files());
  expect(files(taken)).toEqual(files(anew));
});

test('what was kept and changed since is not taken', () => {
  const [kept = ''] = readdirSync(store);
  const path = join(store, kept);
  const text = readFileSync(path, 'latin1');
  const changed = text.replace('s3:GetObject', 's3:PutObject');
  expect(changed).not.toBe(text);
  writeFileSync(path, changed, 'latin1');
  const elsewhere = mkdtempSync(join(root, 'elsewhere-'));
  expect(synth(elsewhere)).toMatch(MADE);
  expect(files(elsewhere)).toEqual(files());
  rmSync(elsewhere, { recursive: true });
  expect(synth(elsewhere)).toBe(TAKEN);
  expect(files(elsewhere)).toEqual(files());
});

test('it is made anew for a source that changed but in size and time, and is there again when that is as it was', () => {
  const source = join(root, 'environments/analytics-stack.ts');
  const text = readFileSync(source, 'utf8');
  const { atime, mtime } = statSync(source);
  const before = files();
  const edit = (now: string) => {
    writeFileSync(source, now);
    utimesSync(source, atime, mtime);
  };
  edit(text.replace("this.output('events_bucket'", "this.output('bucket_events'"));
  const elsewhere = mkdtempSync(join(root, 'elsewhere-'));
  expect(synth(elsewhere)).toMatch(MADE);
  expect(synth()).toBe(TAKEN);
  expect(files()).toEqual(files(elsewhere));
  expect(Object.values(files()).filter((one) => one.includes('"bucket_events"'))).not.toEqual([]);
  edit(text);
  expect(synth()).toBe(TAKEN);
  expect(files()).toEqual(before);
  expect(synth()).toBe(KEPT);
});

test('a list of stacks, a bundle and a stack of no environment that somebody wrote are noticed each, and mended', () => {
  const before = files();
  const names = ['manifest.json', 'bundles/send-report/index.mjs', 'stacks/old/cdk.tf.json'];
  const spoil = (name: string): void => {
    mkdirSync(dirname(join(outdir, name)), { recursive: true });
    writeFileSync(join(outdir, name), 'other');
  };
  for (const name of names) {
    expect(isCurrent(outdir, root)).toBe(true);
    spoil(name);
    expect([name, isCurrent(outdir, root)]).toEqual([name, false]);
    const text = before[name];
    if (text === undefined) rmSync(dirname(join(outdir, name)), { recursive: true });
    else writeFileSync(join(outdir, name), text);
  }
  names.forEach(spoil);
  expect(synth()).toBe(TAKEN);
  expect(files()).toEqual(before);
});

test('what the settings that the repository came with gave is neither taken for that of its own nor kept for it', () => {
  rmSync(store, { recursive: true });
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', 'environments/commands/synth/shipped.ts'], {
    cwd: root,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  expect(status).toBe(0);
  expect(synth()).toMatch(MADE);
  expect(synth()).toBe(KEPT);
  expect(synth(outdir, { SYNTH_HCL_OUTPUT: 'false' })).toMatch(MADE);
  expect(synth()).toBe(TAKEN);
});

test('one environment is neither kept nor taken', () => {
  const names = readdirSync(store);
  const { status, stdout } = spawnSync(process.execPath, ['scripts/run.mjs', MAIN, '--env', 'dev'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  expect([status, stdout]).toEqual([0, expect.stringMatching(MADE)]);
  expect(readdirSync(store)).toEqual(names);
});
