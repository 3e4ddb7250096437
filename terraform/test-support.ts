import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inputsDigest, recordSynthesis } from '../scripts/programs/current-synthesis';
import { repositoryRoot } from '../scripts/files/repository-root';

const DAY = 86_400_000;

/** The environments as they came, synthesized into `folder`: names and ARNs are known, whatever a fork's settings say. */
export const synthesizeInto = (folder: string): void => copyInto(folder, inputsDigest());

/** The same, for a process of the scratch checkout that would synthesize them there: it finds them current. */
export function synthesizeFor(checkout: string, folder: string): void {
  copyInto(folder, inputsDigest());
  const written = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = written.filter((name) => statSync(join(folder, name)).isFile());
  recordSynthesis(folder, inputsDigest(checkout), files, 'shipped', checkout);
}

/** Made once for all test files of one source. */
function copyInto(folder: string, inputs: string): void {
  const made = join(repositoryRoot(), 'node_modules/.cache/test-synthesis', inputs);
  if (!existsSync(made)) make(made);
  cpSync(made, folder, { recursive: true });
}

function make(made: string): void {
  const beside = `${made}.${process.pid}`;
  execFileSync(process.execPath, ['scripts/run.mjs', 'environments/commands/synth/shipped.ts'], {
    cwd: repositoryRoot(),
    env: { ...process.env, CDKTF_OUTDIR: beside },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    renameSync(beside, made);
  } catch (error) {
    // Another test file was faster.
    rmSync(beside, { recursive: true });
    if (!existsSync(made)) throw error;
  }
  removeOld(dirname(made));
}

function removeOld(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).mtimeMs < Date.now() - DAY) rmSync(path, { recursive: true, force: true });
  }
}
