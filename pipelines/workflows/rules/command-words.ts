/** Where `.github/actions/program` puts the program, as scripts name it. */
export const PROGRAM = '"$RUNNER_TEMP/program/program.cjs"';

/** What stands between two commands, or before one. */
const BETWEEN = /\n|&&|\|\||[;|&(){}`]|!(?=\s)|\b(?:if|then|else|elif|while|until|do)\b/;

/**
 * The commands that a script of the shell runs, by their first word: `echo`, `[`; `node "$RUNNER_TEMP/program/program.cjs"` where Node.js runs the
 * program, and what it runs else. Of a script that is built otherwise than ours are, more words come out rather than fewer.
 */
export function commandWords(script: string): string[] {
  const text = script
    .replaceAll(/\\\n\s*/g, ' ')
    .replaceAll(/(^|\s)#.*$/gm, '')
    .replaceAll(/'[^']*'/g, 'QUOTED')
    .replaceAll(/\$\{[^}]*\}/g, 'VALUE')
    // What is run within quotes is run all the same.
    .replaceAll(/"([^"]*)"/g, (whole, inner: string) =>
      whole === PROGRAM ? whole : /\$\(|`/.test(inner) ? `QUOTED ; ${inner} ;` : 'QUOTED',
    )
    .replaceAll(/\d?[<>]+&?\s*\d?/g, ' ')
    .replaceAll(/=\([^)]*\)/g, '=VALUE')
    .replaceAll('$!', 'VALUE');
  return (
    text
      .split(BETWEEN)
      .map((piece) => piece.trim().replace(/^(?:\w+=\S*\s*)+/, ''))
      // A number, or a star, is a choice of a case.
      .filter((piece) => !/^(?:|\d+|\*)$/.test(piece))
      .map((piece) => {
        const [word = '', next] = piece.split(/\s+/);
        return word === 'node' ? `node ${next ?? ''}` : word;
      })
  );
}
