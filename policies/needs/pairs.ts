import { type ActionPattern, type ResourcePattern, type Statement } from '../iam/document';
import { isWrittenOut } from '../iam/statement-matches';
import { hasWildcard } from '../iam/pattern';

/** One action on one resource, out of a statement's lists. A trust policy has no resource but its role. */
export interface Pair {
  readonly statement: Statement;
  readonly action: ActionPattern;
  readonly resource?: ResourcePattern;
}

export function pairsOf(statement: Statement): Pair[] {
  return statement.actions.patterns.flatMap((action): Pair[] =>
    statement.resources
      ? statement.resources.patterns.map((resource) => ({ statement, action, resource }))
      : [{ statement, action }],
  );
}

/** The pairs that can be about an action: most name another one. */
export const pairsByAction = (pairs: readonly Pair[]): ((action: string) => readonly Pair[]) => {
  const about = byName(pairs, ({ action: { text } }) => (hasWildcard(text) ? undefined : text.toLowerCase()));
  return (action) => about(action.toLowerCase());
};

/** The pairs that can be about a resource: most name another one whole. */
export const pairsByResource = (pairs: readonly Pair[]): ((resource: string) => readonly Pair[]) =>
  byName(pairs, ({ resource }) => (resource && isWrittenOut(resource) ? resource.text : undefined));

/** Those of a name, and those that `nameOf` has none for, which may be about any. */
function byName(pairs: readonly Pair[], nameOf: (pair: Pair) => string | undefined): (name: string) => readonly Pair[] {
  const named = new Map<string, Pair[]>();
  const others: Pair[] = [];
  for (const pair of pairs) {
    const name = nameOf(pair);
    const alike = name === undefined ? others : named.get(name);
    if (alike) alike.push(pair);
    else if (name !== undefined) named.set(name, [pair]);
  }
  return (name) => [...(named.get(name) ?? []), ...others];
}
