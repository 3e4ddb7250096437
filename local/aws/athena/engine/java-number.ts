/** Java's Double.toString: `1.0`, `1.0E7`, `1.5E-4`. */
export const javaDouble = (value: number): string => javaText(value, value.toExponential(), String(value));

/** Java's Float.toString: as few digits as tell the float from its neighbours. */
export function javaFloat(value: number): string {
  let short = value;
  for (let digits = 1; digits <= 9; digits++) {
    short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) break;
  }
  return javaText(short, short.toExponential(), String(short));
}

function javaText(value: number, scientific: string, plain: string): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e7)) {
    const text = Object.is(value, -0) ? '-0' : plain;
    return Number.isInteger(value) ? `${text}.0` : text;
  }
  const [digits = '', exponent] = scientific.split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}
