import { type Token, type TokenKind } from './token';

/** Each alternative is one of Trino's tokens; what stands between them is white space or a comment. */
const pattern = new RegExp(
  [
    String.raw`(?<space>\s+|--[^\r\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<string>'(?:[^']|'')*')`,
    String.raw`(?<quoted>"(?:[^"]|"")+")`,
    String.raw`(?<other>[Uu]&'(?:[^']|'')*'|\x60[^\x60]*\x60)`,
    String.raw`(?<binary>[Xx]'[0-9A-Fa-f\s]*')`,
    String.raw`(?<double>(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)[eE][+-]?\d+)(?![A-Za-z_])`,
    String.raw`(?<decimal>\d[\d_]*\.(?:\d[\d_]*)?|\.\d[\d_]*)(?![A-Za-z_])`,
    String.raw`(?<integer>0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+(?:_\d+)*)(?![A-Za-z_])`,
    String.raw`(?<word>[A-Za-z_][A-Za-z0-9_]*)`,
    String.raw`(?<operator><>|!=|<=|>=|->|=>|\|\||[-+*/%=<>().,;:\[\]?])`,
  ].join('|'),
  'y',
);

const kinds = [...pattern.source.matchAll(/\(\?<(\w+)>/g)].map(([, name = '']) => name);

/** The tokens of a query, the last of which is its end. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let column = 1;
  for (let at = 0; at < sql.length;) {
    pattern.lastIndex = at;
    const found = pattern.exec(sql);
    const kind = kinds.find((one) => found?.groups?.[one] !== undefined) ?? 'other';
    const text = found?.[0] ?? String.fromCodePoint(sql.codePointAt(at) ?? 0);
    const end = at + text.length;
    if (kind !== 'space') {
      tokens.push({ kind: kind as TokenKind, text, value: valueOf(kind, text), start: at, end, line, column });
    }
    const lineEnd = text.lastIndexOf('\n');
    // Code points: one above U+FFFF is two of a text's.
    const rest = [...text.slice(lineEnd + 1)].length;
    column = lineEnd >= 0 ? rest + 1 : column + rest;
    if (lineEnd >= 0) line += text.split('\n').length - 1;
    at = end;
  }
  tokens.push({ kind: 'end', text: '<EOF>', value: '', start: sql.length, end: sql.length, line, column });
  return tokens;
}

function valueOf(kind: string, text: string): string {
  if (kind === 'string') return text.slice(1, -1).replaceAll("''", "'");
  if (kind === 'quoted') return text.slice(1, -1).replaceAll('""', '"');
  if (kind === 'binary') return text.slice(2, -1).replaceAll(/\s/g, '');
  return kind === 'word' ? text : text.replaceAll('_', '');
}
