import { type WordClass } from './automaton';
import { type Dimension } from './dimension';
import { isOpaqueLetter, letters, wordText } from './pattern';
import { type Context } from './solve';

/** A request that the one side allows and the other doesn't. A symbol `⟦…⟧` in it stands for what Terraform will know. */
export interface Witness {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** A shortest witness is right but reads badly (`x:x`): where an everyday name does as well, it is shown instead. */
export function readableAction(shortest: WordClass, actions: Dimension, known: readonly string[]): string {
  const text = wordText(shortest.word);
  if (known.some((action) => action.toLowerCase() === text.toLowerCase())) return text;
  return known.find((action) => actions.alike(letters(action), shortest)) ?? text;
}

/** Like readableAction: `arn:x:x:::x` is shown as `arn:aws:s3:::example` where that is on the same sides. */
export function readableResource(shortest: WordClass, resources: Dimension, action: string): string {
  const shown = wordText(shortest.word);
  const service = action.split(':')[0] ?? '';
  // `*` is the resource of actions that take none: shown only where no ARN will do.
  const everyday = `arn:aws:${service}:::example`;
  const text = shown === '*' && resources.alike(letters(everyday), shortest) ? everyday : shown;
  if (shortest.word.some(isOpaqueLetter) || !text.startsWith('arn:')) return text;
  const [arn = '', partition = '', owner = '', region = '', account = '', ...rest] = text.split(':');
  const resource = rest.join(':');
  const parts = [arn, partition, owner, region, account, resource];
  const suggestions: [number, string][] = [
    [1, 'aws'],
    [2, service],
    [5, resource.length === 1 ? 'example' : resource],
  ];
  for (const [index, suggestion] of suggestions) {
    const better = parts.with(index, suggestion);
    if (resources.alike(letters(better.join(':')), shortest)) parts[index] = suggestion;
  }
  return parts.join(':');
}
