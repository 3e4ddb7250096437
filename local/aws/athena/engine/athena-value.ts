import {
  type DuckDBBlobValue,
  type DuckDBDateValue,
  type DuckDBListValue,
  type DuckDBMapValue,
  type DuckDBStructValue,
  type DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import { type TrinoType } from '../trino/types/type';
import { javaDouble, javaFloat } from './java-number';
import { dateText, dayIntervalText, timestampText, yearIntervalText, zonedText } from './time-text';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_ColumnInfo.html */
export interface ColumnInfo {
  readonly CatalogName: 'hive';
  readonly SchemaName: '';
  readonly TableName: '';
  readonly Name: string;
  readonly Label: string;
  readonly Type: string;
  readonly Precision: number;
  readonly Scale: number;
  readonly Nullable: 'UNKNOWN';
  readonly CaseSensitive: boolean;
}

/** Athena's name of a type where it is not Trino's, and its precision. */
const types: Readonly<Partial<Record<TrinoType['kind'], readonly [type: string, precision: number]>>> = {
  tinyint: ['tinyint', 3],
  smallint: ['smallint', 5],
  integer: ['integer', 10],
  bigint: ['bigint', 19],
  real: ['float', 17],
  double: ['double', 17],
  varchar: ['varchar', 2147483647],
  timestamp: ['timestamp', 3],
  zoned: ['timestamp with time zone', 3],
  varbinary: ['varbinary', 1073741824],
};

/** A column of a type that has neither precision nor scale. */
export const plainColumn = (name: string, type: string): ColumnInfo => ({
  CatalogName: 'hive',
  SchemaName: '',
  TableName: '',
  Name: name,
  Label: name,
  Type: type,
  Precision: 0,
  Scale: 0,
  Nullable: 'UNKNOWN',
  CaseSensitive: false,
});

export function columnInfo(name: string, type: TrinoType): ColumnInfo {
  const [text, precision] = types[type.kind] ?? [type.kind, 0];
  const plain = plainColumn(name, text);
  switch (type.kind) {
    case 'decimal':
      return { ...plain, Precision: type.precision, Scale: type.scale };
    case 'varchar':
      return { ...plain, Precision: type.length ?? precision, CaseSensitive: true };
    default:
      return { ...plain, Precision: precision };
  }
}

/** A value as Athena prints it; null where it prints nothing. */
export function athenaText(value: DuckDBValue, type: TrinoType): string | null {
  if (value === null) return null;
  const inner = (item: DuckDBValue, of: TrinoType): string => athenaText(item, of) ?? 'null';
  switch (type.kind) {
    case 'double':
      return javaDouble(Number(value));
    case 'real':
      return javaFloat(Number(value));
    case 'timestamp':
      return timestampText((value as DuckDBTimestampValue).micros);
    case 'zoned':
      return zonedText((value as DuckDBTimestampValue).micros, type.zone);
    case 'date':
      return dateText((value as DuckDBDateValue).days);
    case 'interval day to second':
      return dayIntervalText(value as bigint);
    case 'interval year to month':
      return yearIntervalText(value as bigint);
    case 'varbinary':
      return [...(value as DuckDBBlobValue).bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    case 'array':
      return `[${(value as DuckDBListValue).items.map((item) => inner(item, type.element)).join(', ')}]`;
    case 'map': {
      const { entries } = value as DuckDBMapValue;
      return `{${entries.map((entry) => `${inner(entry.key, type.key)}=${inner(entry.value, type.value)}`).join(', ')}}`;
    }
    case 'row': {
      const { entries } = value as DuckDBStructValue;
      const fields = type.fields.map(
        (field, index) => `${field.name ?? `field${index}`}=${inner(entries[field.key] ?? null, field.type)}`,
      );
      return `{${fields.join(', ')}}`;
    }
    default:
      return String(value);
  }
}
