import { keptFor } from '../../scripts/kept';
import { type Statement } from './document';
import { isAbout, isOpen } from './statement-matches';

/** Statements by what they name, each at its place in the list. */
interface Index {
  readonly named: ReadonlyMap<string, readonly number[]>;
  /** With a wildcard, or about all actions but some. */
  readonly open: readonly number[];
  /** Those about an action, once it was asked for. */
  readonly asked: Map<string, readonly Statement[]>;
}

/**
 * The statements that are about an action, in their order. Most of a role's are about another one, and a role is asked for
 * hundreds: an index is made once for each list, which must not change.
 */
export function statementsAbout(statements: readonly Statement[], action: string): readonly Statement[] {
  const index = indexOf(statements);
  const name = action.toLowerCase();
  let about = index.asked.get(name);
  if (!about) {
    const places = new Set([...(index.named.get(name) ?? []), ...index.open]);
    about = [...places]
      .sort((one, other) => one - other)
      .flatMap((place) => statements[place] ?? [])
      .filter((one) => isAbout(one, action));
    index.asked.set(name, about);
  }
  return about;
}

const indexOf = keptFor((statements: readonly Statement[]): Index => {
  const named = new Map<string, number[]>();
  const open: number[] = [];
  statements.forEach(({ actions }, place) => {
    if (isOpen(actions)) {
      open.push(place);
      return;
    }
    for (const { text } of actions.patterns) {
      const name = text.toLowerCase();
      const places = named.get(name);
      if (places) places.push(place);
      else named.set(name, [place]);
    }
  });
  return { named, open, asked: new Map() };
});
