import { type Language } from './language';

/** Words that the same languages hold, by the shortest of them. `members[i]`: whether language i holds it. */
export interface WordClass {
  readonly word: readonly string[];
  readonly members: readonly boolean[];
}

/**
 * More steps of automata than this are given up on, after about a second: patterns with many `*x*` multiply. Fifty
 * statements with an ARN each take some 200,000.
 */
const STEP_LIMIT = 2_000_000;

/** The comparison needs more steps, or more combinations of conditions, than we wait for. */
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
  const visited: Node[] = [];
  const seen = new Set<string>();

  const sides = oneOf ?? [];
  /** Fills in the states that a word leads to; false when it can't be in one of the wanted languages any more. */
  const fill = (next: number[], move: (machine: number) => number): boolean => {
    next[0] = move(0);
    if (universe.dead(next[0])) return false;
    let hopeful = oneOf === undefined;
    for (const { index, complement } of sides) {
      const machine = languages[index];
      const state = (next[index + 1] = move(index + 1));
      if (machine !== undefined && !(complement ? machine.full(state) : machine.dead(state))) {
        hopeful = true;
        break;
      }
    }
    // Most letters lead nowhere: seen at the few machines that decide it, before the others are moved.
    if (hopeful) for (let machine = 1; machine < machines.length; machine++) next[machine] = move(machine);
    return hopeful;
  };
  const visit = (states: readonly number[], from: number, letter: string): void => {
    let key = '';
    for (const state of states) key += `${state},`;
    if (seen.has(key)) return;
    seen.add(key);
    visited.push({ states: [...states], from, letter });
  };
  const collect = (index: number, states: readonly number[]): void => {
    const members = languages.map((language, i) => language.accepts(states[i + 1] ?? 0));
    if (oneOf !== undefined && !sides.some(({ index: i, complement }) => members[i] !== complement)) return;
    let key = '';
    for (const member of members) key += member ? '1' : '0';
    if (!classes.has(key)) classes.set(key, { word: wordTo(visited, index), members });
  };

  let steps = 0;
  // Written anew for each letter: what leads nowhere, or where we have been, leaves nothing behind.
  const next = new Array<number>(machines.length).fill(0);
  if (fill(next, (machine) => machines[machine]?.start ?? 0)) visit(next, -1, '');
  const mentioned = new Set<string>();
  for (let index = 0; index < visited.length; index++) {
    const states = visited[index]?.states ?? [];
    if (universe.accepts(states[0] ?? 0)) collect(index, states);
    mentioned.clear();
    for (let i = 0; i < machines.length; i++) {
      for (const letter of machines[i]?.relevant(states[i] ?? 0) ?? []) mentioned.add(letter);
    }
    mentioned.add(otherLetter(mentioned));
    for (const opaque of opaques) mentioned.add(opaque);
    for (const letter of mentioned) {
      steps += machines.length;
      if (steps > STEP_LIMIT) throw new TooManyStates(`its automata take more than ${STEP_LIMIT} steps`);
      if (fill(next, (machine) => machines[machine]?.step(states[machine] ?? 0, letter) ?? 0)) {
        visit(next, index, letter);
      }
    }
  }
  return [...classes.values()];
}

interface Node {
  readonly states: readonly number[];
  readonly from: number;
  readonly letter: string;
}

function wordTo(visited: readonly Node[], index: number): string[] {
  const found: string[] = [];
  for (let node = visited[index]; node !== undefined && node.from >= 0; node = visited[node.from]) {
    found.push(node.letter);
  }
  return found.reverse();
}
