/** Terraform's string templates, as they stand in Terraform JSON: literal text mixed with `${expression}`. */

export type TemplatePart = { readonly literal: string } | { readonly expression: string };

/** A template that Terraform itself would refuse, or one that uses `%{ … }` directives, which we don't read. */
export class TemplateError extends Error {}

/**
 * Splits a template. `$${` and `%%{` are Terraform's escapes of `${` and `%{`.
 * @throws TemplateError for an unclosed `${` and for `%{ … }` directives.
 */
export function parseTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = '';
  let at = 0;
  while (at < text.length) {
    const next = startOfNext(text, at);
    literal += text.slice(at, next);
    at = next;
    if (text.startsWith('$${', at) || text.startsWith('%%{', at)) {
      literal += text.slice(at + 1, at + 3);
      at += 3;
    } else if (text.startsWith('${', at)) {
      const end = endOfExpression(text, at + 2);
      if (literal) parts.push({ literal });
      literal = '';
      parts.push({ expression: text.slice(at + 2, end).trim() });
      at = end + 1;
    } else if (text.startsWith('%{', at)) {
      throw new TemplateError(`template directives (%{ … }) are not supported: ${excerpt(text, at)}`);
    }
  }
  if (literal || parts.length === 0) parts.push({ literal });
  return parts;
}

const START = /\$\$\{|%%\{|\$\{|%\{/g;

/** Index of the next of the four that begin with what is no literal text; the text's end where there is none. */
function startOfNext(text: string, from: number): number {
  START.lastIndex = from;
  return START.exec(text)?.index ?? text.length;
}

/** Index of the `}` that closes the expression which starts at `from`; strings inside may nest templates. */
function endOfExpression(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at + 1);
    else if (char === '{') depth += 1;
    else if (char === '}') {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  throw new TemplateError(`"\${" is never closed: ${excerpt(text, from - 2)}`);
}

/** Index of the quote that closes the string which starts at `from`. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
    else if (text.startsWith('$${', at)) at += 2;
    else if (text.startsWith('${', at)) at = endOfExpression(text, at + 2);
  }
  throw new TemplateError(`a string inside an expression is never closed: ${excerpt(text, from - 1)}`);
}

const excerpt = (text: string, at: number): string => JSON.stringify(text.slice(at, at + 60));
