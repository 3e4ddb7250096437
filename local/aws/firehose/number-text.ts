/** A number of a JSON document that a double does not hold, or would print another way: `12345678901234567890`, `1.0`. */
export class NumberText {
  constructor(readonly text: string) {}
}

/** May stand in text that is none of a number's: a second look tells. */
const unsafeNumber = /[:[,]\s*-?(?:\d{16}|\d+\.|\d+[eE])/;
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;

/** JSON.parse, but what would change as a double comes as a NumberText. @throws SyntaxError */
export function parseExactly(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  if (!mayHoldNumber(parsed) || !unsafeNumber.test(text)) return parsed;
  // As many as no text of the document can hold, so no key of it is this one.
  const mark = '#'.repeat((text.match(/#|\\u0023/g)?.length ?? 0) + 1);
  const marked = text.replaceAll(stringOrNumber, (found) =>
    found.startsWith('"') || String(Number(found)) === found ? found : `{"${mark}":"${found}"}`,
  );
  return JSON.parse(marked, (_key, value: unknown) => {
    const number = (value as Record<string, unknown> | null)?.[mark];
    return typeof value === 'object' && typeof number === 'string' ? new NumberText(number) : value;
  });
}

/** Most events are text throughout, and need no second look. */
function mayHoldNumber(parsed: unknown): boolean {
  if (parsed === null || typeof parsed !== 'object') return false;
  for (const key in parsed) {
    const value = (parsed as Record<string, unknown>)[key];
    if (typeof value === 'number' || (typeof value === 'object' && value !== null)) return true;
  }
  return false;
}
