import { raise, refuse } from '../types/cast';
import { arrayOf, bigint, boolean, integer, varbinary, varchar, varcharOf } from '../types/type';
import { type Functions, type Overload, same } from './overload';

const invalid = (message: string): string => raise('INVALID_FUNCTION_ARGUMENT', `'${message}'`);

/** Of Java's `Character.isWhitespace`, which is what Trino trims. */
const spaces = [9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 0x1680, 0x2028, 0x2029, 0x205f, 0x3000]
  .concat([0, 1, 2, 3, 4, 5, 6, 8, 9, 10].map((offset) => 0x2000 + offset))
  .map((code) => `chr(${code})`)
  .join(' || ');

const trim = (name: string): Overload[] => [
  { takes: 'varchar', gives: same, sql: ({ sql: [s] }) => `${name}(${s}, ${spaces})` },
];

/** Letters whose simple mapping in Unicode is themselves, which DuckDB maps all the same. */
const kept = "'ß'";

const substring: Overload[] = [
  {
    takes: 'varchar, bigint',
    gives: same,
    strict: true,
    sql: ({ sql: [s = '', start = ''] }) =>
      `(CASE WHEN ${start} = 0 OR abs(${start}) > length(${s}) THEN '' ELSE substring(${s}, ${from(s, start)}) END)`,
  },
  {
    takes: 'varchar, bigint, bigint',
    gives: same,
    strict: true,
    sql: ({ sql: [s = '', start = '', length = ''] }) =>
      `(CASE WHEN ${start} = 0 OR abs(${start}) > length(${s}) OR ${length} <= 0 THEN '' ELSE substring(${s}, ${from(s, start)}, ${length}) END)`,
  },
];

