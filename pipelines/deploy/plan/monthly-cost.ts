import { type Body } from '../../../terraform/expressions/body';
import { type PlannedChange } from '../../../terraform/read-plan-changes';
import { type PlanSummary } from './plan-summary';
import { resourceType } from './resource-types';

type Cost = PlanSummary['cost'];

/** What there is of one type, before and after. */
interface Tally {
  readonly type: string;
  readonly count: { before: number; after: number };
  /** US dollars a month */
  readonly dollars: { before: number; after: number };
  unknown: boolean;
}

/**
 * What all that is there costs a month whatever it does, before the plan and after it. A bill that goes by use is named,
 * not guessed; a price that isn't known is named too, and stands in no sum.
 */
export function monthlyCost(changes: readonly PlannedChange[]): Cost {
  const tallies = new Map<string, Tally>();
  for (const change of changes.filter(({ kind }) => kind === 'resource')) {
    const tally = tallies.get(change.type) ?? emptyTally(change.type);
    tallies.set(change.type, tally);
    add(tally, 'before', change.before);
    // What is forgotten stays in the account, and on its bill.
    add(tally, 'after', change.action === 'forget' ? change.before : change.after);
  }
  const all = [...tallies.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
  const sum = (side: 'before' | 'after') => cents(all.reduce((total, { dollars }) => total + dollars[side], 0));
  const moved = all.filter(({ count, dollars }) => count.before !== count.after || dollars.before !== dollars.after);
  return {
    before: sum('before'),
    after: sum('after'),
    lines: moved.flatMap(({ type, count, dollars, unknown }) =>
      resourceType(type)?.monthly && !unknown
        ? [{ type, more: count.after - count.before, dollars: cents(dollars.after - dollars.before) }]
        : [],
    ),
    byUse: moved.flatMap(({ type, count }) => {
      const use = resourceType(type)?.use;
      return use === undefined ? [] : [{ type, more: count.after - count.before, use }];
    }),
    unpriced: moved.flatMap(({ type, unknown }) => (unknown || !resourceType(type) ? [type] : [])),
  };
}

const emptyTally = (type: string): Tally => ({
  type,
  count: { before: 0, after: 0 },
  dollars: { before: 0, after: 0 },
  unknown: false,
});

function add(tally: Tally, side: 'before' | 'after', values: Body | undefined): void {
  if (!values) return;
  const price = resourceType(tally.type)?.monthly;
  const dollars = price ? price(values) : 0;
  tally.count[side] += 1;
  tally.dollars[side] += dollars ?? 0;
  if (dollars === undefined) tally.unknown = true;
}

/** 0.1 + 0.2 is 0.3 on a bill. */
const cents = (dollars: number): number => Math.round(dollars * 100) / 100;
