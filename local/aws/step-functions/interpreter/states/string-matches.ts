import { isPieces } from '../../../shared/wildcards';

/**
 * `*` stands for any text, line breaks too; `\*` and `\\` for themselves.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html#amazon-states-language-choice-state-rules
 */
export const matchesPattern = (text: string, pattern: string): boolean => isPieces(text, partsOf(pattern));

/** What stands between the wildcards. */
function partsOf(pattern: string): string[] {
  const parts = [''];
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern.charAt(at);
    const isEscape = sign === '\\' && /[*\\]/.test(pattern.charAt(at + 1));
    if (sign === '*') parts.push('');
    else parts.push((parts.pop() ?? '') + (isEscape ? pattern.charAt(++at) : sign));
  }
  return parts;
}
