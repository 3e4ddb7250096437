/** A call of an intrinsic function, or an argument of one. */
export type Call = { readonly name: string; readonly args: readonly Argument[]; readonly text: string };
export type Argument =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'call'; readonly call: Call };

const known = new Map<string, Call>();
const callStart = /\s*(States\.[A-Za-z0-9]+)\(\s*/y;
const literal = /\s*(?:'((?:[^'\\]|\\['{}\\])*)'|(-?(?:0|[1-9]\d*)(?:\.\d+)?)|(true|false|null))\s*/y;
const pathText = /\s*(\$(?:[^\s,()'"[\]]|\[[^\]]*\])*)\s*/y;

/**
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 * @throws Error that says what is no call
 */
export function parseCall(text: string): Call {
  const before = known.get(text);
  if (before) return before;
  const [call, end] = readCall(text, 0);
  if (text.slice(end).trim() !== '') throw new Error(`${text} (no text after a call)`);
  known.set(text, call);
  return call;
}

function readCall(text: string, from: number): [Call, number] {
  callStart.lastIndex = from;
  const start = callStart.exec(text);
  if (!start) throw new Error(`${text} (neither a path nor a call of an intrinsic function)`);
  const args: Argument[] = [];
  let at = callStart.lastIndex;
  while (text[at] !== ')') {
    if (args.length > 0) {
      if (text[at] !== ',') throw new Error(`${text} (an argument, a comma or a parenthesis is missing)`);
      at++;
    }
    const [argument, end] = readArgument(text, at);
    args.push(argument);
    at = end;
  }
  at++;
  while (text[at] === ' ') at++;
  return [{ name: start[1] ?? '', args, text: text.slice(from, at).trim() }, at];
}

function readArgument(text: string, at: number): [Argument, number] {
  literal.lastIndex = at;
  const said = literal.exec(text);
  if (said) {
    const [, quoted, number, word] = said;
    // Escapes stay for States.Format, where \{ is no placeholder; the others take them out.
    const value = quoted ?? (number === undefined ? JSON.parse(word ?? 'null') : Number(number));
    return [{ kind: 'literal', value: value as unknown }, literal.lastIndex];
  }
  pathText.lastIndex = at;
  const path = pathText.exec(text);
  if (path) return [{ kind: 'path', path: path[1] ?? '' }, pathText.lastIndex];
  const [call, end] = readCall(text, at);
  return [{ kind: 'call', call }, end];
}

export const unescape = (text: string): string => text.replaceAll(/\\(['{}\\])/g, '$1');
