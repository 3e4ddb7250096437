import { quoteText } from '../../../glue/hive-type';
import { NotInLocalRun } from '../errors';
import { refuse } from '../types/cast';
import { bigint, varchar, varcharOf } from '../types/type';
import { type Functions, type Given, same } from './overload';

/**
 * An address that java.net.URI, which Trino asks, and this pattern read alike: a scheme, a plain host, a port, a path of
 * unreserved letters and escapes. NULL comes of none of them; every other text but one that is no URI for sure is refused.
 */
const letter = String.raw`(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})`;
const address = String.raw`^([A-Za-z][A-Za-z0-9+.-]*)://([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::(\d{1,5}))?((?:/${letter}*)*)(?:\?((?:${letter}|[/?])*))?(?:#((?:${letter}|[/?])*))?$`;

const group = (s: string, index: number): string => `regexp_extract(${s}, ${quoteText(address)}, ${index})`;

/** Paths and queries come decoded; what escapes say beyond ASCII, and how `+` does, is refused. */
function decoded(value: string, { name }: Given): string {
  return `(CASE WHEN regexp_matches(${value}, '%[89A-Fa-f]') THEN ${refuse(`${name}() of such escapes`)} ELSE url_decode(${value}) END)`;
}

/** What is made of an address; Java fails on a blank, which then is NULL. */
function ofAddress({ sql: [s = ''], name }: Given, made: string): string {
  return `(CASE WHEN regexp_matches(${s}, ${quoteText(address)}) THEN ${made} WHEN regexp_matches(${s}, '[ "<>\\\\^\`{|}]') OR ${s} IS NULL THEN NULL ELSE ${refuse(`${name}() of such an address`)} END)`;
}

/** Of the first that has the name; what escapes and + say is refused. */
function parameter(given: Given): string {
  const name = given.constant(1);
  if (!/^[\w-]+$/.test(name)) throw new NotInLocalRun(`${given.name}() of ${name}`, given.at);
  const query = `('&' || ${group(given.sql[0] ?? '', 5)})`;
  const found = quoteText(`&${name}(?:=([^&]*))?(?:&|$)`);
  const value = `regexp_extract(${query}, ${found}, 1)`;
  return `(CASE WHEN NOT regexp_matches(${query}, ${found}) THEN NULL WHEN regexp_matches(${value}, '[%+]') THEN ${refuse(`${given.name}() of such escapes`)} ELSE ${value} END)`;
}

function part(index: number, decode: boolean, absent: 'empty' | 'null') {
  return [
    {
      takes: 'varchar',
      gives: same,
      sql(given: Given) {
        const [s = ''] = given.sql;
        const value = decode ? decoded(group(s, index), given) : group(s, index);
        const made = absent === 'null' ? `nullif(${value}, '')` : value;
        return ofAddress(given, made);
      },
    },
  ];
}

/** https://trino.io/docs/current/functions/url.html */
export const url: Functions = {
  url_extract_protocol: part(1, false, 'null'),
  url_extract_host: part(2, false, 'null'),
  url_extract_path: part(4, true, 'empty'),
  url_extract_query: part(5, true, 'empty'),
  url_extract_fragment: part(6, true, 'empty'),
  url_extract_port: [
    {
      takes: 'varchar',
      gives: bigint,
      sql: (given) => ofAddress(given, `TRY_CAST(${group(given.sql[0] ?? '', 3)} AS BIGINT)`),
    },
  ],
  url_extract_parameter: [
    { takes: 'varchar, varchar', gives: same, sql: (given) => ofAddress(given, parameter(given)) },
  ],
  url_encode: [
    {
      takes: 'varchar',
      gives: ([type]) =>
        type?.kind === 'varchar' && type.length !== undefined ? varcharOf(type.length * 12) : varchar,
      // Java keeps * and not ~, and writes a blank as +.
      sql: ({ sql: [s] }) => `replace(replace(replace(url_encode(${s}), '%20', '+'), '%2A', '*'), '~', '%7E')`,
    },
  ],
  url_decode: [
    {
      takes: 'varchar',
      gives: same,
      sql: ({ sql: [s] }) =>
        `(CASE WHEN regexp_matches(${s}, '%[89A-Fa-f]|%([^0-9A-Fa-f]|.[^0-9A-Fa-f]|.?$)') THEN ${refuse('url_decode() of such escapes')} ELSE url_decode(replace(${s}, '+', ' ')) END)`,
    },
  ],
};
