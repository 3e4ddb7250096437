import { quoteText } from '../../../glue/hive-type';
import { raise, refuse } from '../types/cast';
import { arrayOf, bigint, boolean, date, isFloating, type TrinoType, unknown, varchar } from '../types/type';
import { type Functions, type Given, type Overload, same } from './overload';
import { NotInLocalRun } from '../errors';

const element = ([type]: readonly TrinoType[]): TrinoType => (type?.kind === 'array' ? type.element : unknown);
const valueOf = ([type]: readonly TrinoType[]): TrinoType => (type?.kind === 'map' ? type.value : unknown);

/** Elements of types that both engines order and equal alike. */
function plain(given: Given): void {
  const [type] = given.types;
  if (type?.kind !== 'array') return;
  const { element: inner } = type;
  if (isFloating(inner) || ['array', 'map', 'row', 'json'].includes(inner.kind)) {
    throw new NotInLocalRun(`${given.name}() of elements of such a type`, given.at);
  }
}

/** One NULL makes the answer NULL, which the engine's `list_max` and `list_min` leave out. */
const extreme = (engine: string): Overload[] => [
  {
    takes: 'array(T)',
    gives: element,
    sql(given) {
      plain(given);
      const [x] = given.sql;
      return `(CASE WHEN len(list_filter(${x}, lambda e: e IS NULL)) > 0 THEN NULL ELSE ${engine}(${x}) END)`;
    },
  },
];

