import { ownerFaults } from './code-owners';

test.each([
  ['*  @o/a\n', []],
  ['# words\n\n*  @o/a  @o/b # both\n/policies/ @o/b @o/a @o/c\n', []],
  ['', ['the first line must be "*" and who owns everything']],
  ['*\n', ['the first line must be "*" and who owns everything']],
  ['/policies/ @o/a\n', ['the first line must be "*" and who owns everything']],
  ['* @o/a\n/docs/\n', ['line 2: /docs/ is taken away from @o/a']],
  ['* @o/a\n\n/docs/ @o/b\n', ['line 3: /docs/ is taken away from @o/a']],
  ['* @o/a @o/b\n* @o/b\n', ['line 2: * is taken away from @o/a']],
  ['* @o/a\n/docs/ #@o/a\n', ['line 2: /docs/ is taken away from @o/a']],
])('%j', (text, faults) => expect(ownerFaults(text)).toEqual(faults));
