import { quoteText } from '../../../glue/hive-type';
import { NotInLocalRun, TrinoError } from '../errors';
import { raiseOf, refuse } from '../types/cast';
import { type Given } from './overload';

/** MySQL's letters in DuckDB's words. https://trino.io/docs/current/functions/datetime.html#mysql-date-functions */
const letters: Readonly<Record<string, string>> = {
  a: '%a',
  b: '%b',
  c: '%-m',
  d: '%d',
  e: '%-d',
  f: '%f',
  H: '%H',
  h: '%I',
  I: '%I',
  i: '%M',
  j: '%j',
  k: '%-H',
  l: '%-I',
  M: '%B',
  m: '%m',
  p: '%p',
  r: '%I:%M:%S %p',
  S: '%S',
  s: '%S',
  T: '%H:%M:%S',
  v: '%V',
  W: '%A',
  x: '%G',
  Y: '%Y',
  y: '%y',
};
const unsupported = new Set(['D', 'U', 'u', 'V', 'X', 'w']);

/** The pieces of a format: a letter behind its percent sign, or text. */
function pieces(format: string, { name, at }: Given): { readonly letter?: string; readonly text?: string }[] {
  return [...format.matchAll(/%(.)|[^%]+|%/gsu)].map(([whole, letter]) => {
    if (letter === undefined) {
      if (whole === '%') throw new NotInLocalRun(`${name}() with a percent sign at the end of its format`, at);
      return { text: whole };
    }
    if (unsupported.has(letter)) {
      throw new TrinoError('INVALID_FUNCTION_ARGUMENT', `%${letter} not supported in date format string`);
    }
    return letters[letter] === undefined ? { text: letter } : { letter };
  });
}

export function formatted(x: string, format: string, given: Given): string {
  const made = pieces(format, given)
    .map(({ letter, text }) => (letter === undefined ? (text ?? '').replaceAll('%', '%%') : (letters[letter] ?? '')))
    .join('');
  if (made === '') return `(CASE WHEN ${x} IS NOT NULL THEN '' END)`;
  return `(CASE WHEN year(${x}) NOT BETWEEN 1000 AND 9999 THEN ${refuse('date_format() of such a year')} ELSE strftime(${x}, ${quoteText(made)}) END)`;
}

/** What each letter reads: more digits, or fewer, are refused when they come. */
const reads: Readonly<Record<string, string>> = {
  Y: String.raw`(\d{4})`,
  m: String.raw`(\d{1,2})`,
  c: String.raw`(\d{1,2})`,
  d: String.raw`(\d{1,2})`,
  e: String.raw`(\d{1,2})`,
  H: String.raw`(\d{1,2})`,
  k: String.raw`(\d{1,2})`,
  i: String.raw`(\d{1,2})`,
  S: String.raw`(\d{1,2})`,
  s: String.raw`(\d{1,2})`,
  f: String.raw`(\d{1,9})`,
};
const places: Readonly<Record<string, string>> = {
  Y: 'year',
  m: 'month',
  c: 'month',
  d: 'day',
  e: 'day',
  H: 'hour',
  k: 'hour',
  i: 'minute',
  S: 'second',
  s: 'second',
  f: 'fraction',
};

export function parsed(s: string, format: string, given: Given): string {
  const expanded = format.replaceAll('%T', '%H:%i:%s');
  let pattern = '';
  const found: string[] = [];
  let before = false;
  for (const { letter, text } of pieces(expanded, given)) {
    if (letter === undefined) pattern += (text ?? '').replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
    else {
      const read = reads[letter];
      const place = places[letter] ?? '';
      // Digits beside digits are shared out by the parser's own rules.
      if (read === undefined || found.includes(place) || before) {
        throw new NotInLocalRun(`date_parse() with the format ${format}`, given.at);
      }
      pattern += read;
      found.push(place);
    }
    before = letter !== undefined;
  }
  const piece = (place: string, otherwise: string): string => {
    const index = found.indexOf(place);
    return index < 0 ? `'${otherwise}'` : `regexp_extract(${s}, ${quoteText(`^${pattern}$`)}, ${index + 1})`;
  };
  const group = (place: string, otherwise: string): string => `TRY_CAST(${piece(place, otherwise)} AS BIGINT)`;
  // Joda-Time, which Trino parses with, has another year for a month or a day without one: DateTimeParserBucket.computeMillis of
  // https://github.com/JodaOrg/joda-time, and DateTimeFormatter.withDefaultYear.
  const noYear = found.some((place) => place === 'month' || place === 'day') ? '2000' : '1970';
  const day = `TRY_CAST(${piece('year', noYear)} || '-' || ${piece('month', '1')} || '-' || ${piece('day', '1')} AS DATE)`;
  const [hour, minute, second] = [group('hour', '0'), group('minute', '0'), group('second', '0')];
  const index = found.indexOf('fraction');
  const fraction =
    index < 0
      ? ''
      : ` + to_milliseconds(TRY_CAST(left(rpad(regexp_extract(${s}, ${quoteText(`^${pattern}$`)}, ${index + 1}), 3, '0'), 3) AS BIGINT))`;
  const invalid = raiseOf('INVALID_FUNCTION_ARGUMENT', `'Invalid format: "' || ${s} || '"'`);
  const range = raiseOf('INVALID_FUNCTION_ARGUMENT', `'Cannot parse "' || ${s} || '": a value is out of its range'`);
  const made = `CAST(${day} AS TIMESTAMP)`;
  const wide = String.raw`.*\d{5,}.*`;
  return (
    `(CASE WHEN NOT regexp_full_match(${s}, ${quoteText(pattern)}) THEN (CASE WHEN regexp_full_match(${s}, ${quoteText(`(?s).*[^\\x00-\\x7F].*|[+-].*|${wide}`)}) THEN ${refuse('date_parse() of such a text', s)} ELSE ${invalid} END) ` +
    `WHEN ${hour} > 23 OR ${minute} > 59 OR ${second} > 59 OR (${s} IS NOT NULL AND ${made} IS NULL) THEN ${range} ` +
    `ELSE ${made} + to_seconds(${hour} * 3600 + ${minute} * 60 + ${second})${fraction} END)`
  );
}
