import fc from '../../scripts/jest/properties';
import { code, link } from './markdown';
import { nodesOf, parseMarkdown } from './test-support';

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

test('whatever the text, it is one code span and no Markdown, HTML or mention', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      fc.pre(text.trim() !== '');
      const [root, list, item, paragraph, ...inside] = nodesOf(await parseMarkdown(`- ${code(text)} end\n`));
      expect([root, list, item, paragraph].map((node) => node?.type)).toEqual([
        'root',
        'list',
        'listItem',
        'paragraph',
      ]);
      expect(inside.map(({ type }) => type)).toEqual(['inlineCode', 'text']);
      expect(inside[1]?.value).toBe(' end');
    }),
    { numRuns: 300 },
  );
});

test('a link’s address can’t end early', () => {
  expect(link('run', 'https://x/a b)c<d>')).toBe('[run](https://x/a%20b%29c%3cd%3e)');
  expect(link('run', undefined)).toBe('run');
});
