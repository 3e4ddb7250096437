import {
  type DuckDBDateValue,
  type DuckDBListValue,
  type DuckDBMapValue,
  type DuckDBStructValue,
  type DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';

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

/** By DuckDB's type: Athena's name and precision. What Trino has no name for is told as varchar. */
const types: Readonly<Record<string, readonly [type: string, precision: number]>> = {
  BOOLEAN: ['boolean', 0],
  TINYINT: ['tinyint', 3],
  SMALLINT: ['smallint', 5],
  INTEGER: ['integer', 10],
  BIGINT: ['bigint', 19],
  // A sum of whole numbers: Trino's is a bigint.
  HUGEINT: ['bigint', 19],
  FLOAT: ['float', 17],
  DOUBLE: ['double', 17],
  VARCHAR: ['varchar', 2147483647],
  DATE: ['date', 0],
  TIMESTAMP: ['timestamp', 3],
  'TIMESTAMP WITH TIME ZONE': ['timestamp with time zone', 3],
  BLOB: ['varbinary', 1073741824],
};

export function columnInfo(name: string, duckdbType: string): ColumnInfo {
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(duckdbType);
  const nested = duckdbType.endsWith(']')
    ? 'array'
    : duckdbType.startsWith('MAP')
      ? 'map'
      : duckdbType.startsWith('STRUCT')
        ? 'row'
        : undefined;
  const [type, precision] = decimal ? ['decimal', Number(decimal[1])] : (types[duckdbType] ?? [nested ?? 'varchar', 0]);
  return {
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: name,
    Label: name,
    Type: type,
    Precision: precision,
    Scale: decimal ? Number(decimal[2]) : 0,
    Nullable: 'UNKNOWN',
    CaseSensitive: type === 'varchar',
  };
}

/** A value as Athena prints it; null where it prints nothing. */
export function athenaText(value: DuckDBValue, duckdbType: string): string | null {
  if (value === null) return null;
  if (typeof value === 'number')
    return duckdbType === 'DOUBLE' || duckdbType === 'FLOAT' ? javaDouble(value) : String(value);
  if (typeof value !== 'object') return String(value);
  if (duckdbType === 'TIMESTAMP') return timestampText((value as DuckDBTimestampValue).micros);
  if (duckdbType === 'DATE') return dateText((value as DuckDBDateValue).days);
  if (duckdbType.endsWith('[]')) {
    const element = duckdbType.slice(0, -2);
    return `[${(value as DuckDBListValue).items.map((item) => athenaText(item, element) ?? 'null').join(', ')}]`;
  }
  if (duckdbType.startsWith('STRUCT')) {
    const entries = Object.entries((value as DuckDBStructValue).entries);
    return `{${entries.map(([name, item]) => `${name}=${athenaText(item, '') ?? 'null'}`).join(', ')}}`;
  }
  if (duckdbType.startsWith('MAP')) {
    const { entries } = value as DuckDBMapValue;
    return `{${entries.map((entry) => `${athenaText(entry.key, '')}=${athenaText(entry.value, '') ?? 'null'}`).join(', ')}}`;
  }
  return String(value);
}

/** `2020-10-10 08:00:00.000`: Athena's timestamps have milliseconds. */
function timestampText(micros: bigint): string {
  const millis = micros >= 0n ? micros / 1000n : (micros - 999n) / 1000n;
  return new Date(Number(millis)).toISOString().replace('T', ' ').replace('Z', '');
}

const dateText = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

/** Java's Double.toString: `1.0`, `1.0E7`, `1.5E-4`. */
function javaDouble(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e7)) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits = '', exponent] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}
