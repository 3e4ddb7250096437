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
  ['transform(ARRAY[1], x -> count(*))', 'EXPRESSION_NOT_SCALAR'],
])('%s is %s', async (sql, expected) => expect(await engine.answer(sql)).toBe(expected));

test("an element hides the group's key that has its name", async () => {
  expect(await engine.rows(`SELECT transform(ARRAY['x'], id -> id || '!') FROM ${pairs} GROUP BY id`)).toEqual([
    ['[x!]'],
    ['[x!]'],
  ]);
});
