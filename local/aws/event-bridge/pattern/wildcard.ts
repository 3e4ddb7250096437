import { isPieces } from '../../shared/wildcards';
import { notServed, PatternFault, type Test } from './fault';

/**
 * `*` for any run of characters, `\*` for itself. AWS refuses what is "too complex" by a measure that it does not
 * publish: two in one text were seen to be taken, six to be refused.
 * @throws PatternFault
 */
export function wildcardTest(text: string): Test {
  const pieces: string[] = [''];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '*') {
      // AWS counts bytes, from the quotation mark in front.
      if (next === '*') throw new PatternFault(`Consecutive wildcard characters at pos ${positionOf(text, at)}`);
      pieces.push('');
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\')
        throw new PatternFault(`Invalid escape character at pos ${positionOf(text, at)}`);
      pieces.push((pieces.pop() ?? '') + next);
      at += 1;
    } else pieces.push((pieces.pop() ?? '') + character);
  }
  if (pieces.length > 3) throw notServed(`"${text}", with more than two wildcards, which may be too complex for AWS,`);
  return (value) => typeof value === 'string' && isPieces(value, pieces);
}

const positionOf = (text: string, at: number): number => Buffer.byteLength(`"${text.slice(0, at)}`);
