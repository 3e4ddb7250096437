import fc from '../../../../../scripts/jest/properties';
import { analyse } from '../analyse';
import { TrinoError } from '../errors';
import { parse } from '../grammar/parse-statement';
import { scalarFunctions } from '../functions/scalars';
import { Expressions } from '../functions/test-support';
import { strictFunctions } from './within-try';

let engine: Expressions;
beforeAll(async () => void (engine = await Expressions.open()));
afterAll(() => engine.close());

/** Values of each type, one of which every function takes: formats, patterns, paths, units. */
const values: Readonly<Record<string, readonly string[]>> = {
  tinyint: ["TINYINT '1'"],
  smallint: ["SMALLINT '1'"],
  integer: ['1'],
  bigint: ["BIGINT '10'", "BIGINT '64'", "BIGINT '0'"],
  real: ['CAST(1 AS real)'],
  double: ['1e0'],
  decimal: ['1.5'],
  varchar: ["'a'", "'day'", "'%Y'", "'$.a'", "'1'"],
  varbinary: ["X'61'"],
  date: ["DATE '2026-01-02'"],
  timestamp: ["TIMESTAMP '2026-01-02 03:04:05'"],
  zoned: ["TIMESTAMP '2026-01-02 03:04:05 UTC'"],
  json: ["json_extract('{}', '$')"],
  'interval day to second': ["INTERVAL '1' DAY"],
  'array(T)': ["ARRAY['a']", 'ARRAY[1]'],
  'array(K)': ["ARRAY['a']"],
  'array(V)': ['ARRAY[1]'],
  'array(A)': ["ARRAY['a']"],
  'array(B)': ['ARRAY[1]'],
  'array(array(T))': ['ARRAY[ARRAY[1]]'],
  T: ["'a'", '1'],
  boolean: ['TRUE'],
  'map()': ["map(ARRAY['a'], ARRAY[1])"],
};
const typeNames: Readonly<Record<string, string>> = {
  decimal: 'decimal(2, 1)',
  zoned: 'timestamp(3) with time zone',
  timestamp: 'timestamp(3)',
  'map()': 'map(varchar, integer)',
};

const valuesOf = (pattern: string): readonly string[] => {
  const inner = /^array\((?!T)(.*)\)$/.exec(pattern)?.[1];
  return inner === undefined ? (values[pattern] ?? []) : (values[inner] ?? []).map((one) => `ARRAY[${one}]`);
};

/** The engine's SQL; nothing where it is refused. */
function madeOf(expression: string): string | undefined {
  const sql = `SELECT ${expression}`;
  const parsed = parse(sql);
  if (!('query' in parsed)) return undefined;
  const find = (): never => {
    throw new TrinoError('TABLE_NOT_FOUND', '');
  };
  try {
    return analyse(sql, parsed.query, { find }, new Date(0)).sql;
  } catch (error) {
    if (error instanceof TrinoError || /^Not in the local run/.test((error as Error).message)) return undefined;
    throw error;
  }
}

/** Calls of the function, each with a NULL at one of its arguments that need not be a literal. */
function callsWithNull(name: string): { readonly calls: string[]; readonly whole: boolean } {
  const calls = new Set<string>();
  let whole = true;
  for (const { takes } of scalarFunctions[name] ?? []) {
    const patterns =
      takes === ''
        ? []
        : takes.split(/,\s*(?![^(]*\))/).map((one, at, all) => (one === '...' ? (all[at - 1] ?? '') : one));
    const found = patterns
      .reduce<string[][]>(
        (made, pattern) => made.flatMap((args) => valuesOf(pattern).map((one) => [...args, one])),
        [[]],
      )
      .find((args) => madeOf(`${name}(${args.join(', ')})`) !== undefined);
    if (!found) whole = false;
    found?.forEach((arg, place) => {
      const type = /^(ARRAY|map|json)/.test(arg) ? undefined : typeNames[patterns[place] ?? ''];
      const nothing = `if(n > 99, ${type === undefined ? arg : `CAST(${arg} AS ${type})`})`;
      const call = `${name}(${found.map((one, at) => (at === place ? nothing : one)).join(', ')})`;
      if (madeOf(`${call} FROM (VALUES 1) AS t(n)`) !== undefined) calls.add(call);
    });
  }
  return { calls: [...calls], whole };
}

/** What one query answers to them all; where something is refused as it runs, each by itself. */
async function answersTo(calls: readonly string[]): Promise<(string | null)[]> {
  if (calls.length === 0) return [];
  try {
    return (await engine.rows(`SELECT ${calls.join(', ')} FROM (VALUES 1) AS t(n)`))[0] ?? [];
  } catch {
    const answers: (string | null)[] = [];
    for (const call of calls) answers.push(await engine.answer(`${call} FROM (VALUES 1) AS t(n)`));
    return answers.map((one) => (one === 'refused' ? null : one));
  }
}

