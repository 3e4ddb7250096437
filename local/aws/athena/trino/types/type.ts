import { quoteName } from '../../../glue/hive-type';

/** A type of Trino. https://trino.io/docs/current/language/types.html */
export type TrinoType =
  | { readonly kind: SimpleKind }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'varchar'; readonly length?: number }
  | { readonly kind: 'timestamp'; readonly precision: number }
  /** The zone is known before the query runs: the value is the instant in UTC. */
  | { readonly kind: 'zoned'; readonly precision: number; readonly zone: string }
  | { readonly kind: 'array'; readonly element: TrinoType }
  | { readonly kind: 'map'; readonly key: TrinoType; readonly value: TrinoType }
  | { readonly kind: 'row'; readonly fields: readonly RowField[] };

export interface RowField {
  readonly name?: string;
  /** What DuckDB's struct calls it. */
  readonly key: string;
  readonly type: TrinoType;
}

export type SimpleKind =
  | 'unknown'
  | 'boolean'
  | 'tinyint'
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'real'
  | 'double'
  | 'varbinary'
  | 'date'
  | 'json'
  | 'interval day to second'
  | 'interval year to month';

const simple = (kind: SimpleKind): TrinoType => ({ kind });
export const unknown = simple('unknown');
export const boolean = simple('boolean');
export const integer = simple('integer');
export const bigint = simple('bigint');
export const double = simple('double');
export const real = simple('real');
export const date = simple('date');
export const json = simple('json');
export const varbinary = simple('varbinary');
export const dayInterval = simple('interval day to second');
export const yearInterval = simple('interval year to month');
export const varchar: TrinoType = { kind: 'varchar' };
export const varcharOf = (length: number): TrinoType => ({ kind: 'varchar', length });
export const decimal = (precision: number, scale: number): TrinoType => ({ kind: 'decimal', precision, scale });
export const timestamp = (precision = 3): TrinoType => ({ kind: 'timestamp', precision });
export const zoned = (zone: string, precision = 3): TrinoType => ({ kind: 'zoned', precision, zone });
export const arrayOf = (element: TrinoType): TrinoType => ({ kind: 'array', element });

export const integerKinds: readonly string[] = ['tinyint', 'smallint', 'integer', 'bigint'];
export const isInteger = ({ kind }: TrinoType): boolean => integerKinds.includes(kind);
export const isFloating = ({ kind }: TrinoType): boolean => kind === 'real' || kind === 'double';
export const isNumeric = (type: TrinoType): boolean => isInteger(type) || isFloating(type) || type.kind === 'decimal';

/** As Trino's `typeof` and its messages write it. */
export function typeText(type: TrinoType): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'varchar':
      return type.length === undefined ? 'varchar' : `varchar(${type.length})`;
    case 'timestamp':
      return `timestamp(${type.precision})`;
    case 'zoned':
      return `timestamp(${type.precision}) with time zone`;
    case 'array':
      return `array(${typeText(type.element)})`;
    case 'map':
      return `map(${typeText(type.key)}, ${typeText(type.value)})`;
    case 'row':
      return rowText(type.fields);
    default:
      return type.kind;
  }
}

/** The row that these columns are, as its type is told. */
export const rowText = (fields: readonly { readonly name?: string; readonly type: TrinoType }[]): string =>
  `row(${fields.map(({ name, type }) => (name === undefined ? '' : `"${name}" `) + typeText(type)).join(', ')})`;

export const sameType = (a: TrinoType, b: TrinoType): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The type that holds the values. */
export function storageOf(type: TrinoType): string {
  switch (type.kind) {
    case 'unknown':
      return 'INTEGER';
    case 'real':
      return 'FLOAT';
    case 'varbinary':
      return 'BLOB';
    case 'json':
    case 'varchar':
      return 'VARCHAR';
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'interval day to second':
    case 'interval year to month':
      return 'BIGINT';
    case 'zoned':
      return 'TIMESTAMP';
    case 'array':
      return `${storageOf(type.element)}[]`;
    case 'map':
      return `MAP(${storageOf(type.key)}, ${storageOf(type.value)})`;
    case 'row':
      return `STRUCT(${type.fields.map(({ key, type: field }) => `${quoteName(key)} ${storageOf(field)}`).join(', ')})`;
    default:
      return type.kind.toUpperCase();
  }
}

export const isNegatable = (type: TrinoType): boolean => isNumeric(type) || type.kind.startsWith('interval');
