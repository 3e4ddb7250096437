import { type BlockArguments } from '../../../catalog/arguments';
import { type Subject } from '../../../catalog/calls';
import { UserError } from '../../../scripts/user-error';
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

/** @throws UserError when the stack lacks it */
function referred(stack: Stack, block: Block, by: string, type: string, named: string): Block {
  const wanted = text(block, by);
  const found = stack.blocks.find(
    (one) => one.kind === 'resource' && one.type === type && optionalText(one, named) === wanted,
  );
  if (!found) {
    throw new UserError(`${block.address}: ${by} is ${wanted}, which is no ${type} of the stack: name one that is.`);
  }
  return found;
}
