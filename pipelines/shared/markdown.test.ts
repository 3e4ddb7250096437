import fc from '../../scripts/jest/properties';
import { code, link } from './markdown';
import { markdownTokens } from './test-support';

test.each([
  ['aws_s3_bucket.events', '`aws_s3_bucket.events`'],
  ['a`b', '``a`b``'],
  ['`a``', '``` `a`` ```'],
  ['a\nb\u202e\u200b', '`a\\u{a}b\\u{202e}\\u{200b}`'],
  ['', '(empty)'],
])('%j becomes %s', (text, expected) => expect(code(text)).toBe(expected));

test('what is too long loses its middle', () => expect(code('abcdefghij', 8)).toBe('`abc…hij`'));

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('`', ' ', '<', '@', '|', '\n', '\\', '[', ')', '*', 'a', '&', '#', '-') }),
);

test('whatever the text, it is one code span and no Markdown, HTML or mention', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      fc.pre(text.trim() !== '');
      const tokens = markdownTokens(`- ${code(text)} end\n`);
      expect(tokens.map(({ type }) => type)).toEqual(['list', 'list_item', 'text', 'codespan', 'text']);
      expect(tokens.at(-1)?.raw).toBe(' end');
    }),
    { numRuns: 300 },
  );
});

test('a link’s address can’t end early', () => {
  expect(link('run', 'https://x/a b)c<d>')).toBe('[run](https://x/a%20b%29c%3cd%3e)');
  expect(link('run', undefined)).toBe('run');
});
