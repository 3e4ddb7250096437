import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFiles } from '../../../scripts/files/write-files';
import { inputsDigest, recordSynthesis } from '../../../scripts/programs/current-synthesis';
import { temporaryFolder } from '../../test-support';
import { checkPolicies } from './check-policies';

const { folder: root, remove } = temporaryFolder('check-policies');
const outdir = join(root, 'cdktf.out');
afterAll(remove);
afterEach(() => delete process.env['TF_VAR_of_a_test']);

const write = (name: string, text: string): void => writeFiles(root, { [name]: text });

/** As a synth leaves it. */
function synthesize(stack = '{"a":1}'): void {
  write('cdktf.out/stacks/dev/cdk.tf.json', stack);
  mkdirSync(join(outdir, 'bundles'), { recursive: true });
  recordSynthesis(outdir, inputsDigest(root), ['stacks/dev/cdk.tf.json'], 'own', root);
}

// A checkout whose `npm run policies` counts how often it is asked, and says and ends with what lies beside it.
beforeAll(() => {
  for (const name of ['environments', 'constructs', 'lambdas', 'state-machines', 'catalog', 'policies', 'terraform'])
    write(`${name}/one.ts`, 'export const a = 1;\n');
  write('package.json', '{}');
  write('package-lock.json', '{}');
  write(
    'scripts/run.mjs',
    "import { appendFileSync, readFileSync } from 'node:fs';\n" +
      "appendFileSync('asked', `${process.argv[2]}\\n`);\n" +
      "console.log('nothing missing');\n" +
      "process.exitCode = Number(readFileSync('code', 'utf8'));\n",
  );
  write('code', '0');
  write('asked', '');
  synthesize();
});

const asked = () => readFileSync(join(root, 'asked'), 'utf8').split('\n').length - 1;
const day = new Date('2026-10-05T08:00:00Z');

/** Whether it was asked, which its answer must say as well. */
async function isAsked(today = day): Promise<boolean> {
  const count = asked();
  const { passed, text, before } = await checkPolicies(outdir, root, today);
  expect({ passed, text }).toEqual({ passed: true, text: 'nothing missing' });
  expect(before).toBe(asked() === count);
  return !before;
}

test('what passed of the very same is not asked again; each thing that it depends on has it asked', async () => {
  expect([await isAsked(), await isAsked(), await isAsked()]).toEqual([true, false, false]);
  expect(readFileSync(join(root, 'asked'), 'utf8')).toBe('policies/main.ts\n');

  for (const name of ['policies/one.ts', 'terraform/one.ts']) {
    const file = join(root, name);
    const { atime, mtime } = statSync(file);
    write(name, 'export const b = 2;\n');
    utimesSync(file, atime, mtime);
    expect([name, await isAsked(), await isAsked()]).toEqual([name, true, false]);
  }
  for (const name of ['constructs/one.ts', 'lambdas/one.ts', 'scripts/other.ts', 'package-lock.json']) {
    write(name, '{"b":2}\n');
    // Of other sources than what lies there: it is synthesized anew by whoever is asked, and not known until it is.
    expect([name, await isAsked(), await isAsked()]).toEqual([name, true, true]);
    synthesize();
    expect([name, await isAsked(), await isAsked()]).toEqual([name, true, false]);
  }
  write('policies/added.ts', '');
  expect([await isAsked(), await isAsked()]).toEqual([true, false]);

  process.env['TF_VAR_of_a_test'] = '1';
  expect([await isAsked(), await isAsked()]).toEqual([true, false]);

  const tomorrow = new Date(day.getTime() + 86_400_000);
  expect([await isAsked(tomorrow), await isAsked(tomorrow)]).toEqual([true, false]);
});

test('a stack that was edited by hand is asked of each time, and another one anew', async () => {
  appendFileSync(join(outdir, 'stacks/dev/cdk.tf.json'), ' ');
  expect([await isAsked(), await isAsked()]).toEqual([true, true]);
  // Of the same sources, but of other settings than the checkout's own.
  synthesize('{"a":2}');
  expect([await isAsked(), await isAsked()]).toEqual([true, false]);
  synthesize();
});

test('what does not pass is asked each time, and what passed before it is not what is told', async () => {
  write('policies/one.ts', 'export const c = 3;\n');
  write('code', '1');
  const count = asked();
  for (const nth of [1, 2]) {
    expect(await checkPolicies(outdir, root, day)).toEqual({ passed: false, text: 'nothing missing', before: false });
    expect(asked()).toBe(count + nth);
  }
  write('code', '0');
  expect(await isAsked()).toBe(true);
});

test('what is cut off is asked anew', async () => {
  expect(await isAsked()).toBe(false);
  const kept = join(root, 'node_modules/.cache/policies-checked');
  for (const name of readdirSync(kept)) writeFileSync(join(kept, name), '"nothing miss');
  expect([await isAsked(), await isAsked()]).toEqual([true, false]);
});
