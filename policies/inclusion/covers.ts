import { TooManyStates } from './automaton';
import { Dimension, inside } from './dimension';
import { type Language } from './language';
import { type Pattern } from './pattern';
import { type Element, type ReadStatement } from './statement';
import { requestActions, requestResources } from './universe';

/**
 * Whether one grant alone allows all that another does: each of its elements and no condition more. Most grants that are
 * covered are covered so, and two elements are compared at once in place of all.
 */
export const covers = (wider: ReadStatement, narrower: ReadStatement): boolean =>
  wider.atoms.every(({ identity }) => narrower.atoms.some((atom) => atom.identity === identity)) &&
  holds(requestActions, wider.action, narrower.action) &&
  holds(requestResources, wider.resource, narrower.resource);

const isAll = ({ patterns, negated }: Element): boolean => !negated && patterns.some(({ text }) => text === '*');

const sameAs = (one: Element, other: Element): boolean =>
  one.negated === other.negated && one.identity === other.identity;

/** What a pattern's texts begin with, up to its first wildcard or variable; case is nothing to a glance. */
const beginning = ({ text }: Pattern): string => (/^[^*?$]*/.exec(text)?.[0] ?? '').toLowerCase();

/** Whether one pattern begins as none of the wider ones does: seen at a glance, and true of most that are compared. */
function beginsElsewhere(wider: Element, narrower: Element): boolean {
  if (wider.negated || narrower.negated) return false;
  const beginnings = wider.patterns.map(beginning);
  return narrower.patterns
    .map(beginning)
    .some((own) => !beginnings.some((other) => other.startsWith(own) || own.startsWith(other)));
}

/** Whatever the symbols turn out to be: each element is read to its disadvantage, as the README says of a yes. */
function holds(universe: Language, wider: Element, narrower: Element): boolean {
  if (isAll(wider) || sameAs(wider, narrower)) return true;
  if (isAll(narrower) || beginsElsewhere(wider, narrower)) return false;
  const dimension = new Dimension(universe);
  const granting = dimension.side(narrower, narrower.negated ? 'possibly' : 'surely');
  const covering = dimension.side(wider, 'surely');
  try {
    const opaques = [...new Set([...wider.opaques, ...narrower.opaques])];
    return dimension.classes([granting], opaques).every((word) => inside(covering, word));
  } catch (error) {
    if (error instanceof TooManyStates) return false;
    throw error;
  }
}
