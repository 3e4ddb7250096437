import type Jsonata from 'jsonata';

let jsonata: typeof Jsonata | undefined;

/** The reference implementation: loaded by the first machine that has an expression, and by no other. */
export async function loadJsonata(): Promise<typeof Jsonata> {
  jsonata ??= (await import('jsonata')).default;
  return jsonata;
}
