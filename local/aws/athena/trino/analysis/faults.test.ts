import { athenaError } from '../../engine/athena-error';
import { Expressions } from '../functions/test-support';

let engine: Expressions;
beforeAll(async () => void (engine = await Expressions.open()));
afterAll(() => engine.close());

const T = "(VALUES (1, 'a', ARRAY[1]), (2, 'b', ARRAY[2])) AS t(x, y, z)";

/**
 * Trino's words, code and place, by its analyser's source: https://github.com/trinodb/trino, ExpressionAnalyzer,
 * StatementAnalyzer, AggregationAnalyzer, Analyzer, SemanticExceptions and OperatorNotFoundException of
 * core/trino-main/src/main/java/io/trino.
 */
test.each([
  // Of its operators there are no >, >= and <>.
  [`SELECT 1 FROM ${T} WHERE x »> 'a'`, 'TYPE_MISMATCH: Cannot apply operator: integer < varchar(1)'],
  [`SELECT x »>= y FROM ${T}`, 'TYPE_MISMATCH: Cannot apply operator: integer <= varchar(1)'],
  [`SELECT x »<> y FROM ${T}`, 'TYPE_MISMATCH: Cannot apply operator: integer = varchar(1)'],
  ["SELECT »-'a'", 'TYPE_MISMATCH: Cannot negate varchar(1)'],
  ["SELECT 1 »IS DISTINCT FROM 'a'", 'TYPE_MISMATCH: Cannot check if integer is distinct from varchar(1)'],
  [`SELECT »y[1] FROM ${T}`, 'TYPE_MISMATCH: Cannot use integer for subscript of varchar(1)'],
  ["SELECT »1 LIKE 'a'", 'TYPE_MISMATCH: Left side of LIKE expression must evaluate to a varchar (actual: integer)'],
  ["SELECT 'a' LIKE »1", 'TYPE_MISMATCH: Pattern for LIKE expression must evaluate to a varchar (actual: integer)'],
  [
    "SELECT 1 »IN (SELECT 'a')",
    'TYPE_MISMATCH: Value expression and result of subquery must be of the same type: row(integer) vs row(varchar(1))',
  ],
  ['SELECT »CAST(1 AS nope)', 'TYPE_MISMATCH: Unknown type: nope'],
  ['SELECT CAST(1 AS decimal(39, 1))', 'INVALID_FUNCTION_ARGUMENT: DECIMAL precision must be in range [1, 38]: 39'],
  [
    'SELECT CAST(1 AS decimal(3, 4))',
    'INVALID_FUNCTION_ARGUMENT: DECIMAL scale must be in range [0, precision (3)]: 4',
  ],
  ["SELECT »DATE 'x'", "INVALID_LITERAL: 'x' is not a valid DATE literal"],
  ["SELECT EXTRACT(HOUR FROM »DATE '2026-01-01')", 'TYPE_MISMATCH: Cannot extract HOUR from date'],
  [`SELECT »x.q FROM ${T}`, 'TYPE_MISMATCH: Expression x is not of type ROW'],
  [
    'SELECT »CAST(ROW(1) AS row(a integer)).b',
    "INVALID_COLUMN_REFERENCE: Column reference 'cast(row(1) as row(a integer)).b' is invalid",
  ],
  ['SELECT »*', 'COLUMN_NOT_FOUND: SELECT * not allowed in queries without FROM clause'],
  [
    "»VALUES (1, 2), (3, 'a')",
    'TYPE_MISMATCH: Values rows have mismatched types: row(integer, integer) vs row(integer, varchar(1))',
  ],
  ['»VALUES (1, 2), (3, 4, 5)', 'TYPE_MISMATCH: Values rows have mismatched sizes: 2 vs 3'],
  [
    'WITH q(»a, b) AS (SELECT 1) SELECT 1 FROM q',
    'MISMATCHED_COLUMN_ALIASES: Column alias list has 2 entries but relation has 1 columns',
  ],
  [`SELECT t.* FROM ${T} GROUP BY x`, "EXPRESSION_NOT_AGGREGATE: Column 't.y' not in GROUP BY clause"],
  [
    `»SELECT DISTINCT x FROM ${T} ORDER BY y`,
    'EXPRESSION_NOT_IN_DISTINCT: For SELECT DISTINCT, ORDER BY expressions must appear in select list',
  ],
  ['SELECT 1 FROM UNNEST(1) AS t(x)', 'INVALID_FUNCTION_ARGUMENT: Cannot unnest type: integer'],
  [
    `SELECT 1 FROM ${T} JOIN (VALUES 1) AS u(w) USING (»x)`,
    "COLUMN_NOT_FOUND: Column 'x' is missing from right side of join",
  ],
  [
    `SELECT 1 FROM ${T} JOIN (VALUES 'a') AS u(x) USING (»x)`,
    'TYPE_MISMATCH: Cannot apply operator: integer = varchar(1)',
  ],
  // Aggregates and windows where none may stand, or with what they may not have.
  [
    `SELECT 1 FROM ${T} WHERE »x > 1 AND count(*) > sum(x)`,
    'EXPRESSION_NOT_SCALAR: WHERE clause cannot contain aggregations, window functions or grouping operations: [count(*), sum(x)]',
  ],
  [
    `SELECT 1 FROM ${T} GROUP BY »sum(x)`,
    'EXPRESSION_NOT_SCALAR: GROUP BY clause cannot contain aggregations, window functions or grouping operations: [sum(x)]',
  ],
  [
    `SELECT »sum(count(*)) FROM ${T}`,
    "NESTED_AGGREGATION: Cannot nest aggregations inside aggregation 'sum': [count(*)]",
  ],
  [
    `SELECT x FROM ${T} GROUP BY ROLLUP (x »+ 1)`,
    'INVALID_COLUMN_REFERENCE: GROUP BY expression must be a column reference: x + 1',
  ],
  [
    `»SELECT grouping(x) FROM ${T}`,
    'MISSING_GROUP_BY: A GROUPING() operation can only be used with a corresponding GROUPING SET/CUBE/ROLLUP/GROUP BY clause',
  ],
  [
    `SELECT »grouping(y) FROM ${T} GROUP BY x`,
    'INVALID_ARGUMENTS: The arguments to GROUPING() must be expressions referenced by the GROUP BY at the associated query level. Mismatch due to y.',
  ],
  [
    `»SELECT count(*) FILTER (WHERE x > 1) OVER () FROM ${T}`,
    'NOT_SUPPORTED: FILTER is not yet supported for window functions',
  ],
  [
    `SELECT lag(x) OVER (»PARTITION BY y) FROM ${T}`,
    'MISSING_ORDER_BY: lag function requires an ORDER BY window clause',
  ],
  [
    `SELECT rank() OVER (ORDER BY x »ROWS 1 PRECEDING) FROM ${T}`,
    'INVALID_WINDOW_FRAME: Cannot specify window frame for rank function',
  ],
  [`SELECT »row_number() FROM ${T}`, 'MISSING_OVER: Window function row_number requires an OVER clause'],
  [
    `SELECT »rank() IGNORE NULLS OVER (ORDER BY x) FROM ${T}`,
    'NULL_TREATMENT_NOT_ALLOWED: Cannot specify null treatment clause for rank function',
  ],
  [
    `SELECT sum(»rank() OVER (ORDER BY x)) OVER () FROM ${T}`,
    'NESTED_WINDOW: Cannot nest window functions or row pattern measures inside window function arguments',
  ],
  [
    `SELECT sum(x) OVER (ORDER BY »rank() OVER (ORDER BY x)) FROM ${T}`,
    'NESTED_WINDOW: Cannot nest window functions or row pattern measures inside window specification',
  ],
  [
    `SELECT »sum(rank() OVER (ORDER BY x)) FROM ${T}`,
    "NESTED_WINDOW: Cannot nest window functions or row pattern measures inside aggregation 'sum': [rank() OVER (ORDER BY x)]",
  ],
  [
    `SELECT 1 FROM ${T} HAVING »rank() OVER (ORDER BY 1) > 1`,
    'NESTED_WINDOW: HAVING clause cannot contain window functions or row pattern measures',
  ],
  [
    `SELECT sum(x) OVER (»ROWS BETWEEN CURRENT ROW AND 1 PRECEDING) FROM ${T}`,
    'INVALID_WINDOW_FRAME: Window frame starting from CURRENT ROW cannot end with PRECEDING',
  ],
  [
    `SELECT sum(x) OVER w FROM ${T} WINDOW w AS (»v), v AS (ORDER BY x)`,
    'INVALID_WINDOW_REFERENCE: Cannot resolve WINDOW name v',
  ],
  [`SELECT 1 FROM ${T} WINDOW w AS (), »w AS ()`, "DUPLICATE_WINDOW_NAME: WINDOW name 'w' specified more than once"],
  [
    `SELECT sum(x) OVER (w PARTITION BY »y) FROM ${T} WINDOW w AS (ORDER BY x)`,
    'INVALID_PARTITION_BY: WINDOW specification with named WINDOW reference cannot specify PARTITION BY',
  ],
  [
    `SELECT sum(x) OVER (w »ORDER BY y) FROM ${T} WINDOW w AS (ORDER BY x)`,
    'INVALID_ORDER_BY: Cannot specify ORDER BY if referenced named WINDOW specifies ORDER BY',
  ],
  [
    `SELECT sum(x) OVER (»w) FROM ${T} WINDOW w AS (ORDER BY x ROWS 1 PRECEDING)`,
    'INVALID_WINDOW_REFERENCE: Cannot reference named WINDOW containing frame specification',
  ],
  [
    `SELECT 1 FROM ${T} WINDOW w AS (ORDER BY »nope)`,
    "COLUMN_NOT_FOUND: Column 'nope' cannot be resolved or requester is not authorized to access requested resources",
  ],
  [`SELECT transform(z, e -> »(SELECT e)) FROM ${T}`, 'NOT_SUPPORTED: Lambda expression cannot contain subqueries'],
])('%s: %s', async (sql, words) => {
  const at = sql.indexOf('»');
  const told = at < 0 ? words : words.replace(': ', `: line 1:${at + 1}: `);
  await expect(engine.rows(sql.replace('»', ''))).rejects.toThrow(told);
});

