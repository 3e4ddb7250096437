import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    'cdktf.out/stacks',
  ]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  write('package-lock.json', '{}');
  write('environments/dev.ts', 'dev');
  write('constructs/parts/role.ts', 'role');
  write('cdktf.out/stacks/dev.json', '{}');
  recordSynthesis(outdir(), inputsDigest(root), ['stacks/dev.json'], root);
});
afterEach(() => rmSync(root, { recursive: true }));

test('what was synthesized from the checkout as it is, is current', () => {
  expect(isCurrent(outdir(), root)).toBe(true);
  write('constructs/parts/role.test.ts', 'a test is no input');
  write('cdktf.out/stacks/terraform.zip', 'nor is what Terraform leaves an output');
  expect(isCurrent(outdir(), root)).toBe(true);
});

test.each([
  ['a source that changed', () => write('constructs/parts/role.ts', 'another role')],
  ['a source that is new', () => write('lambdas/handler.ts', '')],
  ['a source that is gone', () => rmSync(join(root, 'environments/dev.ts'))],
  ['other packages', () => write('package-lock.json', '{"packages":{}}')],
  ['a stack that somebody edited', () => write('cdktf.out/stacks/dev.json', '{"resource":{}}')],
  ['a stack that is gone', () => rmSync(join(root, 'cdktf.out'), { recursive: true })],
  ['a later synth of one environment', () => forgetSynthesis(outdir(), root)],
])('%s: it is not', (_, change) => {
  change();
  expect(isCurrent(outdir(), root)).toBe(false);
});

test('a folder is not current by the record of another', () => {
  expect(isCurrent(join(root, 'elsewhere'), root)).toBe(false);
});
