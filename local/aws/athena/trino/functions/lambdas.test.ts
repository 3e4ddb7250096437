import { Expressions } from './test-support';

let engine: Expressions;
beforeAll(async () => void (engine = await Expressions.open()));
afterAll(() => engine.close());

const pairs = `(VALUES ('a', ARRAY[1, 2]), ('b', ARRAY[3])) AS t(id, list)`;

test('equal lambdas are equal: a query may group by one and show it', async () => {
  const sql = `SELECT transform(list, x -> x + 1), count(*) FROM ${pairs} GROUP BY transform(list, x -> x + 1) ORDER BY 2, cardinality(transform(list, x -> x + 1))`;
  expect(await engine.rows(sql)).toEqual([
    ['[4]', '1'],
    ['[2, 3]', '1'],
  ]);
});

test.each([
  ['transform(ARRAY[ARRAY[1, 2], ARRAY[3]], x -> transform(x, y -> y + cardinality(x)))', '[[3, 4], [4]]'],
  ['transform(ARRAY[1, 2], x -> transform(ARRAY[10], x -> x + 1))', '[[11], [11]]'],
  ['filter(transform(ARRAY[1, 2], x -> x * 2), x -> x > 2)', '[4]'],
  ['reduce(ARRAY[1, 2, 3], 0, (s, x) -> s * 10 + x, s -> s)', '123'],
  ["reduce(ARRAY['a', 'b'], CAST('' AS varchar), (s, x) -> s || x, s -> upper(s))", 'AB'],
  ['reduce(ARRAY[1, NULL], 0, (s, x) -> s + x, s -> s)', null],
  ['reduce(CAST(ARRAY[] AS array(integer)), 7, (s, x) -> s + x, s -> s)', '7'],
  ['reduce(CAST(NULL AS array(integer)), 7, (s, x) -> s + x, s -> coalesce(s, 1))', null],
  ["reduce(ARRAY[1], CAST('' AS varchar), (s, x) -> s || 'x', s -> s)", 'refused'],
  ['reduce(ARRAY[1], 0, s -> s, s -> s)', 'INVALID_PARAMETER_USAGE'],
  ['zip_with(ARRAY[1, 2], ARRAY[3], (a, b) -> coalesce(a, 0) + coalesce(b, 0))', '[4, 2]'],
  ["zip_with(ARRAY['x'], ARRAY[1], (a, b) -> a)", '[x]'],
  ["zip(ARRAY[1, 2], ARRAY['a'])", '[{field0=1, field1=a}, {field0=2, field1=null}]'],
  ['transform(ARRAY[1], x -> count(*))', 'EXPRESSION_NOT_SCALAR'],
])('%s is %s', async (sql, expected) => expect(await engine.answer(sql)).toBe(expected));

test("an element hides the group's key that has its name", async () => {
  expect(await engine.rows(`SELECT transform(ARRAY['x'], id -> id || '!') FROM ${pairs} GROUP BY id`)).toEqual([
    ['[x!]'],
    ['[x!]'],
  ]);
});
