import { NotInLocalRun } from '../errors';
import { quoteText } from '../../../glue/hive-type';
import { refuse } from '../types/cast';
import { arrayOf, bigint, boolean, integer, varchar } from '../types/type';
import { type Functions, type Given, same } from './overload';

/**
 * Patterns that Java's engine (Trino's) and RE2 (DuckDB's) read alike: literals, classes of ranges, `\d`, `\w`, `.`,
 * groups, alternatives, greedy and lazy repetition, `^`, `$`. `\s` (RE2 lacks the vertical tab), `\b` and whatever else
 * is not named here is refused.
 */
const atom = String.raw`(?:[^\\^$.|?*+()[\]{}]|\\[dDwW]|\\[-\\^$.|?*+()[\]{}/"'#@%&,:;<>=!~_ ]|\.)`;
const inClass = String.raw`(?:[^\\[\]&^]|\\[dw]|\\[-\\^$.|?*+()[\]{}/])`;
const piece = String.raw`(?:${atom}|\[\^?${inClass}+\]|\((?:\?:|\?i\))?|\)|\||\^|\$)(?:[*+?](?![+])\??|\{\d{1,3}(?:,\d{0,3})?\}(?![+])\??)?`;
const alike = new RegExp(`^(?:\\(\\?i\\))?(?:${piece})*$`, 'su');

function pattern({ constant, name, at }: Given): string {
  const text = constant(1);
  if (!alike.test(text) || !isBalanced(text)) throw new NotInLocalRun(`${name}() with the pattern ${text}`, at);
  return quoteText(text);
}

