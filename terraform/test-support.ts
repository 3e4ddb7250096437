import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inputsDigest, recordSynthesis } from '../scripts/programs/current-synthesis';
import { repositoryRoot } from '../scripts/files/repository-root';
import { readStack } from './read-stack';
import { type Block, type Stack } from './stack';

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

/** The dev stack as it came, for who changes nothing of it: made once, where `synthesized()` makes it in each test file. */
export const shippedStack = (): Stack => readStack(join(madeOf(inputsDigest()), 'stacks/dev'));

/** The one block of a type, or the one whose name ends so. */
export function only(stack: Stack, type: string, nameEnd = ''): Block {
  const found = stack.blocks.filter((block) => block.type === type && block.name.endsWith(nameEnd));
  const [block, another] = found;
  if (!block || another) throw new Error(`${found.length} blocks of ${type} end with "${nameEnd}"; one was wanted.`);
  return block;
}

export const values = (stack: Stack, type: string, nameEnd = '') => only(stack, type, nameEnd).values;

export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal?: Readonly<Record<string, string>>;
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: object;
}

/** The statements of the policy that a block holds. */
export function statementsOf(block: Block): Statement[] {
  const text = block.values['policy'] ?? block.values['assume_role_policy'];
  if (typeof text !== 'string') throw new Error(`${block.address} holds no policy.`);
  return (JSON.parse(text) as { Statement: Statement[] }).Statement;
}

/** A policy in one readable line per statement: `Sid: actions on resources`, and its condition if it has one. */
export const inWords = (block: Block) =>
  statementsOf(block).map(({ Sid, Effect, Principal, Action, Resource = [], Condition }) =>
    [
      `${Sid}: ${Effect}`,
      ...(Principal ? [JSON.stringify(Principal)] : []),
      Action.join(', '),
      ...(Resource.length > 0 ? ['on', Resource.join(', ')] : []),
      ...(Condition ? ['if', JSON.stringify(Condition)] : []),
    ].join(' '),
  );

const copyInto = (folder: string, inputs: string): void => cpSync(madeOf(inputs), folder, { recursive: true });

/** Made once for all test files of one source. */
function madeOf(inputs: string): string {
  const made = join(repositoryRoot(), 'node_modules/.cache/test-synthesis', inputs);
  if (!existsSync(made)) make(made);
  return made;
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
