import { type Name } from './ast';

/** The names of the columns that stand in an expression, or in a query, with what is before them. */
export function* columnsIn(node: unknown): Generator<readonly Name[]> {
  if (typeof node !== 'object' || node === null) return;
  const { kind, parts } = node as { kind?: string; parts?: readonly Name[] };
  if (kind === 'column' && parts) yield parts;
  else for (const value of Object.values(node)) yield* columnsIn(value);
}
