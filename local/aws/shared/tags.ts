import { textMap } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';

/** What a resource is tagged with: the provider's tags on everything, and its own, which win. */
export const tagsOf = (stack: Stack, block: Block): Record<string, string> => ({
  ...stack.defaultTags,
  ...textMap(block, 'tags'),
});
