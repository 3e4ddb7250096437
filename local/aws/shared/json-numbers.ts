/** The numbers of a JSON text as they are written, outside of strings. */
export const numbersIn = (json: string): string[] =>
  (json.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gs) ?? []).filter((token) => !token.startsWith('"'));

/** The first number that a double does not hold, or would print another way: `12345678901234567890`, `1.0`. */
export const changedNumber = (json: string): string | undefined =>
  numbersIn(json).find((text) => String(Number(text)) !== text);
