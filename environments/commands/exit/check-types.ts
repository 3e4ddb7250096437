import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { INSTALLED, OWN } from './paths';
import { runProgram } from '../../../scripts/programs/run-program';

/** Compiles environments/ and constructs/ against what is installed beside. @returns what the compiler says, one line each */
export async function checkTypes(): Promise<string[]> {
  const file = join(INSTALLED, 'tsconfig.json');
  const up = relative(INSTALLED, OWN).replaceAll('\\', '/');
  const beside = (name: string) => [`./node_modules/${name}`];
  const config = {
    extends: `${up}/tsconfig.json`,
    compilerOptions: {
      incremental: false,
      typeRoots: [`${up}/node_modules/@types`],
      paths: { cdktf: beside('cdktn'), '@cdktf/*': beside('@cdktf/*'), constructs: beside('constructs') },
    },
    include: [`${up}/environments/**/*.ts`, `${up}/constructs/**/*.ts`],
    // Tests import from everywhere.
    exclude: [
      `${up}/**/*.test.ts`,
      `${up}/environments/commands/synth/test-support.ts`,
      `${up}/environments/commands/exit`,
    ],
  };
  writeFileSync(
    file,
    JSON.stringify({ ...config, compilerOptions: { ...config.compilerOptions, tsBuildInfoFile: null } }),
  );
  const tsc = join(OWN, 'node_modules/@typescript/native/bin/tsc');
  const { code, said } = await runProgram(process.execPath, [tsc, '--pretty', 'false', '-p', file], OWN);
  return code === 0 ? [] : said.trim().split('\n');
}
