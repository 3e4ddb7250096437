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

const MAIN = 'environments/commands/synth/main.ts';
const KEPT = 'cdktf.out is what these sources give: nothing changed since it was synthesized\n';
const MADE = /^Synthesized cdktf\.out/;
const root = mkdtempSync(join(tmpdir(), 'kept-'));
const outdir = join(root, 'cdktf.out');

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
  // The command itself, of whatever settings this checkout has.
  cpSync(MAIN, join(root, MAIN));
  expect(synth()).toMatch(MADE);
});
afterAll(() => rmSync(root, { recursive: true }));

test('what is there from the same sources is kept, which the command says, and is what a synth elsewhere writes', () => {
  expect(synth()).toBe(KEPT);
  const anew = join(root, 'anew');
  expect(synth(anew)).toMatch(MADE);
  expect(files(anew)).toEqual(files());
});

test('it is made anew for a source that changed but in size and time, and again when that is as it was', () => {
  const source = join(root, 'environments/analytics-stack.ts');
  const text = readFileSync(source, 'utf8');
  const { atime, mtime } = statSync(source);
  const before = files();
  const edit = (now: string) => {
    writeFileSync(source, now);
    utimesSync(source, atime, mtime);
  };
  edit(text.replace("this.output('events_bucket'", "this.output('bucket_events'"));
  expect(synth()).toMatch(MADE);
  expect(Object.values(files()).filter((one) => one.includes('"bucket_events"'))).not.toEqual([]);
  edit(text);
  expect(synth()).toMatch(MADE);
  expect(files()).toEqual(before);
  expect(synth()).toBe(KEPT);
});

test.each([
  ['the list of stacks', 'manifest.json'],
  ['a bundle', 'bundles/send-report/index.mjs'],
  ['a stack of no environment', 'stacks/old/cdk.tf.json'],
])('%s that somebody wrote is mended', (_, name) => {
  const before = files();
  mkdirSync(dirname(join(outdir, name)), { recursive: true });
  writeFileSync(join(outdir, name), 'other');
  expect(synth()).toMatch(MADE);
  expect(files()).toEqual(before);
});

test('what the settings that the repository came with gave is not taken for that of its own', () => {
  const { status } = spawnSync(process.execPath, ['scripts/run.mjs', 'environments/commands/synth/shipped.ts'], {
    cwd: root,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  expect(status).toBe(0);
  expect(synth()).toMatch(MADE);
  expect(synth()).toBe(KEPT);
  expect(synth(outdir, { SYNTH_HCL_OUTPUT: 'false' })).toMatch(MADE);
});
