import { execFileSync } from 'node:child_process';
import { shellWord } from './shell-word';

test.each(['', 'plain', 'a@b.eu,c/d', "it's", '$HOME `x` "y"', 'a b\nc', '*', '~'])('%j stays one word', (text) => {
  expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(text);
});
