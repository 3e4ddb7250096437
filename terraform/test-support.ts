import { execFileSync } from 'node:child_process';
import { repositoryRoot } from '../scripts/repository-root';

/** Synthesizes every environment into `folder`, as `npm run synth` does. */
export function synthesizeInto(folder: string): void {
  execFileSync(process.execPath, ['scripts/run.mjs', 'environments/main.ts'], {
    cwd: repositoryRoot(),
    env: { ...process.env, CDKTF_OUTDIR: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
