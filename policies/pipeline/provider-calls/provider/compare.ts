import { type ProviderCalls } from '../../../../catalog/calls';
import { placeOf } from '../../../../catalog/place-of';
import { type ProviderTable } from '../all';
import { actionOf } from './actions';
import { byHand, type Known, unconfirmed, unreached } from './known';
import { type Reading, type ResourceReading } from './reading';
import { type Phase, PHASES } from './resource';

const KNOWN: Known = { unreached, byHand, unconfirmed };

/** Where the table and the source differ, one sentence each; none when each says what the other does. */
export function differences(table: ProviderTable, resources: Reading['resources'], known: Known = KNOWN): string[] {
  const types = Object.keys(resources).filter((type) => !Object.hasOwn(table, type));
  return [
    ...types.map((type) => `${type}: has no row, and was read once.`),
    ...Object.entries(table).flatMap(([type, row]) => {
      const read = Object.hasOwn(resources, type) ? resources[type] : undefined;
      if (read?.file !== row.source)
        return [`${type}: has not been read in ${row.source}: npm run provider-calls -- --source FOLDER reads it.`];
      return [...missing(type, row, read, known), ...unseen(type, row, read, known), ...stale(type, row, read, known)];
    }),
  ];
}

const RUNS: Readonly<Record<Phase, string>> = { read: 'read', create: 'create', update: 'update', delete: 'delete' };

const actions = (row: ProviderCalls, phases: readonly Phase[]): string[] =>
  phases.flatMap((phase) => row[phase].map(({ action }) => action));

const excused = (type: string, { unreached: some, byHand: hand }: Known): string[] => [
  ...(some[type] ?? []).flatMap(({ operations }) => operations),
  ...(hand[type]?.gone ?? []),
];

/** Calls of the source that the row lacks. The role that writes may read, too, and has every write of the row. */
function missing(type: string, row: ProviderCalls, { calls }: ResourceReading, known: Known): string[] {
  return PHASES.flatMap((phase) => {
    const has = actions(row, phase === 'read' ? ['read'] : PHASES);
    return Object.entries(calls[phase])
      .filter(([operation]) => !has.includes(actionOf(operation)) && !excused(type, known).includes(operation))
      .map(([operation, where]) => {
        const action = actionOf(operation);
        const by = action === operation ? '' : ` (${operation})`;
        return `${type}: the row lacks ${action}${by}, which ${where} calls to ${RUNS[phase]} it. Add it, or say there in checked.unreached why no block of ours gets there: ${placeOf(type)}.`;
      });
  });
}

/** Calls of the row that the source doesn't show, nor anything else. */
function unseen(type: string, row: ProviderCalls, { calls }: ResourceReading, known: Known): string[] {
  return PHASES.flatMap((phase) => {
    const seen = seenIn(type, calls, phase, known);
    return row[phase]
      .filter(({ action, cite }) => !cite && !seen.includes(action) && !known.unconfirmed[type]?.includes(action))
      .map(
        ({ action }) =>
          `${type}: the row has ${action} to ${RUNS[phase]} it, which the source doesn't call. Take it out, cite what says so, or name it in checked.unconfirmed: ${placeOf(type)}.`,
      );
  });
}

function seenIn(type: string, calls: ResourceReading['calls'], phase: Phase, { byHand: hand }: Known): string[] {
  const phases: Phase[] = phase === 'read' ? ['read'] : [phase, 'read'];
  return phases
    .flatMap((one) => [...Object.keys(calls[one]), ...(hand[type]?.calls[one] ?? [])])
    .map((operation) => actionOf(operation));
}

/** What is said of the source or the row and is so no more. */
function stale(type: string, row: ProviderCalls, { calls }: ResourceReading, known: Known): string[] {
  const called = PHASES.flatMap((phase) => Object.keys(calls[phase]));
  const hand = known.byHand[type];
  const unneeded = known.unconfirmed[type]?.filter((action) =>
    PHASES.every((phase) =>
      row[phase].every((one) => {
        return one.action !== action || one.cite || seenIn(type, calls, phase, known).includes(action);
      }),
    ),
  );
  return [
    ...excused(type, known)
      .filter((operation) => !called.includes(operation))
      .map((operation) => `${type}: ${operation} is excused, and not called: take it out.`),
    ...PHASES.flatMap(
      (phase) => hand?.calls[phase]?.filter((operation) => Object.hasOwn(calls[phase], operation)) ?? [],
    ).map(
      (operation) =>
        `${type}: ${operation} was read by hand, and is in the source: take it out of checked.byHand: ${placeOf(type)}.`,
    ),
    ...(unneeded ?? []).map(
      (action) =>
        `${type}: ${action} is confirmed, or in no row: take it out of checked.unconfirmed: ${placeOf(type)}.`,
    ),
  ];
}
