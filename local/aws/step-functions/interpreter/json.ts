const numbers = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A number that AWS hands on as it is written, and JavaScript does not. */
export class OtherNumber extends Error {}

/**
 * JSON read as Step Functions reads it, but for numbers that JavaScript would hand on otherwise written: `1.0`, `1e3`,
 * whole numbers above 2^53.
 * @throws OtherNumber that names such a number; Error for what is no JSON
 */
export function parseJson(text: string): unknown {
  const value = JSON.parse(text) as unknown;
  // Most have none that could be.
  if (!/\d[.eE]|\d{16}|-0/.test(text)) return value;
  for (const [number] of text.matchAll(numbers)) {
    if (!number.startsWith('"') && number !== '-0' && String(Number(number)) !== number) {
      throw new OtherNumber(`the number ${number} would be handed on as ${String(Number(number))} by the local run`);
    }
  }
  return value;
}
