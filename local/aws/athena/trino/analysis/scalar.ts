import { type Call, type Expression } from '../grammar/ast';
import { TrinoError } from '../errors';
import { aggregates } from '../functions/aggregates';

/** The calls in an expression that are no function of a row: not those of a query within. */
interface Found {
  readonly aggregates: readonly Call[];
  readonly windows: readonly Call[];
  readonly groupings: readonly Call[];
}

export function callsIn(node: unknown): Found {
  const calls = [...callsOf(node)];
  return {
    aggregates: calls.filter(({ name, over }) => over === undefined && aggregates[name] !== undefined),
    windows: calls.filter(({ over }) => over !== undefined),
    groupings: calls.filter(({ name, over }) => over === undefined && name === 'grouping'),
  };
}

export function isScalar(node: unknown): boolean {
  const { aggregates: found, windows, groupings } = callsIn(node);
  return found.length + windows.length + groupings.length === 0;
}

/** @throws TrinoError that names them all, as Trino does, at the beginning of the expression */
export function verifyScalar(node: Expression, clause: string, sql: string): void {
  const { aggregates: found, windows, groupings } = callsIn(node);
  const all = [...found, ...windows, ...groupings];
  if (all.length === 0) return;
  throw new TrinoError(
    'EXPRESSION_NOT_SCALAR',
    `${clause} cannot contain aggregations, window functions or grouping operations: ${texts(all, sql)}`,
    node,
  );
}

/** `[count(*), sum(x)]` */
export const texts = (nodes: readonly { readonly start: number; readonly end: number }[], sql: string): string =>
  `[${nodes.map(({ start, end }) => sql.slice(start, end)).join(', ')}]`;

function* callsOf(node: unknown): Generator<Call> {
  if (typeof node !== 'object' || node === null) return;
  const { kind, body, with: common } = node as { kind?: string; body?: unknown; with?: unknown };
  if (common !== undefined && body !== undefined) return;
  if (kind === 'call') yield node as Call;
  for (const value of Object.values(node)) yield* callsOf(value);
}
