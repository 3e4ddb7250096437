import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../local/test-support';
import { type Program } from '../../../scripts/programs/tool';
import { main as plan } from './main';
import { programVersion } from './version';

const { folder, remove } = temporaryFolder('program-version');
const stacks = join(folder, 'stacks');
const stack = join(stacks, 'dev');
const { PATH } = process.env;

beforeAll(() => {
  mkdirSync(stack, { recursive: true });
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => {
  Object.assign(process.env, { PATH });
  delete process.env['TF_CLI_ARGS_plan'];
  delete process.env['TF_VAR_role'];
});
afterAll(remove);

/** A stack that is made for one program, and what calls itself by that program's name. */
function given(madeFor: Program | undefined, saysItIs: string): void {
  writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({ '//': { program: madeFor } }));
  const file = join(folder, 'bin', madeFor ?? 'terraform');
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\non linux_amd64\\n' '${saysItIs}'\n`);
  chmodSync(file, 0o755);
  process.env['PATH'] = `${join(folder, 'bin')}:${PATH ?? ''}`;
}

test.each<[Program, string, string]>([
  ['terraform', 'Terraform v1.11.4', '1.11.4'],
  ['terraform', 'Terraform v1.15.0', '1.15.0'],
  ['tofu', 'OpenTofu v1.10.7', '1.10.7'],
])('a stack for %s is planned by %s', async (program, line, version) => {
  given(program, line);
  await expect(programVersion(stack)).resolves.toBe(version);
});

test.each<[Program, string, RegExp]>([
  [
    'terraform',
    'OpenTofu v1.10.7',
    /made for Terraform from 1\.11 on, below 2, and terraform on the PATH is "OpenTofu v1/,
  ],
  [
    'tofu',
    'Terraform v1.11.4',
    /made for OpenTofu from 1\.10 on, below 2, and tofu on the PATH is "Terraform v1\.11\.4"/,
  ],
  ['terraform', 'Terraform v1.10.5', /on the PATH is "Terraform v1\.10\.5": install/],
  ['tofu', 'OpenTofu v1.9.0', /on the PATH is "OpenTofu v1\.9\.0"/],
  ['terraform', 'Terraform v2.0.0', /on the PATH is "Terraform v2\.0\.0"/],
])('a stack for %s is not planned by %s', async (program, line, message) => {
  given(program, line);
  await expect(programVersion(stack)).rejects.toThrow(message);
});

test('a stack that does not say its program is refused', async () => {
  given(undefined, 'Terraform v1.11.4');
  await expect(programVersion(stack)).rejects.toThrow('"//".program must be terraform or tofu, found null');
});

test.each<[Program, string]>([
  ['tofu', 'OpenTofu v1.10.7'],
  ['terraform', 'Terraform v1.11.4'],
])('%s is not asked for a part of a plan, nor given a value from outside', async (program, line) => {
  given(program, line);
  process.env['TF_CLI_ARGS_plan'] = '-target=aws_s3_bucket.events';
  process.env['TF_VAR_role'] = 'AdministratorAccess';
  await expect(
    plan(['--env', 'dev', '--out', join(folder, 'out')], { stacks, locks: join(folder, 'locks') }),
  ).rejects.toThrow(/^TF_CLI_ARGS_plan is set: .*\nTF_VAR_role is set: it gives a variable its value from outside/);
});
