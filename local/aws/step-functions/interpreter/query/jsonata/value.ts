/** A value that no JSON is, or none that AWS would write as we do. */
export class NoJson extends Error {}

/** What an expression gave, without what JSONata notes on its lists. @throws NoJson */
export function asJson(value: unknown): unknown {
  if (typeof value === 'number') {
    if (
      Number.isFinite(value) &&
      !/e/.test(String(value)) &&
      !(Number.isInteger(value) && !Number.isSafeInteger(value))
    ) {
      return value === 0 ? 0 : value;
    }
    throw new NoJson(`the number ${value}`);
  }
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object' || '_jsonata_lambda' in value || '_jsonata_function' in value) {
    throw new NoJson(`a ${typeof value === 'undefined' ? 'nothing' : 'function'} within a value`);
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => [name, asJson(one)]),
  );
}

export const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};
