import { TooManyStates } from './automaton';
import { type Atom } from './conditions';
import { type Reading } from './language';
import { atomOpaques, type Term } from './predicates';
import { keySamples, type Sample } from './samples';

/** The values of condition keys in a request; a key that is absent is left out. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** Conditions of statements that all match one action and resource. Each is a conjunction of atoms. */
export interface Question {
  readonly allow: readonly Atom[];
  readonly butNot: readonly (readonly Atom[])[];
  readonly widerAllows: readonly (readonly Atom[])[];
  readonly widerDenies: readonly (readonly Atom[])[];
}

/** A context that the narrower side allows and the wider doesn't; `sure: false` when only perhaps so. */
export interface Solution {
  readonly context: Context;
  readonly sure: boolean;
}

const NODE_LIMIT = 200_000;

interface Place {
  readonly key: number;
  readonly term: number;
}
type Conjunction = readonly Place[];
type Chosen = readonly (Sample | undefined)[];

/** Whether a conjunction holds; undefined while it depends on keys that aren't chosen yet. */
function holds(conjunction: Conjunction, chosen: Chosen): boolean | undefined {
  let answer: boolean | undefined = true;
  for (const { key, term } of conjunction) {
    const sample = chosen[key];
    if (sample === undefined) answer = undefined;
    else if (sample.holds[term] !== true) return false;
  }
  return answer;
}

/**
 * Looks for a context in which `allow` holds and none of `butNot`, and which the wider side doesn't allow.
 * Exact: each key's possible values fall into finitely many classes (samples.ts), and keys are independent.
 * @param proving read what is unknown so that finding nothing is a proof for whatever it is
 * @throws TooManyStates
 */
export function solve(question: Question, opaques: readonly string[], proving: boolean): Solution | undefined {
  const keys: { readonly text: string; readonly terms: Term[] }[] = [];
  const keyIndex = new Map<string, number>();
  const place = (atom: Atom, whenProving: Reading): Place => {
    const reading = proving ? whenProving : 'freshly';
    let key = keyIndex.get(atom.key);
    if (key === undefined) {
      key = keys.push({ text: atom.keyText, terms: [] }) - 1;
      keyIndex.set(atom.key, key);
    }
    const terms = keys[key]?.terms ?? [];
    const known = terms.findIndex(
      (term) => term.atom.identity === atom.identity && (term.reading === reading || opaques.length === 0),
    );
    return { key, term: known >= 0 ? known : terms.push({ atom, reading }) - 1 };
  };
  const conjunction = (reading: Reading) => (atoms: readonly Atom[]) => atoms.map((atom) => place(atom, reading));

  // The narrower side's symbols are letters of the words in question; see the proof in README.md.
  const granting = grantingAtoms(question.allow);
  const allow = question.allow.map((atom) => place(atom, granting.has(atom) ? 'surely' : 'possibly'));
  const butNot = question.butNot.map(conjunction('surely'));
  const widerAllows = question.widerAllows.map(conjunction('surely'));
  const widerDenies = question.widerDenies.map(conjunction('possibly'));

  const samples = keys.map(({ terms }, key) =>
    keySamples(terms, opaques).filter(({ holds: answers }) =>
      allow.every((needed) => needed.key !== key || answers[needed.term] === true),
    ),
  );

  let nodes = 0;
  let unsure: Solution | undefined;
  const chosen: (Sample | undefined)[] = keys.map(() => undefined);
  const search = (depth: number): Solution | undefined => {
    if (++nodes > NODE_LIMIT) throw new TooManyStates(`more than ${NODE_LIMIT} combinations of conditions`);
    if (butNot.some((deny) => holds(deny, chosen) === true)) return undefined;
    const allowed = widerAllows.some((wider) => holds(wider, chosen) === true);
    if (allowed && widerDenies.every((deny) => holds(deny, chosen) === false)) return undefined;
    if (depth === keys.length) {
      const sure = chosen.every((sample) => sample?.sure ?? true);
      const context = Object.fromEntries(
        keys.flatMap(({ text }, key) => {
          const value = chosen[key]?.value;
          return value === undefined ? [] : [[text, value]];
        }),
      );
      if (sure) return { context, sure };
      unsure ??= { context, sure };
      return undefined;
    }
    for (const sample of samples[depth] ?? []) {
      chosen[depth] = sample;
      const found = search(depth + 1);
      if (found !== undefined) return found;
    }
    chosen[depth] = undefined;
    return undefined;
  };
  return search(0) ?? unsure;
}

/** Of each key the one atom by whose patterns texts are read as words: one with symbols, if there is one. */
function grantingAtoms(atoms: readonly Atom[]): Set<Atom> {
  const byKey = new Map<string, Atom>();
  for (const atom of atoms) {
    if (atom.operator.negated) continue;
    const known = byKey.get(atom.key);
    if (known === undefined || atomOpaques(known).length === 0) byKey.set(atom.key, atom);
  }
  return new Set(byKey.values());
}
