import { keptFor } from '../../scripts/kept';
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
  const words = wordsOf(known);
  if (words.has(text.toLowerCase())) return text;
  for (const { action, word } of words.values()) if (actions.alike(word, shortest)) return action;
  return text;
}

interface Known {
  readonly action: string;
  readonly word: readonly string[];
}

/** By their lower case, in their order. Each comparison of a run asks of the same list, which must not change. */
const wordsOf = keptFor((known: readonly string[]): ReadonlyMap<string, Known> => {
  const words = new Map<string, Known>();
  for (const action of known) {
    const name = action.toLowerCase();
    if (!words.has(name)) words.set(name, { action, word: letters(action) });
  }
  return words;
});

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
