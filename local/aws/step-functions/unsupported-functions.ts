/**
 * The intrinsic functions in a text that the interpreter would evaluate wrongly without a word.
 * @param text what a template's field says: `States.Format('{}', $.x)`
 * @returns a line for each
 */
export function unsupportedFunctions(text: string): string[] {
  const faults: string[] = [];
  for (const [name, why] of Object.entries(wrong)) if (text.includes(`${name}(`)) faults.push(`${name} (${why})`);
  const splits = text.split('States.StringSplit(').length - 1;
  if (splits !== (text.match(bySingleSeparator) ?? []).length) {
    faults.push('States.StringSplit (by one written separator only: it takes more for a single one)');
  }
  if ((text.match(quoted) ?? []).some((one) => !isBalanced(one))) {
    faults.push(`a parenthesis without its other in a function's text: ${text}`);
  }
  return faults;
}

const wrong = {
  'States.JsonToString': 'it loses backslashes, which JSON has',
  'States.Base64Encode': 'it takes text for Latin-1',
  'States.Base64Decode': 'it takes text for Latin-1',
};

const quoted = /'(?:[^'\\]|\\.)*'/g;
const bySingleSeparator =
  /States\.StringSplit\((?:[^()']|'(?:[^'\\]|\\.)*'|\((?:[^()]|\([^()]*\))*\))*, *'(?:[^'\\]|\\.)'\)/g;

/** The interpreter counts them, within quotes too. */
function isBalanced(text: string): boolean {
  let open = 0;
  for (const sign of text) {
    if (sign === '(') open++;
    if (sign === ')' && --open < 0) return false;
  }
  return open === 0;
}
