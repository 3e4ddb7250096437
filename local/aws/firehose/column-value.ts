import { ConversionFailure } from './documents';
import { NumberText } from './number-text';
import { date, openXTimestamp } from './timestamp';

/** A value as the Parquet writer takes it: whole numbers, dates and timestamps as text. */
export type Cell = string | number | null;

/** What a column of the Hive type has of it; `key` is for the message. @throws ConversionFailure */
export type ConvertValue = (value: unknown, type: string, key: string) => Cell;

/** https://github.com/floci-io/floci/pull/3333 and 3521: what AWS's OpenX deserializer made of each, probed. */
const openX =
  (lower: boolean): ConvertValue =>
  (value, type, key) => {
    if (value === null || value === undefined) return null;
    if (type === 'string') return typeof value === 'string' ? wellFormed(value) : wellFormed(textOf(value, lower));
    const converted =
      type === 'timestamp' ? openXTimestamp(value) : type === 'date' ? date(value) : numberOf(value, type);
    if (converted !== undefined) return converted;
    const isNumber = type !== 'timestamp' && type !== 'date';
    if (isNumber && typeof value === 'string') throw mismatch(`For input string: ${JSON.stringify(value)}`);
    throw mismatch(`Field ${key} is not a valid ${type}`);
  };

/** The keys of JSON that becomes text are in lower case as all others are. */
export const openXValue = openX(true);
export const openXValueByCase = openX(false);

/** The messages are AWS's: https://github.com/floci-io/floci/pull/3521 */
export const hiveValue: ConvertValue = (value, type, key) => {
  if (value === null || value === undefined) return null;
  const isScalar = typeof value !== 'object' || value instanceof NumberText;
  if (type === 'string') {
    if (isScalar) return wellFormed(textOf(value, false));
    throw malformed('One or more fields have incorrect format. Exception when validating field (root)');
  }
  if (typeof value === 'string') {
    throw mismatch('Current token (VALUE_STRING) not numeric, can not use numeric value accessors');
  }
  const converted = numberOf(value, type);
  if (converted === undefined) throw mismatch(`Field ${key} is not a valid ${type}`);
  return converted;
};

const malformed = (message: string) => new ConversionFailure('DataFormatConversion.MalformedData', message);
const mismatch = (why: string) => malformed(`Data does not match the schema. ${why}`);

const wholeNumbers: Readonly<Record<string, readonly [bigint, bigint]>> = {
  tinyint: [-128n, 127n],
  smallint: [-32768n, 32767n],
  int: [-2147483648n, 2147483647n],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n],
};
/** What the type holds; the writer refuses the file for more. */
const largest: Readonly<Record<string, number>> = { float: 3.4028234e38, double: Number.MAX_VALUE };
const decimal = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

function numberOf(value: unknown, type: string): string | number | undefined {
  if (typeof value === 'boolean' || (typeof value === 'object' && !(value instanceof NumberText))) return undefined;
  const text = textOf(value, false);
  const range = wholeNumbers[type];
  if (range) {
    if (!/^-?\d{1,19}$/.test(text)) return undefined;
    return BigInt(text) >= range[0] && BigInt(text) <= range[1] ? text : undefined;
  }
  return decimal.test(text) && Math.abs(Number(text)) <= (largest[type] ?? 0) ? Number(text) : undefined;
}

/** A scalar's text, or the JSON of what is nested. */
function textOf(value: unknown, lower: boolean): string {
  if (value instanceof NumberText) return value.text;
  return typeof value === 'object' ? jsonOf(value, lower) : String(value);
}

/** By recursion: no document is nested so deep that the stack would not do. */
function jsonOf(value: unknown, lower: boolean): string {
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) return `[${value.map((item) => jsonOf(item, lower)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, item]) => [lower ? key.toLowerCase() : key, jsonOf(item, lower)] as const,
  );
  // Of keys that fall together, the last counts.
  return `{${[...new Map(members)].map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}`;
}

const surrogate = /[\uD800-\uDFFF]/;
const loneSurrogate = /\p{Surrogate}/gu;

/** Half of a pair is no character, and no UTF-8 can hold it. */
const wellFormed = (text: string): string => (surrogate.test(text) ? text.replaceAll(loneSurrogate, '\uFFFD') : text);
