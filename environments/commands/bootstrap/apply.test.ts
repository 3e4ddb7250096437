import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAMS } from '../../../scripts/programs/tool';
import { UserError } from '../../../scripts/user-error';
import { applyBootstrap, type BootstrapRun } from './apply';
import type { RemoteState } from './remote-state';

/**
 * A stand-in for Terraform that writes down how it was called, and keeps states as Terraform does: of resources that
 * `apply` makes one after the other, in the local file while the override says so, else in one that stands for the bucket.
 */
const TERRAFORM = `#!/bin/sh
local=$(sed -n 's/.*"path":"\\([^"]*\\)".*/\\1/p' backend_override.tf.json 2>/dev/null)
echo "\${local:+local }$*" >> "$WORLD/calls"
fails() { case ",$FAIL," in *",$1,"*) return 0 ;; esac; return 1; }
if fails "$1" || fails "$1 $2"; then exit 1; fi
remote="$WORLD/remote.tfstate"
if [ "$1" = init ]; then
  if [ "$2" = -migrate-state ]; then cp "$(cat "$WORLD/initialized")" "$remote"; fi
  printf %s "\${local:-$remote}" > "$WORLD/initialized"
  if fails "after $1 $2"; then exit 1; fi
  exit 0
fi
file=$(cat "$WORLD/initialized")
# Terraform refuses to work with another backend than it was initialized for.
if [ "$file" != "\${local:-$remote}" ]; then exit 1; fi
has() { grep -q "\\"$1\\"" "$file" 2>/dev/null; }
if [ "$1" = plan ]; then
  echo plan > bootstrap.tfplan
  for one in bucket provider roles; do has "$one" || exit 2; done
  exit 0
fi
if [ "$1" = apply ]; then
  [ -f "$3" ] || exit 1
  made=
  for one in bucket provider roles; do
    if ! has "$one"; then
      if fails "apply $one"; then exit 1; fi
      [ "$one" != bucket ] || touch "$WORLD/bucket"
    fi
    made="$made\${made:+,}{\\"type\\":\\"t\\",\\"name\\":\\"$one\\",\\"instances\\":[{\\"attributes\\":{\\"id\\":\\"1\\"}}]}"
    printf '{"resources":[%s]}' "$made" > "$file"
  done
fi
if [ "$1" = state ]; then cat "$file"; fi
`;

let world: string;
let said: string[];
let checked: (readonly string[])[];
const { PATH } = process.env;

beforeEach(() => {
  world = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  said = [];
  checked = [];
  mkdirSync(join(world, 'bin'));
  mkdirSync(join(world, 'stack'));
  for (const program of PROGRAMS) {
    writeFileSync(join(world, 'bin', program), `${TERRAFORM}echo ${program} >> "$WORLD/programs"\n`);
    chmodSync(join(world, 'bin', program), 0o755);
  }
  Object.assign(process.env, { WORLD: world, PATH: `${join(world, 'bin')}:${PATH ?? ''}`, FAIL: '' });
});
afterEach(() => {
  Object.assign(process.env, { PATH });
  delete process.env['WORLD'];
  delete process.env['FAIL'];
  rmSync(world, { recursive: true });
});

const stateFile = () => join(world, '.local/dev/terraform.tfstate');
const remoteFile = () => join(world, 'remote.tfstate');
const state = (...names: string[]) =>
  JSON.stringify({ resources: names.map((name) => ({ type: 't', name, instances: [{ attributes: { id: '1' } }] })) });
const resources = (file: string) =>
  existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { resources: { name: string }[] }).resources.map(({ name }) => name)
    : undefined;
const remote = (): RemoteState => {
  if (existsSync(remoteFile())) return 'state';
  return existsSync(join(world, 'bucket')) ? 'no state' : 'no bucket';
};

async function run(
  fail = '',
  more: Partial<BootstrapRun> = {},
): Promise<{ done?: boolean; error?: string; calls: string[] }> {
  writeFileSync(join(world, 'calls'), '');
  process.env['FAIL'] = fail;
  const calls = () => readFileSync(join(world, 'calls'), 'utf8').trim().split('\n').filter(Boolean);
  try {
    const done = await applyBootstrap({
      program: 'terraform',
      folder: join(world, 'stack'),
      stateFile: stateFile(),
      bucket: 'states',
      planOnly: false,
      confirm: () => Promise.resolve(true),
      remote: () => Promise.resolve(remote()),
      check: (known) => checked.push(known),
      accept: () => Promise.resolve(),
      say: (line) => said.push(line),
      ...more,
    });
    return { done, calls: calls() };
  } catch (error) {
    expect((error as Error).name).toBe('UserError');
    return { error: (error as Error).message, calls: calls() };
  } finally {
    // Nothing is left that would change what Terraform does next.
    expect(existsSync(join(world, 'stack/backend_override.tf.json'))).toBe(false);
    expect(existsSync(join(world, 'stack/bootstrap.tfplan'))).toBe(false);
  }
}

test('a stack that is not understood is not planned, nor are variables heeded that change a plan', async () => {
  const accept = () => Promise.reject(new UserError('module.x is not read'));
  expect(await run('', { accept })).toEqual({ error: 'module.x is not read', calls: [] });
  process.env['TF_CLI_ARGS_plan'] = '-destroy';
  try {
    expect(await run()).toEqual({ error: expect.stringContaining('TF_CLI_ARGS_plan is set'), calls: [] });
  } finally {
    delete process.env['TF_CLI_ARGS_plan'];
  }
});