/** https://trino.io/docs/current/functions/array.html and .../map.html */
export const collections: Functions = {
  cardinality: [
    { takes: 'array(T)', gives: bigint, sql: ({ sql: [x] }) => `CAST(len(${x}) AS BIGINT)` },
    { takes: 'map()', gives: bigint, sql: ({ sql: [x] }) => `CAST(cardinality(${x}) AS BIGINT)` },
  ],
  element_at: [
    {
      takes: 'array(T), bigint',
      gives: element,
      sql: ({ sql: [x, i] }) =>
        `(CASE WHEN ${i} = 0 THEN ${raise('INVALID_FUNCTION_ARGUMENT', "'SQL array indices start at 1'")} ELSE list_extract(${x}, ${i}) END)`,
    },
  ],
  contains: [
    {
      takes: 'array(T), T',
      gives: boolean,
      strict: true,
      sql(given) {
        plain(given);
        const [x, v] = given.sql;
        return `(CASE WHEN list_contains(${x}, ${v}) THEN TRUE WHEN len(list_filter(${x}, lambda e: e IS NULL)) > 0 THEN NULL ELSE FALSE END)`;
      },
    },
  ],
  array_position: [
    {
      takes: 'array(T), T',
      gives: bigint,
      strict: true,
      sql(given) {
        plain(given);
        const place = `list_position(${given.sql.join(', ')})`;
        return `(CASE WHEN ${place} IS NULL THEN 0 ELSE CAST(${place} AS BIGINT) END)`;
      },
    },
  ],
  array_join: [
    {
      takes: 'array(varchar), varchar',
      gives: varchar,
      strict: true,
      sql: ({ sql: [x, by] }) => `array_to_string(list_filter(${x}, lambda e: e IS NOT NULL), ${by})`,
    },
    ...['integer', 'bigint', 'boolean', 'date'].map((kind) => ({
      takes: `array(${kind}), varchar`,
      gives: varchar,
      strict: true,
      sql: ({ sql: [x, by] }: Given) =>
        `array_to_string(list_transform(list_filter(${x}, lambda e: e IS NOT NULL), lambda e: CAST(e AS VARCHAR)), ${by})`,
    })),
    {
      takes: 'array(varchar), varchar, varchar',
      gives: varchar,
      strict: true,
      sql: ({ sql: [x, by, none] }) =>
        `array_to_string(list_transform(${x}, lambda e: CASE WHEN e IS NULL THEN ${none} ELSE e END), ${by})`,
    },
  ],
  array_distinct: [
    {
      takes: 'array(T)',
      gives: same,
      sql(given) {
        plain(given);
        const [x] = given.sql;
        return `list_filter(${x}, lambda e, i: list_position(${x}, e) = i)`;
      },
    },
  ],
  array_remove: [
    {
      takes: 'array(T), T',
      gives: same,
      strict: true,
      sql(given) {
        plain(given);
        const [x, v] = given.sql;
        return `list_filter(${x}, lambda e: e IS NULL OR e <> ${v})`;
      },
    },
  ],
  arrays_overlap: [
    {
      takes: 'array(T), array(T)',
      gives: boolean,
      strict: true,
      sql(given) {
        plain(given);
        const [x, y] = given.sql;
        const known = (list = ''): string => `list_filter(${list}, lambda e: e IS NOT NULL)`;
        return `(CASE WHEN len(${x}) = 0 OR len(${y}) = 0 THEN FALSE WHEN list_has_any(${known(x)}, ${known(y)}) THEN TRUE WHEN len(${known(x)}) < len(${x}) OR len(${known(y)}) < len(${y}) THEN NULL ELSE FALSE END)`;
      },
    },
  ],
  zip: [
    {
      takes: 'array(K), array(V)',
      gives: ([x, y]) =>
        arrayOf({
          kind: 'row',
          fields: [x, y].map((type, index) => ({ key: `f${index}`, type: element([type ?? unknown]) })),
        }),
      strict: true,
      sql: ({ sql: [x, y] }) =>
        `list_transform(range(1, greatest(len(${x}), len(${y})) + 1), lambda i: struct_pack(f0 := list_extract(${x}, i), f1 := list_extract(${y}, i)))`,
    },
  ],
  array_sort: [
    {
      takes: 'array(T)',
      gives: same,
      sql(given) {
        plain(given);
        return `list_sort(${given.sql[0]}, 'ASC', 'NULLS LAST')`;
      },
    },
  ],
  array_max: extreme('list_max'),
  array_min: extreme('list_min'),
  slice: [
    {
      takes: 'array(T), bigint, bigint',
      gives: same,
      strict: true,
      sql: ({ sql: [x, start, n] }) =>
        `(CASE WHEN ${n} < 0 THEN ${raise('INVALID_FUNCTION_ARGUMENT', "'length must be greater than or equal to 0'")} ` +
        `WHEN ${start} = 0 THEN ${raise('INVALID_FUNCTION_ARGUMENT', "'SQL array indices start at 1'")} ` +
        `WHEN ${n} = 0 OR abs(${start}) > len(${x}) THEN list_slice(${x}, 1, 0) ` +
        `WHEN ${start} > 0 THEN list_slice(${x}, ${start}, ${start} + ${n} - 1) ` +
        `ELSE list_slice(${x}, len(${x}) + ${start} + 1, least(len(${x}) + ${start} + ${n}, len(${x}))) END)`,
    },
  ],
  sequence: [
    {
      takes: 'bigint, bigint',
      gives: arrayOf(bigint),
      strict: true,
      sql: ({ sql: [a, b] }) => series(a, b, `CASE WHEN ${a} <= ${b} THEN 1 ELSE -1 END`),
    },
    {
      takes: 'bigint, bigint, bigint',
      gives: arrayOf(bigint),
      strict: true,
      sql: ({ sql: [a, b, step] }) => series(a, b, step ?? '1'),
    },
    {
      takes: 'date, date',
      gives: arrayOf(date),
      strict: true,
      sql: ({ sql: [a, b] }) =>
        `(CASE WHEN abs(${b} - ${a}) >= 10000 THEN ${tooLong} ELSE list_transform(generate_series(0, ${b} - ${a}, CASE WHEN ${a} <= ${b} THEN 1 ELSE -1 END), lambda i: ${a} + CAST(i AS INTEGER)) END)`,
    },
  ],
  flatten: [
    {
      takes: 'array(T)',
      gives: element,
      sql: (given) => {
        const [type] = given.types;
        if (type?.kind !== 'array' || type.element.kind !== 'array')
          throw new NotInLocalRun('flatten() of these types', given.at);
        return `flatten(${given.sql[0]})`;
      },
    },
  ],
  repeat: [
    {
      takes: 'T, bigint',
      gives: ([type]) => arrayOf(type ?? unknown),
      sql: ({ sql: [x, n] }) =>
        `(CASE WHEN ${n} > 10000 THEN ${raise('INVALID_FUNCTION_ARGUMENT', "'count argument of repeat function must be less than or equal to 10000'")} ` +
        `WHEN ${n} < 0 THEN ${raise('INVALID_FUNCTION_ARGUMENT', "'count argument of repeat function must be greater than or equal to 0'")} ELSE list_transform(range(${n}), lambda i: ${x}) END)`,
    },
  ],
  map: [
    {
      takes: 'array(K), array(V)',
      gives: ([keys, values]) => ({
        kind: 'map',
        key: element([keys ?? unknown]),
        value: element([values ?? unknown]),
      }),
      strict: true,
      sql: ({ sql: [keys, values] }) =>
        `(CASE WHEN len(${keys}) <> len(${values}) THEN ${raise('INVALID_FUNCTION_ARGUMENT', "'Key and value arrays must be the same length'")} ` +
        `WHEN len(list_distinct(${keys})) <> len(${keys}) THEN ${refuse('map() of keys that repeat, or are NULL')} ELSE map(${keys}, ${values}) END)`,
    },
  ],
  map_keys: [
    {
      takes: 'map()',
      gives: ([type]) => arrayOf(type?.kind === 'map' ? type.key : unknown),
      sql: ({ sql: [x] }) => `map_keys(${x})`,
    },
  ],
  map_values: [
    { takes: 'map()', gives: (types) => arrayOf(valueOf(types)), sql: ({ sql: [x] }) => `map_values(${x})` },
  ],
};

const tooLong = raise(
  'INVALID_FUNCTION_ARGUMENT',
  quoteText('result of sequence function must not have more than 10000 entries'),
);

function series(a = '', b = '', step: string): string {
  return (
    `(CASE WHEN (${step}) = 0 THEN ${raise('INVALID_FUNCTION_ARGUMENT', "'step must not be zero'")} ` +
    `WHEN (${b} - ${a}) * sign(${step}) < 0 THEN ${raise('INVALID_FUNCTION_ARGUMENT', "'sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start'")} ` +
    `WHEN (${b} - ${a}) // (${step}) >= 10000 THEN ${tooLong} ELSE generate_series(${a}, ${b}, ${step}) END)`
  );
}
