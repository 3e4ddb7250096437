import { optionalText, textMap } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';

/** What a resource is tagged with: the provider's tags on everything, and its own, which win. */
export const tagsOf = (stack: Stack, block: Block): Record<string, string> => ({
  ...stack.defaultTags,
  ...textMap(block, 'tags'),
});

/** The tags of the resource of these types that has the ARN; undefined when there is none. */
export function tagsByArn(stack: Stack, types: readonly string[], arn: string): Record<string, string> | undefined {
  const block = stack.blocks.find(
    (one) => one.kind === 'resource' && types.includes(one.type) && optionalText(one, 'arn') === arn,
  );
  return block && tagsOf(stack, block);
}

export const tagList = (tags: Readonly<Record<string, string>>): { readonly Key: string; readonly Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
