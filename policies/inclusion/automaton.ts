import { type Language } from './language';

/** Words that the same languages hold, by the shortest of them. `members[i]`: whether language i holds it. */
export interface WordClass {
  readonly word: readonly string[];
  readonly members: readonly boolean[];
}

/** More states than this are given up on: patterns with many `*x*` multiply. */
export const STATE_LIMIT = 100_000;

/** The comparison needs more states than `STATE_LIMIT`. */
export class TooManyStates extends Error {
  override readonly name = 'TooManyStates';
}

export interface Exploration {
  readonly universe: Language;
  readonly languages: readonly Language[];
  /** Opaque symbols and policy variables that words may hold. */
  readonly opaques: readonly string[];
  /**
   * Languages (by index) of which a word must be in at least one: what leads to none is left aside. `complement`: the
   * word must be outside of it.
   */
  readonly oneOf?: readonly { readonly index: number; readonly complement: boolean }[];
}

/** Characters that stand for "any other letter" in a witness, the more readable first. */
const OTHERS = [...'xyzwvabcdefghijklmnopqrstu0123456789XYZ-_/.=ABCDEFGHIJKLMNOPQRSTUVW'];

/** A letter which none of the patterns at hand mentions. */
function otherLetter(mentioned: ReadonlySet<string>): string {
  const readable = OTHERS.find((letter) => !mentioned.has(letter));
  if (readable !== undefined) return readable;
  for (let code = 0x100; ; code++) if (!mentioned.has(String.fromCharCode(code))) return String.fromCharCode(code);
}

/**
 * Every combination of memberships that some word of the universe has, with a shortest such word.
 *
 * The automata run side by side, each determinized only as far as the walk gets. In each state only the letters which
 * some pattern mentions there are told apart; all others are one letter.
 * @throws TooManyStates
 */
export function wordClasses({ universe, languages, opaques, oneOf }: Exploration): WordClass[] {
  const machines = [universe, ...languages];
  const classes = new Map<string, WordClass>();
  const visited: { readonly states: readonly number[]; readonly from: number; readonly letter: string }[] = [];
  const seen = new Set<string>();

  const hopeless = (states: readonly number[]): boolean => {
    if (universe.dead(states[0] ?? 0)) return true;
    if (oneOf === undefined) return false;
    return oneOf.every(({ index, complement }) => {
      const [language, state] = [languages[index], states[index + 1] ?? 0];
      return language === undefined || (complement ? language.full(state) : language.dead(state));
    });
  };
  const visit = (states: readonly number[], from: number, letter: string): void => {
    const key = states.join();
    if (seen.has(key)) return;
    seen.add(key);
    if (hopeless(states)) return;
    if (visited.length >= STATE_LIMIT) throw new TooManyStates(`more than ${STATE_LIMIT} states`);
    visited.push({ states, from, letter });
  };
  const word = (index: number): string[] => {
    const found: string[] = [];
    for (let node = visited[index]; node !== undefined && node.from >= 0; node = visited[node.from]) {
      found.push(node.letter);
    }
    return found.reverse();
  };

  visit(
    machines.map(({ start }) => start),
    -1,
    '',
  );
  for (let index = 0; index < visited.length; index++) {
    const states = visited[index]?.states ?? [];
    if (universe.accepts(states[0] ?? 0)) {
      const members = languages.map((language, i) => language.accepts(states[i + 1] ?? 0));
      const key = members.map(Number).join('');
      const wanted = oneOf?.some(({ index: i, complement }) => members[i] !== complement) ?? true;
      if (wanted && !classes.has(key)) classes.set(key, { word: word(index), members });
    }
    const mentioned = new Set<string>();
    for (const [i, machine] of machines.entries()) {
      for (const letter of machine.relevant(states[i] ?? 0)) mentioned.add(letter);
    }
    for (const letter of [...mentioned, otherLetter(mentioned), ...opaques]) {
      visit(
        machines.map((machine, i) => machine.step(states[i] ?? 0, letter)),
        index,
        letter,
      );
    }
  }
  return [...classes.values()];
}
