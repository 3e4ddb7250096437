import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { UserError } from '../../../scripts/user-error';
import { INSTALLED, OWN } from './paths';
import { type Ran, runProgram } from '../../../scripts/programs/run-program';

/** The settings as they came: a fork's own make no difference here. */
const ENTRY = 'environments/commands/synth/shipped.ts';
const SECONDS = 600;

/** Synthesizes the shipped stacks into `outdir` with the project's own packages. @throws UserError in the synthesis' words */
export async function synthesizeOwn(outdir: string): Promise<void> {
  told(await synthesis(['scripts/run.mjs', ENTRY], outdir), 'the packages of package.json');
}

/**
 * The same with what is installed beside: the same sources, in a file that lies there, so that Node.js looks for packages
 * there first.
 */
export async function synthesizeBeside(outdir: string): Promise<void> {
  // Where an entry point's bundle always lies in node_modules: constructs/parts/source-location.ts reads its source map.
  const folder = join(INSTALLED, 'node_modules/.cache/run');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'shipped.cjs');
  buildSync({
    absWorkingDir: OWN,
    entryPoints: [ENTRY],
    outfile: file,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
  });
  const program =
    'const [file] = process.argv.slice(1); require(file).main([]).catch((error) => ' +
    '{ console.error(error.name === "UserError" ? error.message : error); process.exitCode = 1; })';
  const args = ['--no-warnings', '--enable-source-maps', '--eval', program, file];
  told(await synthesis(args, outdir), 'what is installed beside');
}

const synthesis = (args: readonly string[], outdir: string): Promise<Ran> =>
  runProgram(process.execPath, args, OWN, SECONDS, { CDKTF_OUTDIR: outdir });

function told({ code, said }: { readonly code: number; readonly said: string }, by: string): void {
  if (code !== 0) throw new UserError(`The shipped stacks can't be synthesized with ${by}:\n${said.trim()}`);
}
