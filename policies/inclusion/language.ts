import { isOpaqueLetter, type Pattern, type Token } from './pattern';

/**
 * How an unknown text (an opaque symbol, a policy variable) is read when it meets a pattern:
 * - `surely`: matched only if it would be whatever the text is: by a `*`, or by the same symbol;
 * - `freshly`: as if it were a long text that occurs nowhere else: also by a run of wildcards with a `*` in it;
 * - `possibly`: matched if any text would be.
 * Why there are three: that `⟦x⟧` is no letter of `abc` proves that a grant on `abc` doesn't surely cover it, but not
 * that a Deny (or NotResource) of `abc` spares it. Where a match takes access away, what's unknown is read `possibly`.
 */
export type Reading = 'surely' | 'freshly' | 'possibly';

/** A set of words by a deterministic automaton, built as it is walked. States are small integers. */
export interface Language {
  readonly start: number;
  step(state: number, letter: string): number;
  /** The letters that lead elsewhere than any other letter does. Opaque letters must always be tried. */
  relevant(state: number): readonly string[];
  accepts(state: number): boolean;
  /** No word gets from here to acceptance. */
  dead(state: number): boolean;
  /** Every word from here is accepted. */
  full(state: number): boolean;
}

interface State {
  readonly positions: readonly number[];
  readonly accepts: boolean;
  readonly full: boolean;
  readonly relevant: readonly string[];
  readonly next: Map<string, number>;
}

/** A letter's other case, where it is one letter as well. */
const variants = (letter: string): string[] =>
  [letter.toLowerCase(), letter.toUpperCase()].filter((variant) => variant.length === letter.length);

/** The words which at least one of the patterns matches. */
export class Union implements Language {
  readonly start: number;
  readonly #tokens: readonly (Token | undefined)[];
  readonly #fold: readonly boolean[];
  readonly #states: State[] = [];
  readonly #byPositions = new Map<string, number>();

  constructor(
    patterns: readonly Pattern[],
    private readonly reading: Reading = 'surely',
  ) {
    // All patterns in one array, each closed by `undefined`, the place where a word has been matched.
    const tokens: (Token | undefined)[] = [];
    const fold: boolean[] = [];
    const starts: number[] = [];
    for (const pattern of patterns) {
      starts.push(tokens.length);
      for (const token of [...pattern.tokens, undefined]) {
        tokens.push(reading === 'possibly' && token?.kind === 'opaque' ? { kind: 'any', crosses: true } : token);
        fold.push(pattern.ignoreCase);
      }
    }
    this.#tokens = tokens;
    this.#fold = fold;
    this.start = this.#intern(starts);
  }

  step(state: number, letter: string): number {
    const from = this.#state(state);
    const symbolic = isOpaqueLetter(letter);
    const known = symbolic || from.relevant.includes(letter) ? letter : '';
    const cached = from.next.get(known);
    if (cached !== undefined) return cached;
    const to: number[] = [];
    for (const position of from.positions) {
      if (symbolic) this.#takeUnknown(position, letter, to);
      else this.#take(position, letter, to);
    }
    const next = this.#intern(to);
    from.next.set(known, next);
    return next;
  }

  relevant = (state: number): readonly string[] => this.#state(state).relevant;
  accepts = (state: number): boolean => this.#state(state).accepts;
  dead = (state: number): boolean => this.#state(state).positions.length === 0;
  full = (state: number): boolean => this.#state(state).full;

  #take(position: number, letter: string, to: number[]): void {
    const token = this.#tokens[position];
    if (token === undefined) return;
    if (token.kind === 'letter') {
      if (token.letter === letter || (this.#fold[position] && variants(token.letter).includes(letter))) {
        to.push(position + 1);
      }
    } else if (token.kind !== 'opaque' && (token.crosses || letter !== ':')) {
      to.push(token.kind === 'any' ? position : position + 1);
    }
  }

  #takeUnknown(position: number, letter: string, to: number[]): void {
    const token = this.#tokens[position];
    if (token?.kind === 'opaque' && token.letter === letter) to.push(position + 1);
    if (token?.kind === 'any') to.push(position);
    if (this.reading === 'surely') return;
    let star = false;
    for (let at = position; ; at++) {
      const here = this.#tokens[at];
      if (this.reading === 'possibly') to.push(at);
      if (here === undefined) return;
      if (this.reading === 'freshly') {
        if (here.kind !== 'any' && here.kind !== 'one') return;
        star ||= here.kind === 'any';
        if (star) to.push(at + 1);
        if (here.kind === 'any') to.push(at);
      }
    }
  }

  #state(id: number): State {
    const state = this.#states[id];
    if (state === undefined) throw new RangeError(`No state ${id}.`);
    return state;
  }

  /** The state for positions, closed under skipping a `*`. */
  #intern(seeds: readonly number[]): number {
    const closed = new Set<number>();
    for (const seed of seeds) {
      let position = seed;
      while (!closed.has(position)) {
        closed.add(position);
        if (this.#tokens[position]?.kind !== 'any') break;
        position++;
      }
    }
    let positions = [...closed].sort((a, b) => a - b);
    // A crossing `*` at its pattern's end takes every word: nothing else matters from here.
    const end = positions.find((position) => this.#isFull(position));
    if (end !== undefined) positions = [end, end + 1];
    const key = positions.join();
    const known = this.#byPositions.get(key);
    if (known !== undefined) return known;
    const id = this.#states.length;
    this.#byPositions.set(key, id);
    this.#states.push({
      positions,
      accepts: positions.some((position) => this.#tokens[position] === undefined),
      full: end !== undefined,
      relevant: end === undefined ? this.#relevant(positions) : [],
      next: new Map(),
    });
    return id;
  }

  #isFull(position: number): boolean {
    const token = this.#tokens[position];
    return token?.kind === 'any' && token.crosses && this.#tokens[position + 1] === undefined;
  }

  #relevant(positions: readonly number[]): string[] {
    const found = new Set<string>();
    for (const position of positions) {
      const token = this.#tokens[position];
      if (token === undefined) continue;
      if (token.kind === 'letter') {
        found.add(token.letter);
        if (this.#fold[position]) for (const variant of variants(token.letter)) found.add(variant);
      } else if (token.kind !== 'opaque' && !token.crosses) {
        found.add(':');
      }
    }
    return [...found];
  }
}

const kept = new Map<string, Union>();
const KEPT_LIMIT = 4096;

/**
 * The union for patterns that `identity` tells apart, kept with the states that were built: policies are compared many
 * times over with little changed.
 */
export function union(identity: string, patterns: () => readonly Pattern[], reading: Reading): Union {
  const key = `${reading} ${identity}`;
  let found = kept.get(key);
  if (found === undefined) {
    if (kept.size >= KEPT_LIMIT) kept.clear();
    found = new Union(patterns(), reading);
    kept.set(key, found);
  }
  return found;
}

/** Whether a concrete text is in a language. */
export function accepts(language: Language, word: readonly string[]): boolean {
  let state = language.start;
  for (const letter of word) state = language.step(state, letter);
  return language.accepts(state);
}
