import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { keepSynthesis, takeSynthesis } from './kept-synthesis';

const root = mkdtempSync(join(tmpdir(), 'kept-synthesis-'));
afterAll(() => rmSync(root, { recursive: true }));

const store = join(root, 'node_modules/.cache/synthesized');
const [made, taken] = [join(root, 'made'), join(root, 'taken')];
const FILES = ['manifest.json', 'stacks/dev/cdk.tf.json', 'bundles/report/index.mjs'];

const write = (folder: string, file: string, text: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};

/** As a synth of these sources would write it, and keeps it. */
function keep(inputs: string, text = inputs): void {
  for (const file of FILES) write(made, file, `${file}: ${text}\n`);
  // Terraform's own, which no synth wrote.
  write(made, 'stacks/dev/.terraform/providers', 'large');
  keepSynthesis(made, inputs, FILES, root);
}

beforeEach(() => {
  for (const folder of [store, made, taken]) rmSync(folder, { recursive: true, force: true });
});

test('what was written from the same sources is written elsewhere, and what else synth wrote there goes', () => {
  keep('a', 'größer');
  for (const file of ['stacks/old/cdk.tf.json', 'bundles/old/index.mjs', 'stacks/dev/.terraform/ours', ...FILES])
    write(taken, file, 'before');
  expect(takeSynthesis(taken, 'a', root)).toBe(true);
  for (const file of FILES) expect(readFileSync(join(taken, file), 'utf8')).toBe(`${file}: größer\n`);
  expect(readdirSync(join(taken, 'stacks'))).toEqual(['dev']);
  expect(readdirSync(join(taken, 'bundles'))).toEqual(['report']);
  expect(readdirSync(join(taken, 'stacks/dev/.terraform'))).toEqual(['ours']);
});

test('what was never kept is not taken, and nothing is touched', () => {
  keep('a');
  write(taken, 'stacks/old/cdk.tf.json', 'before');
  expect(takeSynthesis(taken, 'b', root)).toBe(false);
  expect(readdirSync(join(taken, 'stacks'))).toEqual(['old']);
});

test.each([
  ['cut off', (kept: string) => truncateSync(kept, statSync(kept).size - 1)],
  ['emptied', (kept: string) => truncateSync(kept)],
  ['added to', (kept: string) => appendFileSync(kept, '\n')],
  ['that of other sources', (kept: string) => copyFileSync(join(store, 'b'), kept)],
])('what is %s since it was kept is not taken, and nothing is touched', (_, spoil) => {
  keep('b');
  keep('a');
  spoil(join(store, 'a'));
  write(taken, 'stacks/old/cdk.tf.json', 'before');
  expect(takeSynthesis(taken, 'a', root)).toBe(false);
  expect(readdirSync(join(taken, 'stacks'))).toEqual(['old']);
});

test('a checkout that shares our node_modules does not hand us what it kept', () => {
  keep('a');
  const other = mkdtempSync(join(tmpdir(), 'kept-synthesis-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(other, 'node_modules'));
    expect(takeSynthesis(taken, 'a', other)).toBe(false);
    expect(takeSynthesis(taken, 'a', root)).toBe(true);
  } finally {
    rmSync(other, { recursive: true });
  }
});

test('the few that were used last are kept', () => {
  for (const [age, inputs] of ['a', 'b', 'c', 'd'].entries()) {
    keep(inputs);
    utimesSync(join(store, inputs), age, age);
  }
  expect(takeSynthesis(taken, 'a', root)).toBe(true);
  keep('e');
  expect(readdirSync(store).sort()).toEqual(['a', 'c', 'd', 'e']);
});
