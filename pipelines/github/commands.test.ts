import fc from '../../scripts/jest/properties';
import { inert, QuietLog } from './commands';
import { commandsIn } from './test-support';

const hostile = fc.array(
  fc.constantFrom(
    '::error::x',
    '::',
    '##[error]',
    '##[',
    '::add-mask::a',
    ' ',
    '\t',
    '\n',
    '\r\n',
    'a',
    '::stop-commands::x',
    '│',
  ),
  { maxLength: 12 },
);

test('whatever the text, the runner takes no command from it, and takes those that come after', () => {
  fc.assert(
    fc.property(hostile, (pieces) => {
      let said = '';
      const log = new QuietLog({ write: (text) => (said += text) }, { GITHUB_ACTIONS: 'true' });
      for (const piece of pieces) log.write(piece);
      log.end();
      expect(commandsIn(said)).toEqual([]);
      expect(commandsIn(`${said}::warning::ours\n`)).toEqual(['warning']);
      expect(commandsIn(inert(pieces.join('')))).toEqual([]);
    }),
  );
});

test('elsewhere the text is as it is', () => {
  let said = '';
  const log = new QuietLog({ write: (text) => (said += text) }, {});
  log.write('::error::x');
  log.end();
  expect(said).toBe('::error::x');
});

test('the text that is told in vain is a command', () => {
  expect(commandsIn('a\n::error::x\n b ##[debug]y\n')).toEqual(['error', 'debug']);
});
