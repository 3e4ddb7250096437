import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStack } from '../../../terraform/read-stack';
import type { Block, Stack } from '../../../terraform/stack';
import { shippedDev, shippedGitHub } from './shipped';
import { type Settings, validSettings } from '../../settings';
import { synth } from './synth';

process.env['CHECKPOINT_DISABLE'] ??= '1';

/** Synthesizes settings into a folder of their own, and reads the stack back with its references resolved. */
export function synthesized(changes: Partial<Settings> = {}): Stack {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-test-'));
  try {
    return readStack(join(outdir, 'stacks', synthesizedInto(outdir, changes)));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** As `synthesized`, with all that the stack needs to stand: of the folder's stacks, the name of the settings'. */
export function synthesizedInto(outdir: string, changes: Partial<Settings>): string {
  const settings = validSettings({ ...shippedDev, ...changes }, 'settings of a test');
  synth({ outdir, environments: [settings], keep: [settings.environment], repository: shippedGitHub });
  return settings.environment;
}

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
