import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { readOptions } from '../../scripts/text/read-options';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { setOutputs } from '../github/outputs';
import { required } from '../required';
import { iamData } from './iam-data';

/**
 * `npm run -s build:program -- --out FILE`: the pipeline's commands and all packages that they need as one file, which runs
 * by Node.js alone. Outputs `digest`, its sha256. The same sources make the same file.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { out } = readOptions(args, { out: { type: 'string' } }, 'npm run build:program');
  setOutputs({ digest: await buildProgram(resolve(required(out, '--out', 'the file to write'))) });
  return 0;
}

/** @returns the file's sha256 */
export async function buildProgram(outfile: string): Promise<string> {
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
  return createHash('sha256').update(readFileSync(outfile)).digest('hex');
}
