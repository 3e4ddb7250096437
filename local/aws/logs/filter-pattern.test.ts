import { filterOf } from './filter-pattern';

const lines = [
  '[ERROR 400] BAD REQUEST',
  '[ERROR 401] UNAUTHORIZED REQUEST',
  '[ERROR 419] MISSING ARGUMENTS',
  '[ERROR 420] INVALID ARGUMENTS',
  'INFO all is well',
];
const passing = (pattern: string) => lines.flatMap((line, index) => (filterOf(pattern)(line) ? [index] : []));

test.each([
  ['', [0, 1, 2, 3, 4]],
  ['" "', [0, 1, 2, 3, 4]],
  ['ERROR', [0, 1, 2, 3]],
  ['error', []],
  ['ERRO', []],
  ['ERROR ARGUMENTS', [2, 3]],
  ['ARGUMENTS ERROR', [2, 3]],
  ['?REQUEST ?INFO', [0, 1, 4]],
  ['"BAD REQUEST"', [0]],
  ['"[ERROR 4"', []],
  ['"[ERROR 401]"', [1]],
  ['ERROR -ARGUMENTS', [0, 1]],
  ['-ERROR', [4]],
  ['ERROR -"BAD REQUEST"', [1, 2, 3]],
])('%s, as AWS’s page has it', (pattern, expected) => expect(passing(pattern)).toEqual(expected));

test.each([
  ['{ $.level = "ERROR" }', 'is not served here'],
  ['[ip, user]', 'is not served here'],
  ['%4\\d\\d%', 'is not served here'],
  ['ERROR ?REQUEST', 'is not served here'],
  ['a.b', "Invalid character(s) in term 'a.b'"],
  ['"open', 'Invalid filter pattern'],
])('%s is refused: %s', (pattern, words) => expect(() => filterOf(pattern)).toThrow(words));