test('a function that may stand within TRY() gives NULL for a NULL, by SQL that the engine does not fail at there', async () => {
  const wrong: string[] = [];
  for (const name of strictFunctions) {
    if (scalarFunctions[name] === undefined) continue;
    const { calls, whole } = callsWithNull(name);
    const answers = await answersTo(calls);
    if (!whole) wrong.push(`${name}: no call of an overload`);
    wrong.push(...calls.filter((_, at) => answers[at] !== null));
    wrong.push(...calls.filter((call) => madeOf(`${call} FROM (VALUES 1) AS t(n)`)?.includes('coalesce(')));
  }
  expect(wrong).toEqual([]);
});

/** Of rows whose `a` is 1, x, NULL, 3; by https://trino.io/docs/current/functions/conditional.html#try */
test.each([
  ['TRY(CAST(a AS integer))', ['1', null, null, '3']],
  ["TRY(substr('abcdef', CAST(a AS integer)))", ['abcdef', null, null, 'cdef']],
  ["TRY(lpad('a', CAST(a AS integer), 'b'))", ['a', null, null, 'bba']],
  ['TRY(CAST(a AS double) > 1e0)', ['false', null, null, 'true']],
  ['TRY(greatest(CAST(a AS integer), 2))', ['2', null, null, '3']],
  ["TRY(CAST(a AS boolean) = (a LIKE 'x'))", ['false', null, null, null]],
  ['TRY(NOT CAST(a AS boolean))', ['false', null, null, null]],
  ['TRY(ARRAY[7, 8][CAST(a AS integer)])', 'refused'],
  ['TRY(length(a) / (length(a) - 1))', [null, null, null, null]],
  ["TRY(split(a, '/')[2])", [null, null, null, null]],
  ["TRY(date_parse(a, '%c'))", ['2000-01-01 00:00:00.000', null, null, '2000-03-01 00:00:00.000']],
  ['TRY(mod(length(a), 0))', [null, null, null, null]],
  ['coalesce(TRY(CAST(a AS integer)), 0)', ['1', '0', '0', '3']],
  ['TRY(CAST(a AS integer)) IS NULL', ['false', 'true', 'true', 'false']],
  ["CASE WHEN TRY(CAST(a AS integer)) > 2 THEN 'more' ELSE 'no' END", ['no', 'no', 'no', 'more']],
])('%s', async (expression, rows) => {
  const answers = engine.each(expression, [["'1'"], ["'x'"], ['NULL'], ["'3'"]]);
  if (rows === 'refused') await expect(answers).rejects.toThrow('Not in the local run');
  else expect(await answers).toEqual(rows);
});

test('of groups, what is divided may be TRYed, and what stands in the aggregate fails all the same', async () => {
  const from = 'FROM (VALUES (1, 0), (4, 2)) AS t(a, b)';
  expect(await engine.rows(`SELECT TRY(sum(a) / sum(b)), TRY(sum(a) / (sum(b) - 2)), TRY(sum(a)) ${from}`)).toEqual([
    ['2', null, '5'],
  ]);
  expect(await engine.rows(`SELECT b, TRY(max(a) / b) ${from} GROUP BY b ORDER BY b`)).toEqual([
    ['0', null],
    ['2', '2'],
  ]);
  await expect(engine.rows(`SELECT TRY(sum(a / b)) ${from}`)).rejects.toThrow('DIVISION_BY_ZERO');
});