test('a window takes what the one that it names has, and what that one took', async () => {
  const sql = `SELECT x, sum(x) OVER (w2 ROWS 1 PRECEDING) FROM ${T.replace("'b'", "'a'")} WINDOW w1 AS (PARTITION BY y), w2 AS (w1 ORDER BY x DESC) ORDER BY x`;
  expect(await engine.rows(sql)).toEqual([
    ['1', '3'],
    ['2', '2'],
  ]);
});

test.each([
  ['SELECT CAST(5000000000 AS integer)', 'NUMERIC_VALUE_OUT_OF_RANGE: Out of range for integer: 5000000000'],
  [
    'SELECT CAST(x AS decimal(2, 1)) FROM (VALUES 9, 10) AS t(x)',
    "INVALID_CAST_ARGUMENT: Cannot cast INTEGER '10' to DECIMAL(2, 1)",
  ],
  // What Trino says of a double is not known here.
  ['SELECT CAST(3e9 AS integer)', /^Not in the local run: /],
])('%s fails when it runs: %s', async (sql, words) => {
  const failure = await engine.rows(sql).then(
    () => 'no failure',
    (error: unknown) => athenaError(error),
  );
  expect(failure).toMatch(words instanceof RegExp ? words : new RegExp(`^${words.replaceAll(/[()]/g, '\\$&')}$`));
});
