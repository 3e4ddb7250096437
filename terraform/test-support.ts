import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inputsDigest } from '../scripts/current-synthesis';
import { repositoryRoot } from '../scripts/repository-root';

const DAY = 86_400_000;

/** Every environment, synthesized into `folder` as `npm run synth` does: once for all test files of one source. */
export function synthesizeInto(folder: string): void {
  const made = join(repositoryRoot(), 'node_modules/.cache/test-synthesis', inputsDigest());
  if (!existsSync(made)) synthesizeOnce(made);
  cpSync(made, folder, { recursive: true });
}

function synthesizeOnce(made: string): void {
  const own = `${made}.${process.pid}`;
  execFileSync(process.execPath, ['scripts/run.mjs', 'environments/main.ts'], {
    cwd: repositoryRoot(),
    env: { ...process.env, CDKTF_OUTDIR: own },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    renameSync(own, made);
  } catch (error) {
    // Another test file was faster.
    rmSync(own, { recursive: true });
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
