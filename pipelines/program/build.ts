import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { type BundleContents, contentsOf } from '../../scripts/files/bundle-contents';
import { readOptions } from '../../scripts/text/read-options';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { digestOf } from '../deploy/saved-plan/manifest';
import { setOutputs } from '../github/outputs';
import { required } from '../shared/required';
import { iamData } from './iam-data';

/**
 * `npm run -s build:program -- --out FILE`: the pipeline's commands and all packages that they need as one file, which runs
 * by Node.js alone. Outputs `digest`, its sha256. The same sources make the same file.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { out } = readOptions(args, { out: { type: 'string' } }, 'npm run build:program');
  const { sha256 } = await buildProgram(resolve(required(out, '--out', 'the file to write')));
  setOutputs({ digest: sha256 });
  return 0;
}

/** The file that was written: its sha256, and what it was made of. */
export interface Built {
  readonly sha256: string;
  readonly contents: BundleContents;
}

export async function buildProgram(outfile: string): Promise<Built> {
  const { metafile } = await build({
    absWorkingDir: repositoryRoot(),
    entryPoints: ['pipelines/program/entry.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    plugins: [iamData],
    metafile: true,
    logLevel: 'error',
  });
  const outside = Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports.map(({ path }) => path))
    .filter((path) => !isBuiltin(path));
  if (outside.length > 0) throw new Error(`The program would need ${outside.join(', ')} beside it.`);
  return { sha256: digestOf(readFileSync(outfile)), contents: contentsOf(metafile) };
}
