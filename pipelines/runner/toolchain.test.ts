import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { requireTools } from './toolchain';

const { folder, remove } = temporaryFolder('toolchain');
afterAll(remove);

const TERRAFORM = { program: 'terraform', version: '1.11.4' } as const;

/** A machine that has these programs, which say that. */
function machine(name: string, programs: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const path = join(folder, name);
  mkdirSync(path);
  symlinkSync('/bin/sh', join(path, 'sh'));
  for (const [program, says] of Object.entries(programs)) {
    writeFileSync(join(path, program), `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 });
  }
  return { PATH: path };
}

test('what is lacking is told at once, in one line', () => {
  expect(() => requireTools(machine('empty', {}), TERRAFORM)).toThrow(
    /^The workflows can't be run here: Go 1\.25 or later .*found none.*; Terraform \d.*found none.*; git is needed on the PATH\.$/,
  );
});

test('programs that are too old are told with their versions', () => {
  const old = { go: 'go1.24.9', terraform: '{ "terraform_version": "1.10.0" }', git: 'git version 2' };
  expect(() => requireTools(machine('old', old), TERRAFORM)).toThrow(/found go1\.24\.9.*; Terraform .*found 1\.10\.0/);
});

test('OpenTofu in its place is told', () => {
  const all = { go: 'go1.26.0', terraform: '{ "terraform_version": "1.11.4" }', git: 'git version 2' };
  const here = machine('all', all);
  expect(() => requireTools(here, TERRAFORM)).not.toThrow();
  expect(() => requireTools(here, { program: 'tofu', version: '1.10.0' })).toThrow(
    /chooses OpenTofu, which is not served/,
  );
});
