import fc from '../../scripts/jest/properties';
import { madeOn, mainIn, outdated, withNoticeOf } from './outdated';

const main = 'a'.repeat(40);

test('the line stands on top, below what nobody sees', () => {
  expect(outdated(`<!-- plan -->\n${madeOn(main, '## dev: 1 change\n\ntext\n')}`, '#12')).toBe(
    `<!-- plan -->\n<!-- main: ${main} -->\n> [!WARNING]\n> **Made before #12 was applied:** it may say what no longer holds. ` +
      'Update the branch, or push, for a new one; a run that is started again plans the old main. <!-- outdated -->\n\n' +
      '## dev: 1 change\n\ntext\n',
  );
});

const lines = fc.array(
  fc.oneof(
    fc.string(),
    fc.constantFrom('> [!WARNING]', '> words', '<!-- plan -->', '<!-- outdated -->', '', `<!-- main: ${main} -->`),
  ),
);

test('said twice it is said once, of what was applied last, and the rest stays', () => {
  fc.assert(
    fc.property(lines, fc.nat(), fc.nat(), (some, first, second) => {
      const body = `<!-- plan -->\n${madeOn(main, `## title\n${some.join('\n')}`)}`;
      const twice = outdated(outdated(body, `#${first}`), `#${second}`);
      expect(twice).toBe(outdated(body, `#${second}`));
      expect(mainIn(twice)).toBe(main);
      expect(withNoticeOf(twice, body)).toBe(twice);
      expect(withNoticeOf(body, body)).toBe(body);
    }),
  );
});

test('another main’s plan takes over nothing', () => {
  const old = outdated(madeOn(main, 'text'), '#12');
  expect(withNoticeOf(old, madeOn('b'.repeat(40), 'text'))).toBe(madeOn('b'.repeat(40), 'text'));
  expect(withNoticeOf(undefined, 'text')).toBe('text');
});
