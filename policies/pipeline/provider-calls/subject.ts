import { type BlockArguments } from '../../../catalog/arguments';
import { type Subject } from '../../../catalog/calls';
import { optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';

/** A block of a stack, as the catalogue's calls are about it. */
export const subjectOf = (block: Block, stack: Stack): Subject => ({
  ...argumentsOf(block),
  region: stack.region,
  accountId: stack.accountId,
  tags: stack.defaultTags ?? {},
  referred: (by, type, named) => argumentsOf(referred(stack, block, by, type, named)),
});

const argumentsOf = (block: Block): BlockArguments => ({
  text: (path) => text(block, path),
  optional: (path) => optionalText(block, path),
});

function referred(stack: Stack, block: Block, by: string, type: string, named: string): Block {
  const wanted = text(block, by);
  const found = stack.blocks.find(
    (one) => one.kind === 'resource' && one.type === type && optionalText(one, named) === wanted,
  );
  if (!found) throw new Error(`${block.address}: ${by} ${wanted} is no ${type} of the stack.`);
  return found;
}