test.each([
  ['TRY(»coalesce(1 / 0, 5))', 'coalesce()'],
  ['TRY(»if(1 / 0 = 1, 1, 2))', 'if()'],
  ['TRY(»CASE WHEN 1 / 0 = 1 THEN 1 ELSE 2 END)', 'CASE'],
  ['TRY(»CASE a WHEN 1 / 0 THEN 1 ELSE 2 END)', 'CASE'],
  ['TRY(»1 / 0 IS NULL)', 'IS NULL'],
  ['TRY(»1 / 0 IS DISTINCT FROM 1)', 'IS DISTINCT FROM'],
  ['TRY(»a = 1 OR 1 / 0 = 1)', 'OR'],
  ['TRY(»a = 2 AND 1 / 0 = 1)', 'AND'],
  ['TRY(NOT (»a = 2 AND 1 / 0 = 1))', 'AND'],
  ['TRY(»a IN (1, 1 / 0))', 'IN'],
  ['TRY(»a BETWEEN 1 / 0 AND 0)', 'BETWEEN'],
  ['TRY(»nullif(1, 1 / 0))', 'nullif()'],
  ['TRY(»ARRAY[1 / 0])', 'ARRAY[…]'],
  ['TRY(»ROW(1 / 0, 1))', 'ROW(…)'],
  ["TRY(»concat_ws(',', CAST(1 / 0 AS varchar), 'a'))", 'concat_ws()'],
  ['TRY(»transform(ARRAY[0], x -> 1 / x))', 'transform()'],
  ['TRY(»filter(ARRAY[0], x -> 1 / x > 0))', 'filter()'],
  ['TRY(»repeat(1 / 0, 2))', 'repeat()'],
  ['TRY(»typeof(1 / 0))', 'typeof()'],
  ['TRY(»TRY(1 / 0))', 'try()'],
  ['TRY(»(SELECT 1 / 0))', 'a query'],
  ['TRY(»EXISTS (SELECT 1 / 0))', 'EXISTS'],
  ['TRY(»a IN (SELECT 1 / 0))', 'IN'],
  ['TRY(a > »ALL (SELECT 1 / 0))', 'a comparison with a query'],
  ['TRY(»sum(1 / 0) OVER ())', 'sum() OVER'],
  ['TRY(1 + »coalesce(1 / 0, 5))', 'coalesce()'],
  ["TRY(length(»coalesce(CAST(1 / 0 AS varchar), 'a')))", 'coalesce()'],
])('%s is refused by its name', async (marked, what) => {
  const sql = `SELECT ${marked.replace('»', '')} FROM (VALUES 1) AS t(a)`;
  await expect(engine.rows(sql)).rejects.toThrow(`Not in the local run: ${what} within TRY()`);
});

test.each([
  ['transform(ARRAY[0], x -> »TRY(1 / x))', 'TRY() in a lambda'],
  ["TRY(CAST('1' AS integer) + 1)", 'TRY() of arithmetic with what is only known for some values'],
  [
    "TRY(CAST(CAST('300' AS bigint) AS tinyint))",
    'TRY() of a cast of what is no text with what is only known for some values',
  ],
])('%s is refused: %s', async (expression, what) => {
  await expect(engine.rows(`SELECT ${expression.replace('»', '')}`)).rejects.toThrow(`Not in the local run: ${what}`);
});

/** Expressions of what may stand there, over `a varchar`, `b integer` and `c array(integer)`: some of their rows fail. */
const { whole, words: text } = fc.letrec<{ whole: string; words: string }>((tie) => ({
  whole: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('b', 'CAST(a AS integer)', '7'),
    fc.tuple(tie('whole'), tie('whole')).map(([x, y]) => `greatest(${x}, ${y})`),
    fc.tuple(fc.constantFrom('1', '0', 'b'), fc.constantFrom('/', '%', '*')).map(([x, sign]) => `(10 ${sign} ${x})`),
    tie('words').map((x) => `CAST(length(${x}) AS integer)`),
    tie('whole').map((x) => `c[${x}]`),
  ),
  words: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', "'abc'"),
    fc.tuple(tie('words'), tie('whole')).map(([x, y]) => `substr(${x}, ${y})`),
    fc.tuple(tie('words'), tie('whole')).map(([x, y]) => `split_part(${x}, 'b', ${y})`),
    fc.tuple(tie('words'), tie('whole')).map(([x, y]) => `lpad(${x}, ${y}, 'z')`),
    fc.tuple(tie('words'), tie('words')).map(([x, y]) => `concat(${x}, ${y})`),
  ),
}));
const rows = [
  ["'1'", '2'],
  ["'x'", '1'],
  ["'-3'", '0'],
  ["'2'", '-2'],
  ['CAST(NULL AS varchar)', '1'],
  ["'0'", 'CAST(NULL AS integer)'],
].map((row) => [...row, 'ARRAY[5, 6, 7]']);

test('TRY gives row by row what the expression gives, and NULL where it fails', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(whole, text), async (expression) => {
      const from = rows.map((row, n) => `(${[n, ...row].join(', ')})`).join(', ');
      const tried = await engine
        .rows(`SELECT TRY(${expression}) FROM (VALUES ${from}) AS t(n, a, b, c) ORDER BY n`)
        .catch((error: Error) => error.message);
      if (typeof tried === 'string') {
        expect(tried).toMatch(/^Not in the local run: TRY\(\) of|NOT_IN_LOCAL_RUN/);
        return;
      }
      for (const [n, row] of rows.entries()) {
        const alone = await engine.answer(`${expression} FROM (VALUES (${row.join(', ')})) AS t(a, b, c)`);
        const failed = /^[A-Z_]{5,}$/.test(alone ?? '');
        expect([n, tried[n]?.[0]]).toEqual([n, failed ? null : alone]);
      }
    }),
    { numRuns: 5 },
  );
});
