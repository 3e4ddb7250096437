import { wordClasses } from './automaton';
import { type Atom, hasUnknown } from './conditions';
import { accepts, type Language, type Reading, union } from './language';
import { arnPattern, letters, likePattern, literalPattern, type Pattern, wordText } from './pattern';
import { anyText, arnValues, someText } from './universe';
import { ADDRESS_SPACES, addressText, dateText, numberText, parseCidr, parseDate, parseNumber } from './values';

/** An atom, and how what is unknown in its values is read. */
export interface Term {
  readonly atom: Atom;
  readonly reading: Reading;
}

/** One value that a key may have in a request, and for which of the terms it holds. */
export interface ElementClass {
  readonly value: string;
  readonly holds: readonly boolean[];
}

/** The reading of a match whose opposite is read so: a negated atom surely holds unless its values possibly match. */
export const flipped = (reading: Reading): Reading =>
  reading === 'freshly' ? reading : reading === 'surely' ? 'possibly' : 'surely';

const matchReading = ({ atom, reading }: Term): Reading => (atom.operator.negated ? flipped(reading) : reading);

/** The patterns of an atom that compares texts. */
export function textPatterns({ operator, values }: Atom): Pattern[] {
  return values.map((value) => {
    if (operator.compare === 'arn') return arnPattern(value);
    if (operator.compare === 'like') return likePattern(value);
    return literalPattern(value, operator.compare === 'ignore-case');
  });
}

const isText = ({ operator: { family } }: Atom): boolean =>
  family === 'string' || family === 'arn' || family === 'bool';

/** Of empty text among several values AWS says nothing; alone, it is no value: samples.ts. */
const universeOf = (terms: readonly Term[]): Language => {
  if (terms.every(({ atom }) => atom.operator.family === 'arn')) return arnValues;
  return terms.some(({ atom }) => atom.quantifier !== undefined) ? someText : anyText;
};

/**
 * Every combination of terms that a single value can fulfil, each with such a value. Undefined when it can't be told:
 * operators of two kinds on one key, or an unknown text where a number, date or address is needed.
 * @throws TooManyStates
 */
export function elementClasses(terms: readonly Term[], opaques: readonly string[]): ElementClass[] | undefined {
  const families = new Set(terms.map(({ atom }) => (isText(atom) ? 'text' : atom.operator.family)));
  const [family] = families;
  if (families.size > 1) return undefined;
  if (family === undefined) return [{ value: 'x', holds: [] }];
  return family === 'text' ? textClasses(terms, opaques) : pointClasses(terms, family);
}

function textClasses(terms: readonly Term[], opaques: readonly string[]): ElementClass[] {
  const languages = terms.map((term) => union(term.atom.identity, () => textPatterns(term.atom), matchReading(term)));
  const holds = (members: readonly boolean[]): boolean[] =>
    members.map((member, i) => member !== (terms[i]?.atom.operator.negated ?? false));
  if (terms.every(({ atom }) => atom.operator.family === 'bool')) {
    return ['true', 'false'].map((value) => ({
      value,
      holds: holds(languages.map((language) => accepts(language, letters(value)))),
    }));
  }
  return wordClasses({ universe: universeOf(terms), languages, opaques }).map(({ word, members }) => ({
    value: wordText(word),
    holds: holds(members),
  }));
}

interface Points {
  readonly candidates: readonly bigint[];
  readonly text: (point: bigint) => string;
}

function pointClasses(terms: readonly Term[], family: string): ElementClass[] | undefined {
  const bounds = terms.map(({ atom }) =>
    atom.values.map((value) => {
      if (family === 'ip') return parseCidr(value);
      const point = family === 'number' ? parseNumber(value) : parseDate(value);
      return point === undefined ? undefined : { first: point, last: point };
    }),
  );
  const known = bounds.map((list) => list.filter((bound) => bound !== undefined));
  if (known.some((list, i) => list.length < (bounds[i]?.length ?? 0))) return undefined;
  const { candidates, text } = points(known.flat(), family);
  return candidates.map((point) => ({
    value: text(point),
    holds: terms.map(({ atom: { operator } }, i) => {
      const matched = (known[i] ?? []).some(({ first, last }) => {
        if (operator.compare === '<') return point < first;
        if (operator.compare === '<=') return point <= first;
        if (operator.compare === '>') return point > first;
        if (operator.compare === '>=') return point >= first;
        return point >= first && point <= last;
      });
      return matched !== operator.negated;
    }),
  }));
}

/** Points of every stretch in which no comparison changes its mind. */
function points(bounds: readonly { first: bigint; last: bigint }[], family: string): Points {
  if (family === 'ip') {
    const edges = [
      ...ADDRESS_SPACES.map(({ first }) => first),
      ...bounds.flatMap(({ first, last }) => [first, last + 1n]),
    ];
    const inside = edges.filter((edge) => ADDRESS_SPACES.some(({ first, last }) => edge >= first && edge <= last));
    return { candidates: inside, text: addressText };
  }
  const unit = family === 'number' ? 10n ** 9n : 1000n;
  const sorted = [...new Set(bounds.map(({ first }) => first))].sort((a, b) => (a < b ? -1 : 1));
  const [least = 0n] = sorted;
  const between = sorted.flatMap((point, i) => {
    const next = sorted[i + 1];
    return next === undefined || next - point < 2n ? [] : [(point + next) / 2n];
  });
  const candidates = [...sorted, ...between, least - unit, (sorted.at(-1) ?? 0n) + unit];
  return { candidates, text: family === 'number' ? numberText : dateText };
}

/** The opaque symbols and policy variables in an atom's values. */
export const atomOpaques = (atom: Atom): string[] =>
  atom.values.some(hasUnknown) ? textPatterns(atom).flatMap(({ opaques }) => opaques) : [];
