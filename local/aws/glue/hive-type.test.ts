import { duckdbType, parseHiveType, quoteName, quoteText } from './hive-type';

test.each([
  ['string', 'VARCHAR'],
  ['varchar(10)', 'VARCHAR'],
  ['INT', 'INTEGER'],
  ['integer', 'INTEGER'],
  ['decimal', 'DECIMAL(10,0)'],
  ['decimal(12, 3)', 'DECIMAL(12,3)'],
  ['array<int>', 'INTEGER[]'],
  ['map<string,array<double>>', 'MAP(VARCHAR, DOUBLE[])'],
  ['struct<a:int,b:struct<c:timestamp>>', 'STRUCT("a" INTEGER, "b" STRUCT("c" TIMESTAMP))'],
])('%s is %s', (hive, duckdb) => expect(duckdbType(parseHiveType(hive))).toBe(duckdb));

test.each(['', 'text', 'array<int', 'array<>', 'struct<a>', 'int int', 'map<int>', 'decimal(1,2'])(
  '%j is refused',
  (hive) => {
    expect(() => parseHiveType(hive)).toThrow(`Glue column type "${hive}" is not a Hive type`);
  },
);

test('names and texts are quoted', () => {
  expect([quoteName('a"b'), quoteText("it's")]).toEqual(['"a""b"', "'it''s'"]);
});
