import { type Call, type Expression } from '../grammar/ast';
import { NotInLocalRun } from '../errors';
import { aggregates } from '../functions/aggregates';
import { mayRefuse } from '../types/cast';
import { type Analysis, type Context } from './context';
import { type Typed } from './scope';

/** @param value of its argument @throws NotInLocalRun */
export function verifyTry(call: Call, value: Typed, context: Context, analysis: Analysis): void {
  if (context.lambdas !== undefined) throw new NotInLocalRun('TRY() in a lambda', call);
  for (const arg of call.args) verifyWithinTry(arg, context);
  if (!mayRefuse(value.sql)) return;
  // What refuses is asked again without TRY, where what the engine itself fails at would be told instead of NULL.
  const failing = [...failingIn(call.args[0], context, analysis)][0];
  if (failing) throw new NotInLocalRun(`TRY() of ${failing} with what is only known for some values`, call);
}

/** What the engine fails at by itself: a sum that overflows, a number that another type has no room for. */
function* failingIn(node: Expression | undefined, context: Context, analysis: Analysis): Generator<string> {
  if (node === undefined || context.known?.(node)) return;
  if (node.kind === 'arithmetic' || node.kind === 'negate') yield 'arithmetic';
  if (node.kind === 'cast' && !['varchar', 'unknown'].includes(analysis.expression(node.value, context).type.kind)) {
    yield 'a cast of what is no text';
  }
  for (const part of partsOf(node)) yield* failingIn(part, context, analysis);
}

/**
 * Holds what stands within TRY() against what may: a fault there is NULL for the whole of it, and here a fault is NULL
 * where it comes, which is the same of nothing but what is NULL whenever a part of it is. All else would go on with the
 * NULL: `TRY(coalesce(1 / 0, 5))` is NULL, and would be 5.
 * @throws NotInLocalRun
 */
function verifyWithinTry(node: Expression, context: Context): void {
  // What groups hold and aggregates make comes from without.
  if (context.known?.(node)) return;
  for (const part of partsOf(node)) verifyWithinTry(part, context);
}

/** Those of which any that is NULL makes NULL. */
function partsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'null':
    case 'boolean':
    case 'integer':
    case 'decimal':
    case 'double':
    case 'string':
    case 'binary':
    case 'typed':
    case 'interval':
    case 'column':
    case 'current':
      return [];
    case 'negate':
    case 'not':
    case 'cast':
    case 'extract':
      return [node.value];
    case 'at time zone':
      return [node.value, node.zone];
    case 'field':
      return [node.base];
    case 'arithmetic':
    case 'compare':
      return [node.left, node.right];
    case 'subscript':
      return [node.base, node.index];
    case 'like':
      return [node.value, node.pattern];
    case 'call':
      return partsOfCall(node);
    default:
      throw new NotInLocalRun(`${words[node.kind] ?? node.kind} within TRY()`, node);
  }
}

function partsOfCall(call: Call): readonly Expression[] {
  // Outside of groups it is refused in its own words.
  if (aggregates[call.name] && !call.over) return [];
  if (call.over || !strictFunctions.has(call.name)) {
    throw new NotInLocalRun(`${call.name}()${call.over ? ' OVER' : ''} within TRY()`, call);
  }
  return call.args;
}

const words: Readonly<Partial<Record<Expression['kind'], string>>> = {
  and: 'AND',
  or: 'OR',
  'is null': 'IS NULL',
  'distinct from': 'IS DISTINCT FROM',
  between: 'BETWEEN',
  'in list': 'IN',
  'in query': 'IN',
  quantified: 'a comparison with a query',
  exists: 'EXISTS',
  subquery: 'a query',
  case: 'CASE',
  array: 'ARRAY[…]',
  row: 'ROW(…)',
};

/** The functions that give NULL whenever an argument is NULL, in Trino and in the SQL that is made of them here. */
export const strictFunctions: ReadonlySet<string> = new Set(
  (
    'abs array_distinct array_join array_max array_min array_position array_remove array_sort arrays_overlap ' +
    'bit_count bitwise_and bitwise_not bitwise_or bitwise_xor cardinality cbrt ceil ceiling chr codepoint concat ' +
    'contains current_timezone date date_add date_diff date_format date_parse date_trunc day day_of_month ' +
    'day_of_week day_of_year degrees dow doy e element_at exp floor from_base from_base64 from_hex ' +
    'from_iso8601_date from_iso8601_timestamp from_unixtime greatest hamming_distance hour infinity is_finite ' +
    'is_infinite is_nan json_array_length json_extract json_extract_scalar json_format last_day_of_month least ' +
    'length levenshtein_distance ln log log10 log2 lower lpad ltrim map_keys map_values md5 millisecond minute ' +
    'mod month nan now pi pow power quarter radians regexp_count regexp_extract regexp_extract_all regexp_like ' +
    'regexp_position regexp_replace regexp_split replace reverse round rpad rtrim second sequence sha1 sha256 ' +
    'sign slice split split_part sqrt starts_with strpos substr substring to_base to_base64 to_base64url to_hex ' +
    'to_iso8601 to_milliseconds to_unixtime to_utf8 translate trim truncate upper url_decode url_encode ' +
    'url_extract_fragment url_extract_host url_extract_parameter url_extract_path url_extract_port ' +
    'url_extract_protocol url_extract_query week week_of_year year year_of_week yow'
  ).split(' '),
);
