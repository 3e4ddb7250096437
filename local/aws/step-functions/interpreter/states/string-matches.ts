/**
 * `*` stands for any text, line breaks too; `\*` and `\\` for themselves.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html#amazon-states-language-choice-state-rules
 */
export function matchesPattern(text: string, pattern: string): boolean {
  const parts = partsOf(pattern);
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  // From the left each part at its first place: linear, where an expression could take exponential time.
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

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
