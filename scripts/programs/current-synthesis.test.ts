import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { repositoryRoot } from '../files/repository-root';
import { forgetSynthesis, inputsDigest, isCurrent, recordSynthesis } from './current-synthesis';

let root: string;
const outdir = () => join(root, 'cdktf.out');
const write = (name: string, text: string): void => writeFileSync(join(root, name), text);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'current-'));
  for (const folder of [
    'environments',
    'constructs/parts',
    'lambdas',
    'state-machines',
    'catalog',
    'scripts',
    'cdktf.out/stacks/dev',
    'cdktf.out/bundles',
  ]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  write('package.json', '{}');
  write('package-lock.json', '{}');
  write('environments/dev.ts', 'dev');
  write('constructs/parts/role.ts', 'role');
  write('cdktf.out/stacks/dev/cdk.tf.json', '{}');
  recordSynthesis(outdir(), inputsDigest(root), ['stacks/dev/cdk.tf.json'], 'own', root);
});
afterEach(() => rmSync(root, { recursive: true }));

test('what was synthesized from the checkout as it is, is current', () => {
  expect(isCurrent(outdir(), root)).toBe(true);
  write('constructs/parts/role.test.ts', 'a test is no input');
  write('cdktf.out/stacks/dev/terraform.zip', 'nor is what Terraform leaves an output');
  expect(isCurrent(outdir(), root)).toBe(true);
});

test.each([
  ['a source that changed', () => write('constructs/parts/role.ts', 'another role')],
  ['a source that is new', () => write('lambdas/handler.ts', '')],
  ['a source that is gone', () => rmSync(join(root, 'environments/dev.ts'))],
  ['other packages', () => write('package-lock.json', '{"packages":{}}')],
  ['what Node.js handlers run in', () => write('package.json', '{"engines":{}}')],
  ['a stack of no environment', () => mkdirSync(join(outdir(), 'stacks/old'))],
  ['a bundle of no function', () => mkdirSync(join(outdir(), 'bundles/old'))],
  ['a stack that somebody edited', () => write('cdktf.out/stacks/dev/cdk.tf.json', '{"resource":{}}')],
  ['a stack that is gone', () => rmSync(join(root, 'cdktf.out'), { recursive: true })],
  ['a later synth of one environment', () => forgetSynthesis(outdir(), root)],
])('%s: it is not', (_, change) => {
  change();
  expect(isCurrent(outdir(), root)).toBe(false);
});

test('a folder is not current by the record of another', () => {
  expect(isCurrent(join(root, 'elsewhere'), root)).toBe(false);
});

test('whose settings it is of is told apart where that matters', () => {
  expect(isCurrent(outdir(), root, { whose: 'own' })).toBe(true);
  expect(isCurrent(outdir(), root, { whose: 'shipped' })).toBe(false);
});

test.each(['CDKTF_CONTEXT_JSON', 'SYNTH_HCL_OUTPUT'])('with another %s it is not', (name) => {
  const before = process.env[name];
  process.env[name] = '{"of":"a test"}';
  try {
    expect(isCurrent(outdir(), root)).toBe(false);
  } finally {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  }
});

test('every file of ours that the program of a synth is made of is an input', async () => {
  const { metafile } = await build({
    ...{ entryPoints: ['environments/commands/synth/main.ts'], absWorkingDir: repositoryRoot() },
    ...{ bundle: true, platform: 'node', packages: 'external', write: false, metafile: true, outdir: 'unwritten' },
  });
  const paths = Object.keys(metafile.inputs);
  expect(paths).toContain('constructs/event-collection.ts');
  for (const path of paths) {
    const place = join(root, path);
    mkdirSync(dirname(place), { recursive: true });
    if (!existsSync(place)) writeFileSync(place, '');
    recordSynthesis(outdir(), inputsDigest(root), ['stacks/dev/cdk.tf.json'], 'own', root);
    appendFileSync(place, 'changed');
    expect([path, isCurrent(outdir(), root)]).toEqual([path, false]);
  }
});