const FIRST = [
  'local init -reconfigure -input=false',
  'local plan -input=false -detailed-exitcode -out=bootstrap.tfplan',
  'local apply -input=false bootstrap.tfplan',
  'init -migrate-state -force-copy -input=false',
  'state pull',
];
const LATER = [
  'init -reconfigure -input=false',
  'state pull',
  'plan -input=false -detailed-exitcode -out=bootstrap.tfplan',
];

test('the first run keeps the state here, makes the bucket, and moves the state into it', async () => {
  expect(await run()).toEqual({ done: true, calls: FIRST });
  expect(resources(remoteFile())).toEqual(['bucket', 'provider', 'roles']);
  expect(existsSync(stateFile())).toBe(false);
  expect(said).toEqual([
    `First run: the state is kept in ${stateFile()} until states is there.`,
    'The state is in states now.',
  ]);
});

test('a later run works on the state in the bucket, and applies nothing where nothing has changed', async () => {
  await run();
  expect(await run()).toEqual({ done: true, calls: LATER });
});

test('a later run applies what has changed', async () => {
  await run();
  writeFileSync(remoteFile(), state('bucket'));
  expect(await run()).toEqual({ done: true, calls: [...LATER, 'apply -input=false bootstrap.tfplan'] });
  expect(resources(remoteFile())).toHaveLength(3);
});

describe('a run that was cut off goes on, and loses nothing', () => {
  test.each([
    ['before it began', 'init -reconfigure'],
    ['at the plan', 'plan'],
    ['before the bucket was made', 'apply bucket'],
    ['after the bucket was made', 'apply provider'],
    ['at the last resource', 'apply roles'],
    ['before the state moved', 'init -migrate-state'],
    ['after the state moved', 'after init -migrate-state'],
    ['while it looked whether the state had arrived', 'state pull'],
  ])('%s', async (_, fail) => {
    const first = await run(fail);
    expect(first.error).toMatch(/^terraform .* failed, as it says above \(exit code 1\)\.$/);
    // Whatever was made is known to one state at least.
    const made = existsSync(join(world, 'bucket')) ? 'bucket' : undefined;
    if (made) expect([...(resources(stateFile()) ?? []), ...(resources(remoteFile()) ?? [])]).toContain(made);
    const again = await run();
    expect({ ...again, calls: [] }).toEqual({ done: true, calls: [] });
    expect(resources(remoteFile())).toEqual(['bucket', 'provider', 'roles']);
    expect(existsSync(stateFile())).toBe(false);
    expect(await run()).toEqual({ done: true, calls: LATER });
  });

  test('and what was applied from elsewhere meanwhile is not written over', async () => {
    await run('state pull');
    const later = state('bucket', 'provider', 'roles', 'another');
    writeFileSync(remoteFile(), later);
    expect((await run()).calls).toEqual([LATER[0], 'state pull', ...LATER]);
    expect(readFileSync(remoteFile(), 'utf8')).toBe(later);
    expect(existsSync(stateFile())).toBe(false);
  });
});

test('two different states are told, and none is touched', async () => {
  await run('state pull');
  writeFileSync(remoteFile(), state('bucket'));
  expect((await run()).error).toContain(`There are two states: one in states, another in ${stateFile()}.`);
  expect(resources(stateFile())).toHaveLength(3);
  expect(resources(remoteFile())).toEqual(['bucket']);
});

test('a bucket without a state, and no state here: another checkout began', async () => {
  writeFileSync(join(world, 'bucket'), '');
  const { error, calls } = await run();
  expect(error).toContain('The bucket states is there, but holds no state of this stack');
  expect(calls).toEqual([]);
});

test('--plan-only changes nothing, be it the first run or a later one', async () => {
  const plan = { planOnly: true, confirm: () => Promise.reject(new Error('asked')) };
  expect(await run('', plan)).toEqual({ done: false, calls: FIRST.slice(0, 2) });
  expect([existsSync(stateFile()), existsSync(remoteFile())]).toEqual([false, false]);
  await run();
  expect(await run('', plan)).toEqual({ done: false, calls: LATER });
});

test('is asked before each plan, with what the state knows as made; what is only read is not', async () => {
  await run();
  const { resources: made } = JSON.parse(readFileSync(remoteFile(), 'utf8')) as { resources: object[] };
  const read = { mode: 'data', type: 't', name: 'read', instances: [{ attributes: { id: '1' } }] };
  writeFileSync(remoteFile(), JSON.stringify({ resources: [...made, read] }));
  await run();
  expect(checked).toEqual([[], ['t.bucket 1', 't.provider 1', 't.roles 1']]);
  const refused = await run('', {
    check: () => {
      throw Object.assign(new Error('not so'), { name: 'UserError' });
    },
  });
  expect(refused).toEqual({ error: 'not so', calls: LATER.slice(0, 2) });
});

test('applies nothing without a yes', async () => {
  expect(await run('', { confirm: () => Promise.resolve(false) })).toEqual({ done: false, calls: FIRST.slice(0, 2) });
  expect(said.at(-1)).toBe('Nothing was changed.');
});

test('OpenTofu is called as Terraform is, and Terraform is not', async () => {
  expect(await run('', { program: 'tofu' })).toEqual({ done: true, calls: FIRST });
  expect(new Set(readFileSync(join(world, 'programs'), 'utf8').trim().split('\n'))).toEqual(new Set(['tofu']));
});

test('says in one line that there is no Terraform', async () => {
  process.env['PATH'] = join(world, 'empty');
  expect((await run()).error).toBe(
    'terraform is not on the PATH: install Terraform from 1.11 on, below 2 (https://developer.hashicorp.com/terraform/install).',
  );
});
