import { type TypeName } from '../grammar/ast';
import { type Position } from '../grammar/token';
import { NotInLocalRun, TrinoError } from '../errors';
import { type SimpleKind, type TrinoType, varchar } from './type';

const simple: Readonly<Record<string, SimpleKind>> = {
  boolean: 'boolean',
  tinyint: 'tinyint',
  smallint: 'smallint',
  integer: 'integer',
  int: 'integer',
  bigint: 'bigint',
  real: 'real',
  double: 'double',
  varbinary: 'varbinary',
  date: 'date',
  json: 'json',
};

/** Types of Trino that no value here has. */
const elsewhere = new Set(['char', 'time', 'time with time zone', 'timestamp with time zone', 'uuid', 'ipaddress']);

/** @throws TrinoError or NotInLocalRun for what is no type here */
export function readType(
  { name, numbers, types, fields }: TypeName,
  at: Position,
  code: 'TYPE_MISMATCH' | 'TYPE_NOT_FOUND' = 'TYPE_NOT_FOUND',
): TrinoType {
  const kind = simple[name];
  if (kind !== undefined && numbers.length + types.length === 0) return { kind };
  const [first, second] = numbers;
  if (name === 'varchar' && types.length === 0)
    return first === undefined ? varchar : { kind: 'varchar', length: first };
  if (name === 'decimal' && types.length === 0) {
    const precision = first ?? 38;
    const scale = second ?? 0;
    const invalid = (words: string) => new TrinoError('INVALID_FUNCTION_ARGUMENT', `DECIMAL ${words}`);
    if (precision < 1 || precision > 38) throw invalid(`precision must be in range [1, 38]: ${precision}`);
    if (scale > precision) throw invalid(`scale must be in range [0, precision (${precision})]: ${scale}`);
    return { kind: 'decimal', precision, scale };
  }
  if (name === 'timestamp' && types.length === 0 && (first ?? 3) <= 6)
    return { kind: 'timestamp', precision: first ?? 3 };
  const [inner, value] = types.map((one) => readType(one, at, code));
  if (name === 'array' && inner && types.length === 1) return { kind: 'array', element: inner };
  if (name === 'map' && inner && value && types.length === 2) return { kind: 'map', key: inner, value };
  if (name === 'row' && types.length > 0) {
    const keys = fields.map((field) => field?.toLowerCase());
    return {
      kind: 'row',
      fields: types.map((one, index) => {
        const field = keys[index];
        const unique = field !== undefined && keys.indexOf(field) === index && !/^f\d+$/.test(field);
        return {
          ...(field === undefined ? {} : { name: field }),
          key: unique ? field : `f${index}`,
          type: readType(one, at, code),
        };
      }),
    };
  }
  if (elsewhere.has(name) || name.startsWith('interval') || kind !== undefined)
    throw new NotInLocalRun(`the type ${name}`, at);
  throw new TrinoError(code, `Unknown type: ${name}`, at);
}
