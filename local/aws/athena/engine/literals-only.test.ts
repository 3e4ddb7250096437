import { hasLiteralsOnly } from './literals-only';

const literals =
  "SELECT 1|SELECT 1, 2|SELECT 'a'|SELECT 1.5|SELECT -1|SELECT - 1|SELECT 1.5E0|SELECT true|SELECT 1, 'a'|SELECT 1 AS i|" +
  'SELECT 1 AS "x"|SELECT 1 i|SELECT 1 AS i, 2 AS j|select 1|SELECT (1)|SELECT ((1))|SELECT (1) AS x|' +
  "SELECT ('a')|SELECT (-1)|SELECT (1), 2|/* c */ SELECT 1 -- c";
const others =
  "SELECT 1 + 1|SELECT (1 + 1)|SELECT 'a' || 'b'|SELECT -(1)|SELECT +1|SELECT CAST(1 AS bigint)|SELECT NULL|SELECT (NULL)|" +
  "SELECT (1, 2)|SELECT DATE '2020-01-01'|SELECT ARRAY[1]|SELECT 1 WHERE true|SELECT 1 LIMIT 1|SELECT 1 FROM t|" +
  '(SELECT 1)|VALUES 1|SELECT 1 UNION SELECT 2|SELECT 1 AS i WHERE false|SELECT';

test('a SELECT of literals alone is told from all others, as Athena tells them', () => {
  // Operators that stand between two of them are no cut.
  const split = (all: string) => all.split(/(?<!\|)\|(?!\|)/);
  expect(split(literals).filter((sql) => !hasLiteralsOnly(sql))).toEqual([]);
  expect(split(others).filter(hasLiteralsOnly)).toEqual([]);
});
