import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inputsDigest, recordSynthesis } from '../scripts/current-synthesis';
import { repositoryRoot } from '../scripts/repository-root';

const DAY = 86_400_000;

/** The environments as they came, synthesized into `folder`: names and ARNs are known, whatever a fork's settings say. */
export const synthesizeInto = (folder: string): void => copyOf('shipped', folder, inputsDigest());

/** The environments as they are set, synthesized into `folder` as `npm run synth` does. */
export const synthesizeOwnInto = (folder: string): void => copyOf('own', folder, inputsDigest());

/** The same, for a process that would synthesize them there: it finds them current. */
export function synthesizeFor(folder: string): void {
  const inputs = inputsDigest();
  copyOf('own', folder, inputs);
  const written = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = written.filter((name) => statSync(join(folder, name)).isFile());
  recordSynthesis(folder, inputs, files);
}

type Which = 'shipped' | 'own';

/** Made once for all test files of one source. */
function copyOf(which: Which, folder: string, inputs: string): void {
  const made = join(repositoryRoot(), 'node_modules/.cache/test-synthesis', `${which}-${inputs}`);
  if (!existsSync(made)) make(which, made);
  cpSync(made, folder, { recursive: true });
}

function make(which: Which, made: string): void {
  const beside = `${made}.${process.pid}`;
  const args = which === 'own' ? ['environments/main.ts'] : ['environments/shipped.ts', beside];
  execFileSync(process.execPath, ['scripts/run.mjs', ...args], {
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
