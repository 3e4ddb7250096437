import { optionalBoolean, textMap, valueAt } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { type Column } from '../glue/glue-table';
import { UserError } from '../../../scripts/user-error';
import { type Cell, type ConvertValue, hiveValue, openXValue, openXValueByCase } from './column-value';
import { documentsOf, type JsonObject } from './documents';
import { isHive, requireKnown } from './known';
import { UsualRecord } from './usual-record';

export interface Deserializer {
  /** Turns a record into rows of the table, a value for each column. @throws ConversionFailure */
  rows(data: Buffer): Cell[][];
  /** Finds the one row of most records without making anything of them. */
  readonly usual: Pick<UsualRecord, 'read' | 'begins' | 'ends'>;
}

const path = 'extended_s3_configuration.data_format_conversion_configuration.input_format_configuration.deserializer';

/** The deserializer that a delivery stream declares. @throws UserError for what is not known of it */
export function deserializerOf(stream: Block, columns: readonly Column[]): Deserializer {
  requireKnown(stream, columns);
  if (isHive(stream)) {
    return rowsBy(columns, { keys: new Map(), convert: hiveValue, lower: true, dots: false });
  }
  if (valueAt(stream, `${path}.open_x_json_ser_de`) === undefined) {
    throw new UserError(`${stream.address}: ${path} names no deserializer: give open_x_json_ser_de.`);
  }
  const lower = optionalBoolean(stream, `${path}.open_x_json_ser_de.case_insensitive`) ?? true;
  return rowsBy(columns, {
    keys: new Map(Object.entries(textMap(stream, `${path}.open_x_json_ser_de.column_to_json_key_mappings`))),
    convert: lower ? openXValue : openXValueByCase,
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
  readonly convert: ConvertValue;
}

function rowsBy(columns: readonly Column[], rules: Rules): Deserializer {
  const fields = columns.map(({ name, hiveType }) => ({
    key: rules.keys.get(name) ?? name,
    type: hiveType.toLowerCase(),
  }));
  const columnOf = columnIndex(
    fields.map(({ key }) => key),
    rules,
  );
  const values: unknown[] = fields.map(() => undefined);
  const row = (document: JsonObject): Cell[] => {
    values.fill(undefined);
    for (const key in document) {
      const column = columnOf(key);
      if (column >= 0) values[column] = document[key];
    }
    return fields.map(({ key, type }, index) => rules.convert(values[index], type, key));
  };
  return {
    rows: (data) => documentsOf(data).map(row),
    usual: new UsualRecord(
      fields.map(({ type }) => type),
      columnOf,
    ),
  };
}

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
