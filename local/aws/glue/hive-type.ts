import { UserError } from '../../../scripts/user-error';

/** A column type of the Glue catalog. https://docs.aws.amazon.com/athena/latest/ug/data-types.html */
export type HiveType =
  | { readonly kind: 'scalar'; readonly name: ScalarName }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'array'; readonly element: HiveType }
  | { readonly kind: 'map'; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly type: HiveType }[] };

/** Hive's name on the left, DuckDB's on the right. */
const scalars = {
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  int: 'INTEGER',
  bigint: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  binary: 'BLOB',
} as const;
export type ScalarName = keyof typeof scalars;

const isScalar = (name: string): name is ScalarName => Object.hasOwn(scalars, name);

/** Reads `string`, `decimal(10,2)`, `array<struct<a:int>>`, …. @throws UserError for a type that is not Hive's */
export function parseHiveType(text: string): HiveType {
  const tokens = text.toLowerCase().match(/[a-z_0-9]+|[<>(),:]/g) ?? [];
  let at = 0;
  const refuse = (): never => {
    throw new UserError(`Glue column type "${text}" is not a Hive type: use one such as string, bigint or timestamp.`);
  };
  const take = (token?: string): string => {
    const next = tokens[at++];
    if (next === undefined || (token !== undefined && next !== token)) return refuse();
    return next;
  };
  const type = (): HiveType => {
    const name = take();
    switch (name) {
      case 'array': {
        take('<');
        const element = type();
        take('>');
        return { kind: 'array', element };
      }
      case 'map': {
        take('<');
        const key = type();
        take(',');
        const value = type();
        take('>');
        return { kind: 'map', key, value };
      }
      case 'struct': {
        const fields = [];
        for (let open = take('<'); open !== '>'; open = take()) {
          const field = take();
          take(':');
          fields.push({ name: field, type: type() });
          if (tokens[at] !== ',' && tokens[at] !== '>') refuse();
        }
        return { kind: 'struct', fields };
      }
      case 'decimal': {
        if (tokens[at] !== '(') return { kind: 'decimal', precision: 10, scale: 0 };
        take('(');
        const precision = Number(take());
        const scale = tokens[at] === ',' ? Number((take(), take())) : 0;
        take(')');
        return { kind: 'decimal', precision, scale };
      }
      case 'varchar':
      case 'char':
        if (tokens[at] === '(') at += 3;
        return { kind: 'scalar', name: 'string' };
      case 'integer':
        return { kind: 'scalar', name: 'int' };
      default:
        return isScalar(name) ? { kind: 'scalar', name } : refuse();
    }
  };
  const parsed = type();
  return at === tokens.length ? parsed : refuse();
}

/** The type in DuckDB's words. */
export function duckdbType(type: HiveType): string {
  switch (type.kind) {
    case 'scalar':
      return scalars[type.name];
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'array':
      return `${duckdbType(type.element)}[]`;
    case 'map':
      return `MAP(${duckdbType(type.key)}, ${duckdbType(type.value)})`;
    case 'struct':
      return `STRUCT(${type.fields.map((field) => `${quoteName(field.name)} ${duckdbType(field.type)}`).join(', ')})`;
  }
}

/** A name in SQL. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** A string literal in SQL. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
