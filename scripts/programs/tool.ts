import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../files/repository-root';
import { UserError } from '../user-error';

/** What plans and applies a stack, by the name of its binary. */
export type Program = 'terraform' | 'tofu';

export interface Tool {
  readonly program: Program;
  /** What the pipelines install: `1.11.4` */
  readonly version: string;
}

interface Known {
  readonly name: string;
  /**
   * The first minor version that locks a state with S3 alone, and says that it is stable.
   * https://github.com/hashicorp/terraform/blob/v1.11.0/CHANGELOG.md
   * https://github.com/opentofu/opentofu/blob/v1.10.0/CHANGELOG.md
   */
  readonly least: string;
  /** The one setting: tfenv and tenv read it too. */
  readonly file: string;
  readonly install: string;
}

export const TOOLS: Readonly<Record<Program, Known>> = {
  terraform: {
    name: 'Terraform',
    least: '1.11',
    file: '.terraform-version',
    install: 'https://developer.hashicorp.com/terraform/install',
  },
  tofu: {
    name: 'OpenTofu',
    least: '1.10',
    file: '.opentofu-version',
    install: 'https://opentofu.org/docs/intro/install/',
  },
};

export const PROGRAMS = Object.keys(TOOLS) as readonly Program[];

/** What a stack demands of who plans it. Another major version may read it otherwise. */
export const requiredVersion = (program: Program): string => `>= ${TOOLS[program].least}.0, < 2.0.0`;

/** `Terraform from 1.11 on, below 2` */
export const wanted = (program: Program): string => `${TOOLS[program].name} from ${TOOLS[program].least} on, below 2`;

/** Whether a version is one that `requiredVersion` takes; what was not released (`1.12.0-rc1`) is none. */
export function isTaken(program: Program, version: string): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+$/.exec(version) ?? [];
  return major === '1' && Number(minor) >= Number(TOOLS[program].least.slice(2));
}

/** Of a program that is not on the PATH. */
export const missing = (program: Program): string =>
  `${program} is not on the PATH: install ${wanted(program)} (${TOOLS[program].install})`;

/** What went wrong when a program could not be started. */
export const unusable = (program: Program, error: NodeJS.ErrnoException): UserError =>
  new UserError(error.code === 'ENOENT' ? `${missing(program)}.` : `${program} can't be run: ${error.message}`, {
    cause: error,
  });

/**
 * Which program the checkout is planned and applied with, and in which version by the pipelines: that of the one file,
 * `.terraform-version` or `.opentofu-version`, which is there.
 * @throws UserError when there is none, both, or one that does not hold a version we take
 */
export function chosenTool(root = repositoryRoot()): Tool {
  const files = PROGRAMS.filter((program) => existsSync(join(root, TOOLS[program].file)));
  const [program] = files;
  const names = PROGRAMS.map((one) => TOOLS[one].file);
  if (program === undefined) {
    throw new UserError(`Neither ${names.join(' nor ')} is there: write one of them, with the version in it.`);
  }
  if (files.length > 1)
    throw new UserError(`Both ${names.join(' and ')} are there: remove one, a stack has one program.`);
  const { file } = TOOLS[program];
  const version = readFileSync(join(root, file), 'utf8').trim();
  if (!isTaken(program, version)) {
    throw new UserError(`${file}: the version is ${JSON.stringify(version)}; write a release of ${wanted(program)}.`);
  }
  return { program, version };
}
