import { quoteText } from '../../../glue/hive-type';
import { NotInLocalRun } from '../errors';
import { refuse } from '../types/cast';
import { bigint, json, varchar } from '../types/type';
import { type Functions, type Given, same } from './overload';

/** `$.a.b[0]["c d"]`: what both engines' paths say alike. */
const step = /\.([A-Za-z_][A-Za-z0-9_]*)|\[(\d{1,9})\]|\["([^"\\*?\u0000-\u001f]+)"\]/y;

function path({ constant, name, at }: Given): string {
  const text = constant(1);
  if (!text.startsWith('$')) throw new NotInLocalRun(`${name}() with the path ${text}`, at);
  let made = '$';
  step.lastIndex = 1;
  for (let end = 1; end < text.length; end = step.lastIndex) {
    const found = step.exec(text);
    if (!found) throw new NotInLocalRun(`${name}() with the path ${text}`, at);
    const [, field, index, quoted] = found;
    made += index === undefined ? `."${field ?? quoted}"` : `[${Number(index)}]`;
  }
  return quoteText(made);
}

/** Trino reads no further than to what it is asked for: where the text is no JSON as a whole, what it says is not known. */
function within(s: string, name: string, made: string): string {
  return (
    `(CASE WHEN ${s} IS NULL THEN NULL WHEN NOT json_valid(${s}) THEN (CASE WHEN regexp_full_match(${s}, '[A-Za-z].*') AND NOT regexp_matches(${s}, '^(true|false|null)') THEN NULL ELSE ${refuse(`${name}() of a text that is not JSON as a whole`)} END) ` +
    `ELSE ${made} END)`
  );
}

/** A value as text that Trino would write so, too: no escapes, and no numbers but whole ones. */
function canonical(value: string, name: string): string {
  const numbers = `regexp_replace(${value}, '"[^"]*"', '', 'g')`;
  return `CASE WHEN contains(${value}, '\\') OR regexp_matches(${numbers}, '[0-9][.eE]|[0-9]{19}') THEN ${refuse(`${name}() of escapes, or of numbers that are fractions or great`)} ELSE ${value} END`;
}

const scalar = (given: Given): string => {
  const [s = ''] = given.sql;
  const at = path(given);
  const kind = `json_type(${s}, ${at})`;
  return within(
    s,
    given.name,
    `CASE WHEN ${kind} IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL WHEN ${kind} IN ('DOUBLE', 'HUGEINT') THEN ${refuse('json_extract_scalar() of a number with a fraction, or a great one')} ELSE json_extract_string(${s}, ${at}) END`,
  );
};

const extract = (given: Given): string => {
  const [s = ''] = given.sql;
  return within(s, given.name, canonical(`CAST(json_extract(${s}, ${path(given)}) AS VARCHAR)`, given.name));
};

const arrayLength = ({ sql: [s = ''], name }: Given): string =>
  within(s, name, `CASE WHEN json_type(${s}) = 'ARRAY' THEN CAST(json_array_length(${s}) AS BIGINT) END`);

/** https://trino.io/docs/current/functions/json.html */
export const jsonFunctions: Functions = {
  json_extract_scalar: [
    { takes: 'varchar, varchar', gives: same, sql: scalar },
    { takes: 'json, varchar', gives: varchar, sql: scalar },
  ],
  json_extract: ['varchar', 'json'].map((kind) => ({ takes: `${kind}, varchar`, gives: json, sql: extract })),
  json_array_length: ['varchar', 'json'].map((takes) => ({ takes, gives: bigint, sql: arrayLength })),
  json_format: [{ takes: 'json', gives: varchar, sql: ({ sql: [s = ''] }) => s }],
};
