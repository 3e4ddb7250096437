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
  ['ERROR ARGUMENTS', [2, 3]],
  ['ARGUMENTS ERROR', [2, 3]],
  ['?REQUEST ?INFO', [0, 1, 4]],
  ['"BAD REQUEST"', [0]],
  ['"[ERROR 401]"', [1]],
  ['ERROR -ARGUMENTS', [0, 1]],
  ['-ERROR', [4]],
  ['ERROR -"BAD REQUEST"', [1, 2, 3]],
])('%s, as AWS’s page has it', (pattern, expected) => expect(passing(pattern)).toEqual(expected));

/** As AWS told it: radkawar/stackd at 9dc356f, testdata/aws/logs/filters.json, the corpus of terms. */
test.each([
  ['ERROR', [0, 1, 5, 6, 8, 9, 10, 11, 12, 13]],
  ['ERROR ARGUMENTS', [0, 11, 12, 13]],
  ['?ERROR ?ARGUMENTS', [0, 1, 2, 5, 6, 8, 9, 10, 11, 12, 13]],
  ['?ERROR ?ARGUMENTS REQUEST', [0, 1, 3, 8, 9, 10]],
  ['?ERROR ?ARGUMENTS -REQUEST', [2, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 17]],
  ['ERROR -ARGUMENTS', [1, 5, 6, 8, 9, 10]],
  ['-ERROR', [2, 3, 4, 7, 14, 15, 16, 17]],
  ['"INTERNAL SERVER ERROR"', [5]],
  ['error', [4, 7]],
  ['"hello-world"', [16]],
  ['ERROR -"BAD REQUEST"', [0, 5, 6, 8, 9, 10, 11, 12, 13]],
])('%s finds what it was recorded to find', (pattern, expected) => {
  const corpus = [
    'ERROR ARGUMENTS REQUEST',
    'ERROR BAD REQUEST',
    'INFO ARGUMENTS',
    'INFO REQUEST',
    'error arguments request',
    'ERROR INTERNAL SERVER ERROR',
    'ERROR INTERNAL  SERVER ERROR',
    'INTERNAL SERVER error',
    'TERROR REQUEST',
    '[ERROR] REQUEST',
    'ERROR-REQUEST',
    'ERROR_ARGUMENTS',
    'ERROR\nARGUMENTS',
    'ARGUMENTS ERROR',
    'plain',
    'say "hello world" now',
    'hello-world',
    ' ',
  ];
  expect(corpus.flatMap((line, index) => (filterOf(pattern)(line) ? [index] : []))).toEqual(expected);
});

test.each([
  ['{ $.level = "ERROR" }', 'is not served here'],
  ['[ip, user]', 'is not served here'],
  ['%4\\d\\d%', 'is not served here'],
  ['ERR*', "Invalid character(s) in term '*'"],
  ['a.b', 'is not served here'],
  ['"open', 'Invalid filter pattern'],
])('%s is refused: %s', (pattern, words) => expect(() => filterOf(pattern)).toThrow(words));