/** The SQL, but a refusal for the texts that the two engines would read differently. */
function sure(given: Given, sql: string): string {
  const text = given.constant(1);
  const s = subject(given.sql);
  const beyond = `regexp_replace(${s}, '[\\x00-\\x7F]', '', 'g')`;
  const doubts = [
    // Before a last line break, too, in Java.
    ...(/(?<!\\)\$/.test(text) ? [`ends_with(${s}, chr(10))`] : []),
    // RE2's classes are of ASCII alone.
    ...(/\\[dD]/.test(text) ? [`regexp_matches(${beyond}, '\\p{Nd}')`] : []),
    ...(/\\[wW]/.test(text) ? [`regexp_matches(${beyond}, '[\\p{L}\\p{M}\\p{N}\\p{Pc}]')`] : []),
    ...(/\(\?i/.test(text) ? [`${beyond} <> ''`] : []),
    ...(/(?<!\\)\./.test(text) ? [`contains(${s}, chr(10))`, `contains(${s}, chr(13))`] : []),
  ];
  if (doubts.length === 0) return sql;
  return `(CASE WHEN ${doubts.join(' OR ')} THEN ${refuse(`${given.name}() of such a text with the pattern ${text}`)} ELSE ${sql} END)`;
}

function isBalanced(text: string): boolean {
  try {
    new RegExp(text.replace(/^\(\?i\)/, ''), 'u');
    return true;
  } catch {
    return false;
  }
}

const subject = ([s = '']: readonly string[]): string => s;
const groupOf = (given: Given, index: number): number => {
  const group = Number(given.constant(index));
  const groups = [...given.constant(1).matchAll(/(?<!\\)\((?!\?)/g)].length;
  if (group < 0 || group > groups) throw new NotInLocalRun(`${given.name}() of group ${group}`, given.at);
  return group;
};

/** NULL where nothing matches, and where the group took no part: RE2 here says '' to both. */
function extract(given: Given, group: number): string {
  const s = subject(given.sql);
  const optional = group > 0 && /[?*|]|\{0/.test(given.constant(1).replaceAll(/\\./g, ''));
  const doubt = `WHEN regexp_extract(${s}, ${pattern(given)}, ${group}) = '' THEN ${refuse('regexp_extract() of a group that may have taken no part')} `;
  return sure(
    given,
    `(CASE WHEN NOT regexp_matches(${s}, ${pattern(given)}) THEN NULL ${optional ? doubt : ''}WHEN regexp_matches(${s}, ${pattern(given)}) THEN regexp_extract(${s}, ${pattern(given)}, ${group}) END)`,
  );
}

/** Java's `$1` is RE2's `\1`. */
function replacement(given: Given): string {
  const text = given.constant(2);
  const groups = [...given.constant(1).matchAll(/(?<!\\)\((?!\?)/g)].length;
  const named = [...text.matchAll(/\$(\d+)/g)];
  const plain = text.replaceAll(/\$\d/g, '');
  if (/[\\$]/.test(plain) || named.some(([, digits = '']) => digits.length > 1 || Number(digits) > groups)) {
    throw new NotInLocalRun(`regexp_replace() with the replacement ${text}`, given.at);
  }
  return quoteText(text.replaceAll(/\$(\d)/g, '\\$1'));
}

/** Java and RE2 walk on alike behind a match unless it is empty. */
function neverEmpty(given: Given): void {
  let empty = true;
  try {
    empty = new RegExp(given.constant(1).replace(/^\(\?i\)/, ''), 'u').test('');
  } catch {
    empty = true;
  }
  if (empty) throw new NotInLocalRun(`${given.name}() with a pattern that matches nothing at all`, given.at);
}

/** https://trino.io/docs/current/functions/regexp.html */
export const regexp: Functions = {
  regexp_like: [
    {
      takes: 'varchar, varchar',
      gives: boolean,
      sql: (given) => sure(given, `regexp_matches(${subject(given.sql)}, ${pattern(given)})`),
    },
  ],
  regexp_extract: [
    { takes: 'varchar, varchar', gives: same, sql: (given) => extract(given, 0) },
    { takes: 'varchar, varchar, bigint', gives: same, sql: (given) => extract(given, groupOf(given, 2)) },
  ],
  regexp_extract_all: [
    {
      takes: 'varchar, varchar',
      gives: arrayOf(varchar),
      sql(given) {
        neverEmpty(given);
        return sure(given, `regexp_extract_all(${subject(given.sql)}, ${pattern(given)})`);
      },
    },
    {
      takes: 'varchar, varchar, bigint',
      gives: arrayOf(varchar),
      sql(given) {
        neverEmpty(given);
        if (/[?*|]|\{0/.test(given.constant(1)))
          throw new NotInLocalRun('regexp_extract_all() of a group that may take no part', given.at);
        return sure(given, `regexp_extract_all(${subject(given.sql)}, ${pattern(given)}, ${groupOf(given, 2)})`);
      },
    },
  ],
  regexp_replace: [
    {
      takes: 'varchar, varchar',
      gives: same,
      sql(given) {
        neverEmpty(given);
        return sure(given, `regexp_replace(${subject(given.sql)}, ${pattern(given)}, '', 'g')`);
      },
    },
    {
      takes: 'varchar, varchar, varchar',
      gives: varchar,
      sql(given) {
        neverEmpty(given);
        if (/[?*|]|\{0/.test(given.constant(1)) && /\$[1-9]/.test(given.constant(2))) {
          const plain = given.constant(1).replaceAll(/\([^()]*\)/g, '');
          if (/[?*|]|\{0/.test(plain) || /\)(?:[?*]|\{0)/.test(given.constant(1)))
            throw new NotInLocalRun('regexp_replace() of a group that may take no part', given.at);
        }
        return sure(given, `regexp_replace(${subject(given.sql)}, ${pattern(given)}, ${replacement(given)}, 'g')`);
      },
    },
  ],
  regexp_split: [
    {
      takes: 'varchar, varchar',
      gives: arrayOf(varchar),
      sql(given) {
        neverEmpty(given);
        return sure(given, `regexp_split_to_array(${subject(given.sql)}, ${pattern(given)})`);
      },
    },
  ],
  regexp_position: [
    {
      takes: 'varchar, varchar',
      gives: integer,
      sql(given) {
        neverEmpty(given);
        const s = subject(given.sql);
        const mark = 'chr(1)';
        return sure(
          given,
          `(CASE WHEN contains(${s}, ${mark}) THEN ${refuse('regexp_position() of such a text')} WHEN regexp_matches(${s}, ${pattern(given)}) THEN CAST(strpos(regexp_replace(${s}, ${pattern(given)}, ${mark}), ${mark}) AS INTEGER) WHEN ${s} IS NOT NULL THEN -1 END)`,
        );
      },
    },
  ],
  regexp_count: [
    {
      takes: 'varchar, varchar',
      gives: bigint,
      sql(given) {
        neverEmpty(given);
        return sure(given, `len(regexp_extract_all(${subject(given.sql)}, ${pattern(given)}))`);
      },
    },
  ],
};
