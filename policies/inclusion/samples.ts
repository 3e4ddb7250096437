import { holdsWithoutKey } from './conditions';
import { type ElementClass, elementClasses, type Term } from './predicates';
import { TooManyStates } from './automaton';

/** What a key may be in a request: absent (undefined), one value, or several; and which terms hold then. */
export interface Sample {
  readonly value: string | readonly string[] | undefined;
  readonly holds: readonly boolean[];
  /** False when IAM's answer is not known to us: the terms may hold so, or not. */
  readonly sure: boolean;
}

const SAMPLE_LIMIT = 4096;

/**
 * Every combination of terms on one key that a request can fulfil, each with a value that does so.
 * @throws TooManyStates
 */
export function keySamples(terms: readonly Term[], opaques: readonly string[]): Sample[] {
  const found = new Map<string, Sample>();
  const add = (sample: Sample): boolean => {
    const key = `${Number(sample.sure)}${sample.holds.map(Number).join('')}`;
    if (found.has(key)) return false;
    if (found.size >= SAMPLE_LIMIT) throw new TooManyStates(`more than ${SAMPLE_LIMIT} combinations of conditions`);
    found.set(key, sample);
    return true;
  };
  const isNull = terms.map(({ atom }) => atom.operator.compare === 'null');
  const comparing = terms.filter((_, i) => !isNull[i]);
  const quantified = comparing.some(({ atom }) => atom.quantifier !== undefined);

  /** Puts the answers of the comparing terms between those of the Null terms, which only ask whether the key is there. */
  const whole = (answers: readonly boolean[]): boolean[] => {
    let next = 0;
    return terms.map(({ atom }, i) =>
      isNull[i] ? atom.values.some((value) => value.toLowerCase() === 'false') : (answers[next++] ?? false),
    );
  };

  for (const sample of openSamples(
    undefined,
    terms.map(({ atom }) => holdsWithoutKey(atom)),
    terms,
  )) {
    add(sample);
  }
  const elements = elementClasses(comparing, opaques);
  if (elements === undefined) {
    const answers = comparing.map(() => undefined);
    for (const sample of openSamples('(some value)', answers, comparing))
      add({ ...sample, holds: whole(sample.holds) });
    return [...found.values()];
  }
  for (const { value, holds } of elements) add({ value, holds: whole(holds), sure: true });
  if (quantified) {
    for (const sample of setSamples(elements, comparing)) add({ ...sample, holds: whole(sample.holds) });
    for (const sample of emptySamples(terms)) add(sample);
  }
  return [...found.values()];
}

/**
 * A key whose only value is the empty text. "A null dataset, such as an empty string" is to a set operator what no key is:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function* emptySamples(terms: readonly Term[]): Generator<Sample> {
  const answers = terms.map(({ atom }): boolean | undefined =>
    atom.quantifier !== undefined || atom.operator.compare === 'null' ? holdsWithoutKey(atom) : undefined,
  );
  yield* openSamples([''], answers, terms);
}

/** Sets of two values and more. A term without a quantifier says of these what AWS doesn't define: anything. */
function* setSamples(elements: readonly ElementClass[], terms: readonly Term[]): Generator<Sample> {
  const seen = new Set<string>();
  const queue: { readonly value: readonly string[]; readonly holds: readonly boolean[] }[] = elements.map(
    ({ value, holds }) => ({ value: [value], holds }),
  );
  for (let at = 0; at < queue.length; at++) {
    const set = queue[at];
    if (set === undefined) break;
    for (const element of elements) {
      const holds = terms.map(({ atom: { quantifier } }, i) => {
        const [a = false, b = false] = [set.holds[i], element.holds[i]];
        return quantifier === 'ForAnyValue' ? a || b : quantifier === 'ForAllValues' ? a && b : false;
      });
      const key = holds.map(Number).join('');
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > SAMPLE_LIMIT) throw new TooManyStates(`more than ${SAMPLE_LIMIT} combinations of conditions`);
      const value = [...set.value, element.value];
      queue.push({ value, holds });
      const answers = holds.map((answer, i) => (terms[i]?.atom.quantifier === undefined ? undefined : answer));
      yield* openSamples(value, answers, terms);
    }
  }
}

/** Samples for answers of which some are open (undefined): each way to close them, the same for atoms that are the same. */
function* openSamples(
  value: Sample['value'],
  answers: readonly (boolean | undefined)[],
  terms: readonly Term[],
): Generator<Sample> {
  const open = [...new Set(terms.flatMap(({ atom: { identity } }, i) => (answers[i] === undefined ? [identity] : [])))];
  if (open.length > 10) throw new TooManyStates(`more than 10 conditions on one key that can't be compared`);
  for (let bits = 0; bits < 2 ** open.length; bits++) {
    const holds = answers.map(
      (answer, i) => answer ?? ((bits >> open.indexOf(terms[i]?.atom.identity ?? '')) & 1) === 1,
    );
    yield { value, holds, sure: open.length === 0 };
  }
}
