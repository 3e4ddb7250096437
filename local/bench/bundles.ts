import { buildSync, type BuildOptions } from 'esbuild';
import { zipSync } from 'fflate';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Progress } from '../../scripts/text/progress';
import { synthesize } from '../../scripts/programs/synthesize';
import { table } from '../../scripts/text/table';
import { bytes, duration } from '../../scripts/text/words';
import { chosenEnvironment } from '../../terraform/stacks/chosen-environment';
import { blocksOfType, text } from '../../terraform/query';
import { readStack } from '../../terraform/read-stack';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { root } from '../start/running/root';
import { spreadOf } from './shared/statistics';

/** How often each is imported, in turns: a machine at work is slow for both alike. */
const TIMES = 11;

/**
 * `npm run bench:bundles`: each function's zip and how long a fresh process takes to import it, beside the same handler
 * with the packages of `node_modules` as they are.
 */
export async function main(): Promise<number> {
  const progress = new Progress();
  const stacks = await synthesize();
  const environment = chosenEnvironment(stacks, undefined, (line) => progress.line(line));
  const stack = readStack(stackFolder(stacks, environment));
  const bundles = blocksOfType(stack, 'archive_file').map((archive) =>
    resolve(stack.folder, text(archive, 'source_file')),
  );
  await mkdir(join(root, '.local'), { recursive: true });
  // Below the checkout's top, so that its packages are found.
  const folder = mkdtempSync(join(root, '.local/bundles-'));
  try {
    const rows = bundles.map((bundle) => {
      const handler = basename(dirname(bundle));
      const step = progress.step(handler);
      const unbundled = withoutPackages(handler, folder);
      const { own, other } = coldImports({ own: bundle, other: unbundled.file });
      step.done(handler);
      const zip = zipSync({ 'index.mjs': readFileSync(bundle) }, { level: 6 }).length;
      const { size } = statSync(bundle);
      return [
        handler,
        bytes(zip),
        bytes(size),
        `${bytes(unbundled.packages)} (${(unbundled.packages / size).toFixed(0)}x)`,
        duration(own),
        `${duration(other)} (${(other / own).toFixed(1)}x)`,
      ];
    });
    const header = ['function', 'zip', 'bundle', 'its packages', 'cold import', 'of node_modules'];
    process.stdout.write(`\n${table([header, ...rows], 'lrrrrr')}\n`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The handler in one file, its packages left where they are; and the bytes of all packages that it takes. */
function withoutPackages(handler: string, folder: string): { readonly file: string; readonly packages: number } {
  const file = join(folder, `${handler}.mjs`);
  const options = {
    entryPoints: [`lambdas/${handler}.ts`],
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
    logLevel: 'error',
  } satisfies BuildOptions;
  buildSync({ ...options, packages: 'external' });
  const { metafile } = buildSync({ ...options, write: false, metafile: true });
  const packages = Object.keys(metafile.inputs).flatMap(
    (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? [],
  );
  return { file, packages: [...new Set(packages)].reduce((sum, one) => sum + sizeOf(join(root, one)), 0) };
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.slice(folder.length).includes('node_modules'))
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);

/** Milliseconds of each, the median. */
function coldImports(files: { readonly own: string; readonly other: string }) {
  const rounds = Array.from({ length: TIMES }, () => ({ own: coldImport(files.own), other: coldImport(files.other) }));
  const median = (of: 'own' | 'other') => spreadOf(rounds.map((round) => round[of])).median;
  return { own: median('own'), other: median('other') };
}

function coldImport(file: string): number {
  const script =
    `const start = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); ` +
    'console.log(performance.now() - start); process.exit()';
  const args = ['--no-warnings', '--input-type=module', '--eval', script];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}