const from = (s: string, start: string): string =>
  /^CAST\(\d+ AS/.test(start) ? start : `(CASE WHEN ${start} < 0 THEN length(${s}) + ${start} + 1 ELSE ${start} END)`;

const pad = (name: string): Overload[] => [
  {
    takes: 'varchar, bigint, varchar',
    gives: varchar,
    strict: true,
    sql: ({ sql: [s, size, by] }) =>
      `(CASE WHEN ${by} = '' THEN ${invalid('Padding string must not be empty')} ` +
      `WHEN ${size} < 0 OR ${size} > 2147483647 THEN ${invalid('Target length must be in the range [0..2147483647]')} ` +
      `ELSE ${name}(${s}, CAST(${size} AS INTEGER), ${by}) END)`,
  },
];

/** Bytes of a text of that form; what Trino says of others is refused. */
const decoded = (form: string, engine: string): Overload => ({
  takes: 'varchar',
  gives: varbinary,
  sql: ({ sql: [s], name }) =>
    `(CASE WHEN regexp_full_match(${s}, '${form}') THEN ${engine}(${s}) WHEN ${s} IS NOT NULL THEN ${refuse(`${name}() of a text of another form`, s)} END)`,
});

/** https://trino.io/docs/current/functions/string.html */
export const text: Functions = {
  length: [{ takes: 'varchar', gives: bigint, sql: ({ sql: [s] }) => `length(${s})` }],
  lower: [{ takes: 'varchar', gives: same, sql: ({ sql: [s] }) => `lower(${s})` }],
  upper: [
    {
      takes: 'varchar',
      gives: same,
      sql: ({ sql: [s] }) =>
        `(CASE WHEN contains(${s}, ${kept}) THEN array_to_string(list_transform(string_split(${s}, ${kept}), lambda x: upper(x)), ${kept}) ELSE upper(${s}) END)`,
    },
  ],
  reverse: [
    {
      takes: 'varchar',
      gives: same,
      // DuckDB's own keeps letters and their accents together.
      sql: ({ sql: [s] }) =>
        `array_to_string(list_transform(range(length(${s}), 0, -1), lambda i: substring(${s}, i, 1)), '')`,
      strict: true,
    },
    { takes: 'array(T)', gives: same, sql: ({ sql: [list] }) => `list_reverse(${list})` },
  ],
  trim: trim('trim'),
  ltrim: trim('ltrim'),
  rtrim: trim('rtrim'),
  substr: substring,
  substring,
  replace: [
    { takes: 'varchar, varchar', gives: same, sql: ({ sql: [s, part] }) => `replace(${s}, ${part}, '')` },
    {
      takes: 'varchar, varchar, varchar',
      gives: varchar,
      strict: true,
      sql: ({ sql: [s, part, by] }) =>
        `(CASE WHEN ${part} = '' THEN ${refuse('replace() of an empty text')} ELSE replace(${s}, ${part}, ${by}) END)`,
    },
  ],
  concat: [
    { takes: 'varchar, varchar, ...', gives: varchar, sql: ({ sql }) => `(${sql.join(' || ')})` },
    { takes: 'array(T), array(T), ...', gives: same, sql: ({ sql }) => `(${sql.join(' || ')})` },
  ],
  concat_ws: [
    {
      takes: 'varchar, array(varchar)',
      gives: varchar,
      strict: true,
      nulls: true,
      sql: ({ sql: [by, list] }) => `array_to_string(list_filter(${list}, lambda x: x IS NOT NULL), ${by})`,
    },
    {
      takes: 'varchar, varchar, ...',
      gives: varchar,
      nulls: true,
      sql: ({ sql: [by, ...parts] }) => `concat_ws(${by}, ${parts.join(', ')})`,
    },
  ],
  strpos: [
    {
      takes: 'varchar, varchar',
      gives: bigint,
      strict: true,
      sql: ({ sql: [s, part] }) => `(CASE WHEN ${part} = '' THEN 1 ELSE strpos(${s}, ${part}) END)`,
    },
    {
      takes: 'varchar, varchar, bigint',
      gives: bigint,
      strict: true,
      sql({ sql: [s, part], constant }) {
        const instance = Number(constant(2));
        if (instance < 1 || instance > 100) return refuse('strpos() of such an instance');
        // Occurrences may overlap: each is looked for behind the start of the one before.
        const before = `list_reduce(range(${instance}), lambda p, i: CASE WHEN p < 0 OR strpos(substring(${s}, p + 1), ${part}) = 0 THEN -1 ELSE strpos(substring(${s}, p + 1), ${part}) + p END, CAST(0 AS BIGINT))`;
        return `(CASE WHEN ${part} = '' THEN ${refuse('strpos() of an empty text')} ELSE greatest(${before}, 0) END)`;
      },
    },
  ],
  starts_with: [
    { takes: 'varchar, varchar', gives: boolean, sql: ({ sql: [s, part] }) => `starts_with(${s}, ${part})` },
  ],
  split: [
    {
      takes: 'varchar, varchar',
      gives: arrayOf(varchar),
      strict: true,
      sql: ({ sql: [s, by] }) =>
        `(CASE WHEN ${by} = '' THEN ${invalid('The delimiter may not be the empty string')} ELSE string_split(${s}, ${by}) END)`,
    },
  ],
  split_part: [
    {
      takes: 'varchar, varchar, bigint',
      gives: same,
      strict: true,
      sql: ({ sql: [s, by, index] }) =>
        `(CASE WHEN ${index} <= 0 THEN ${invalid('Index must be greater than zero')} WHEN ${by} = '' THEN ${refuse('split_part() by an empty text')} ELSE string_split(${s}, ${by})[${index}] END)`,
    },
  ],
  lpad: pad('lpad'),
  rpad: pad('rpad'),
  chr: [
    {
      takes: 'bigint',
      gives: varcharOf(1),
      sql: ({ sql: [n] }) =>
        `(CASE WHEN ${n} < 1 OR ${n} > 1114111 OR ${n} BETWEEN 55296 AND 57343 THEN ${refuse('chr() of such a number')} ELSE chr(CAST(${n} AS INTEGER)) END)`,
    },
  ],
  codepoint: [
    {
      takes: 'varchar',
      gives: integer,
      sql: ({ sql: [s] }) =>
        `(CASE WHEN length(${s}) <> 1 THEN ${refuse('codepoint() of a text that is not one character')} ELSE CAST(unicode(${s}) AS INTEGER) END)`,
    },
  ],
  levenshtein_distance: [
    {
      takes: 'varchar, varchar',
      gives: bigint,
      strict: true,
      // DuckDB counts bytes.
      sql: ({ sql: [a, b] }) =>
        `(CASE WHEN regexp_full_match(${a} || ${b}, '[\\x00-\\x7F]*') THEN levenshtein(${a}, ${b}) ELSE ${refuse('levenshtein_distance() beyond ASCII')} END)`,
    },
  ],
  hamming_distance: [
    {
      takes: 'varchar, varchar',
      gives: bigint,
      strict: true,
      sql: ({ sql: [a, b] }) =>
        `(CASE WHEN length(${a}) <> length(${b}) THEN ${invalid('The input strings to hamming_distance function must have the same length')} ` +
        `WHEN ${a} = '' THEN 0 WHEN regexp_full_match(${a} || ${b}, '[\\x00-\\x7F]*') THEN hamming(${a}, ${b}) ELSE ${refuse('hamming_distance() beyond ASCII')} END)`,
    },
  ],
  to_utf8: [{ takes: 'varchar', gives: varbinary, sql: ({ sql: [s] }) => `encode(${s})` }],
  from_utf8: [
    {
      takes: 'varbinary',
      gives: varchar,
      strict: true,
      sql: ({ sql: [b] }) => `coalesce(TRY(decode(${b})), ${refuse('from_utf8() of bytes that are not UTF-8')})`,
    },
  ],
  to_hex: [{ takes: 'varbinary', gives: varchar, sql: ({ sql: [b] }) => `hex(${b})` }],
  to_base64: [{ takes: 'varbinary', gives: varchar, sql: ({ sql: [b] }) => `to_base64(${b})` }],
  to_base64url: [
    {
      takes: 'varbinary',
      gives: varchar,
      sql: ({ sql: [b] }) => `replace(replace(to_base64(${b}), '+', '-'), '/', '_')`,
    },
  ],
  from_base64: [decoded(String.raw`([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?`, 'from_base64')],
  from_hex: [decoded('([0-9A-Fa-f]{2})*', 'unhex')],
  translate: [
    {
      takes: 'varchar, varchar, varchar',
      gives: varchar,
      strict: true,
      sql: ({ sql }) => `translate(${sql.join(', ')})`,
    },
  ],
  md5: [{ takes: 'varbinary', gives: varbinary, sql: ({ sql: [b] }) => `unhex(md5(${b}))` }],
  sha1: [{ takes: 'varbinary', gives: varbinary, sql: ({ sql: [b] }) => `unhex(sha1(${b}))` }],
  sha256: [{ takes: 'varbinary', gives: varbinary, sql: ({ sql: [b] }) => `unhex(sha256(${b}))` }],
};
