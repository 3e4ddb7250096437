import { type PlanChanges, type PlannedChange } from '../../../terraform/read-plan-changes';
import { type Located } from '../../../terraform/expressions/read-sources';
import { monthlyCost } from './monthly-cost';
import { type PlanSummary, type SummarizedChange, UNKNOWN_LOSS } from './plan-summary';
import { resourceType } from './resource-types';

/** How loud a change is: what can't be undone comes first. */
const ORDER: readonly SummarizedChange['action'][] = [
  'replace',
  'destroy',
  'forget',
  'update',
  'create',
  'read',
  'none',
];

/** A plan as it may be shown: every field is named here, and no value of an attribute is among them. */
export function summarize(
  environment: string,
  plan: PlanChanges,
  sources: Readonly<Record<string, Located>>,
): PlanSummary {
  const shown = plan.changes.filter(({ action, previousAddress, imported }) => {
    return action !== 'none' || previousAddress !== undefined || imported;
  });
  return {
    version: 1,
    environment,
    terraformVersion: plan.terraformVersion,
    changed: plan.applyable,
    changes: shown.map((change) => summarized(change, sources, true)).sort(louderFirst),
    unchanged: plan.changes.length - shown.length,
    drift: plan.drift.map((change) => summarized(change, sources, false)).sort(louderFirst),
    outputs: plan.outputs.map(({ name, action }) => ({ name, action })),
    cost: monthlyCost(plan.changes),
  };
}

function summarized(
  change: PlannedChange,
  sources: Readonly<Record<string, Located>>,
  planned: boolean,
): SummarizedChange {
  const { address, previousAddress, type, action, createFirst, imported, deposed, reason } = change;
  // What is gone already, the plan can't lose.
  const loses = planned ? lossOf(change) : undefined;
  const where = sourceOf(address, sources);
  return {
    address,
    type,
    action,
    replacedBy: [...change.replacedBy],
    attributes: change.attributes.map(({ name, sensitive, unknown }) => ({
      name,
      ...(sensitive ? { sensitive } : {}),
      ...(unknown ? { unknown } : {}),
    })),
    ...(previousAddress === undefined ? {} : { previousAddress }),
    ...(createFirst ? { createFirst } : {}),
    ...(imported ? { imported } : {}),
    ...(deposed ? { deposed } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(loses === undefined ? {} : { loses }),
    ...(where ? { where } : {}),
  };
}

/** A type that nobody has said anything about may hold data. */
function lossOf({ action, type, kind }: PlannedChange): string | undefined {
  if ((action !== 'destroy' && action !== 'replace') || kind === 'data') return undefined;
  const known = resourceType(type);
  return known ? known.loses : UNKNOWN_LOSS;
}

/** Instances of `count` and `for_each` are written in one place. */
const sourceOf = (address: string, sources: Readonly<Record<string, Located>>) =>
  Object.hasOwn(sources, address) ? sources[address]?.source : sources[address.replace(/\[.*\]$/s, '')]?.source;

function louderFirst(a: SummarizedChange, b: SummarizedChange): number {
  const rank = ({ loses, action }: SummarizedChange) =>
    (loses === undefined ? ORDER.length : 0) + ORDER.indexOf(action);
  return rank(a) - rank(b) || (a.address < b.address ? -1 : 1);
}
