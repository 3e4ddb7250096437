import { wordClasses, type WordClass } from './automaton';
import { accepts, type Language, type Reading, type Union, union } from './language';
import { flipped } from './predicates';
import { type Element } from './statement';

/** Which requests a statement's Action (or Resource) takes in, as a language or the complement of one. */
export interface Side {
  readonly index: number;
  readonly complement: boolean;
}

/** The actions, or the resources, of all statements at hand, and the classes of words that they tell apart. */
export class Dimension {
  readonly #languages: Union[] = [];
  readonly #byIdentity = new Map<string, Side>();

  constructor(private readonly universe: Language) {}

  /** The side for an element. `reading`: of the element as a whole, so that a Not… reads its patterns the other way. */
  side(element: Element, reading: Reading): Side {
    // How unknown letters in words are read matters for plain patterns, too, so the reading is part of the identity.
    const inner = element.negated ? flipped(reading) : reading;
    const key = `${inner} ${String(element.negated)} ${element.key}`;
    const known = this.#byIdentity.get(key);
    if (known !== undefined) return known;
    const index = this.#languages.push(union(element.key, () => element.patterns, inner)) - 1;
    const side = { index, complement: element.negated };
    this.#byIdentity.set(key, side);
    return side;
  }

  /** The classes of words that are in at least one of these sides. */
  classes(oneOf: readonly Side[], opaques: readonly string[]): WordClass[] {
    return wordClasses({ universe: this.universe, languages: this.#languages, opaques, oneOf });
  }

  /** Whether a word belongs to just the same languages as a class. */
  alike(word: readonly string[], { members }: WordClass): boolean {
    return (
      accepts(this.universe, word) && this.#languages.every((language, i) => accepts(language, word) === members[i])
    );
  }
}

/** Whether a class of words is on a side. */
export const inside = ({ index, complement }: Side, { members }: WordClass): boolean => members[index] !== complement;
