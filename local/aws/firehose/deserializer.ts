import { list, optionalBoolean, textMap, texts, valueAt } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { type Column } from '../glue/glue-table';
import { type HiveType } from '../glue/hive-type';
import { UserError } from '../../../scripts/user-error';
import { ConversionFailure, documentsOf, type JsonObject } from './documents';
import { date, hiveTimestamp, openXTimestamp } from './timestamp';

/** Turns the text of a record into rows of the table, each a line of JSON keyed by column. @throws ConversionFailure */
export type Deserializer = (text: string) => string[];

const path = 'extended_s3_configuration.data_format_conversion_configuration.input_format_configuration.deserializer';

/** The deserializer that a delivery stream declares. */
export function deserializerOf(stream: Block, columns: readonly Column[]): Deserializer {
  if (list(stream, `${path}.hive_json_ser_de`).length > 0) {
    const formats = texts(stream, `${path}.hive_json_ser_de.timestamp_formats`);
    const wrong = formats.find((format) => !/^(millis|yyyy-MM-dd( |'T')HH:mm:ss.*)$/.test(format));
    if (wrong !== undefined) {
      throw new UserError(
        `${stream.address}: timestamp_formats "${wrong}" is not read here: use the OpenX deserializer.`,
      );
    }
    return rowsBy(columns, {
      keys: new Map(),
      timestamp: (value) => hiveTimestamp(value, formats),
      lower: true,
      dots: false,
    });
  }
  if (valueAt(stream, `${path}.open_x_json_ser_de`) === undefined) {
    throw new UserError(`${stream.address}: ${path} names no deserializer: give open_x_json_ser_de.`);
  }
  const mappings = Object.entries(textMap(stream, `${path}.open_x_json_ser_de.column_to_json_key_mappings`));
  const lower = optionalBoolean(stream, `${path}.open_x_json_ser_de.case_insensitive`) ?? true;
  return rowsBy(columns, {
    keys: new Map(mappings.map(([column, key]) => [column, lower ? key.toLowerCase() : key])),
    timestamp: openXTimestamp,
    lower,
    dots: optionalBoolean(stream, `${path}.open_x_json_ser_de.convert_dots_in_json_keys_to_underscores`) ?? false,
  });
}

interface Rules {
  /** Column to JSON key, where they differ. */
  readonly keys: ReadonlyMap<string, string>;
  /** Keys are compared in lower case. */
  readonly lower: boolean;
  /** Dots in keys count as underscores. */
  readonly dots: boolean;
  timestamp(value: unknown): string | undefined;
}

function rowsBy(columns: readonly Column[], rules: Rules): Deserializer {
  const fields = columns.map(({ name, type }) => ({
    key: rules.keys.get(name) ?? name,
    type,
    start: `${JSON.stringify(name)}:`,
  }));
  const columnOf = columnIndex(
    fields.map(({ key }) => key),
    rules,
  );
  const values: unknown[] = fields.map(() => undefined);
  const row = (document: JsonObject): string => {
    values.fill(undefined);
    for (const key in document) {
      const column = columnOf(key);
      // Of keys that fall together, the last counts.
      if (column >= 0) values[column] = document[key];
    }
    let line = '';
    let index = 0;
    for (const { key, type, start } of fields) {
      const converted = convert(values[index++], type, key, rules);
      if (converted !== null) line += (line === '' ? start : `,${start}`) + toJson(converted);
    }
    return `{${line}}`;
  };
  return (text) => documentsOf(text).map(row);
}

/** Printable ASCII but quote and backslash: most values, which JSON writes as they are. */
const plain = /^[ !#-[\]-~]*$/;

const toJson = (value: unknown): string =>
  typeof value === 'string' && plain.test(value) ? `"${value}"` : JSON.stringify(value);

/** Senders use the same few keys; one who does not must not fill the memory. */
const keysRemembered = 1000;

/** Which column a JSON key belongs to, or -1; remembered: folding a key takes longer than the rest of its row. */
function columnIndex(keys: readonly string[], { lower, dots }: Rules): (key: string) => number {
  const known = new Map<string, number>();
  return (key) => {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const dotless = dots ? key.replaceAll('.', '_') : key;
    const column = keys.indexOf(lower ? dotless.toLowerCase() : dotless);
    if (known.size < keysRemembered) known.set(key, column);
    return column;
  };
}

const surrogate = /[\uD800-\uDFFF]/;
const loneSurrogate = /\p{Surrogate}/gu;
const wholeNumbers: Readonly<Record<string, readonly [bigint, bigint]>> = {
  tinyint: [-128n, 127n],
  smallint: [-32768n, 32767n],
  int: [-2147483648n, 2147483647n],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** A value as the Parquet writer takes it for a column of the type. */
function convert(value: unknown, type: HiveType, key: string, rules: Rules): unknown {
  if (value === null || value === undefined) return null;
  // Nearly all of it, so before all else.
  if (typeof value === 'string' && type.kind === 'scalar' && type.name === 'string') return wellFormed(value);
  const refuse = (): never => {
    const kind = type.kind === 'scalar' ? type.name : type.kind;
    throw new ConversionFailure(
      'DataFormatConversion.MalformedData',
      `Data does not match the schema. Field ${key} is not a valid ${kind}`,
    );
  };
  switch (type.kind) {
    case 'array':
      return Array.isArray(value) ? value.map((item) => convert(item, type.element, key, rules)) : refuse();
    case 'map':
      if (typeof value !== 'object' || Array.isArray(value)) return refuse();
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          String(convert(name, type.key, key, rules)),
          convert(item, type.value, key, rules),
        ]),
      );
    case 'struct': {
      if (typeof value !== 'object' || Array.isArray(value)) return refuse();
      const byName = new Map(Object.entries(value).map(([name, item]) => [name.toLowerCase(), item as unknown]));
      return Object.fromEntries(
        type.fields.map((field) => [field.name, convert(byName.get(field.name), field.type, key, rules)]),
      );
    }
    case 'decimal':
      return fitsDecimal(value, type.precision - type.scale) ? String(value) : refuse();
  }
  switch (type.name) {
    case 'string':
      return wellFormed(typeof value === 'object' ? JSON.stringify(value) : String(value));
    case 'boolean':
      return value === true || value === 'true' ? true : value === false || value === 'false' ? false : refuse();
    case 'timestamp':
      return rules.timestamp(value) ?? refuse();
    case 'date':
      return date(value) ?? refuse();
    case 'float':
    case 'double':
      return isNumeric(value) && Math.abs(Number(value)) <= largest[type.name] ? Number(value) : refuse();
    case 'binary':
      return typeof value === 'string' ? value : refuse();
    default: {
      const [least, most] = wholeNumbers[type.name] ?? [0n, 0n];
      const text = String(value);
      if (typeof value === 'object' || !/^-?\d{1,19}$/.test(text)) return refuse();
      return BigInt(text) >= least && BigInt(text) <= most ? text : refuse();
    }
  }
}

/** What the type holds; the writer refuses the file for more. */
const largest = { float: 3.4028234e38, double: Number.MAX_VALUE };

const isNumeric = (value: unknown): value is number | string =>
  typeof value === 'number' || (typeof value === 'string' && /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(value));

/** Digits before the point must fit; those behind it are rounded. */
const fitsDecimal = (value: unknown, digits: number): boolean =>
  isNumeric(value) && Math.abs(Number(value)) < 10 ** digits - 0.5;

/** Half of a pair is no character, and no UTF-8 can hold it. */
const wellFormed = (text: string): string => (surrogate.test(text) ? text.replaceAll(loneSurrogate, '\uFFFD') : text);
