import { BEGUN, type Outcome, OUTCOMES } from '../apply/tell';
import { type EndedJob, type Needs } from './needs';

/** How far one environment's deployment came. */
export type Ending =
  /** Applied, or nothing was to apply; and a report was made with it. */
  | 'verified'
  | 'unchanged'
  /** Applied, or nothing was to apply; and no report was made. */
  | 'unverified'
  /** The apply did not go well: as it says itself. */
  | Exclude<Outcome, 'applied' | 'nothing'>
  /** The apply did not say how far it came. */
  | 'unknown'
  | 'unprotected'
  | 'superseded'
  | 'unplanned'
  /** What was built could not be attested. */
  | 'unattested'
  /** A reviewer rejected it. */
  | 'refused'
  | 'cancelled';

/** An environment of GitHub's whose reviewers rejected this run, with who and why. */
export interface Rejection {
  readonly environment: string;
  readonly by: string;
  readonly comment: string;
}

const APPLIED: readonly (Outcome | typeof BEGUN)[] = ['applied', 'nothing', 'stale'];

export function endingOf(needs: Needs, environment: string, rejections: readonly Rejection[]): Ending {
  const { protection, plan, verify } = needs;
  const rejected = (name: string) => rejections.some((one) => one.environment === name);
  if (verify.result === 'success' && verify.outputs['verified'] === 'true') {
    return appliedAny(needs) ? 'verified' : 'unchanged';
  }
  if (protection.result === 'failure') return protection.outputs['newer'] ? 'superseded' : 'unprotected';
  const tries = [
    { plan, loss: needs['data-loss'], apply: needs.apply },
    { plan: needs['plan-again'], loss: needs['data-loss-again'], apply: needs['apply-again'] },
  ] as const;
  for (const { plan: planned, loss, apply } of tries) {
    if (planned.result === 'failure') return 'unplanned';
    if (needs.attest.result === 'failure') return 'unattested';
    if (loss.result === 'failure') return rejected(`data-loss-${environment}`) ? 'refused' : 'unprotected';
    const outcome = outcomeOf(apply);
    if (outcome === BEGUN) return 'killed';
    if (outcome !== undefined && !APPLIED.includes(outcome)) return outcome as Ending;
    if (apply.result === 'failure' && (outcome === 'stale' || apply.outputs['stale'] === 'true')) return 'stale';
    if (apply.result === 'failure' && outcome === undefined) return rejected(environment) ? 'refused' : 'unknown';
    if ([planned, loss, apply].some(({ result }) => result === 'cancelled')) return 'cancelled';
  }
  // Something was applied, or nothing was to be: only the report is missing.
  if (verify.result !== 'skipped') return 'unverified';
  return protection.result === 'cancelled' ? 'cancelled' : 'unknown';
}

/** Whether what stands there is no longer what stood there. */
export const changedAnything = (ending: Ending, needs: Needs): boolean =>
  appliedAny(needs) || ['failed', 'stopped', 'killed', 'unwritten', 'left'].includes(ending);

const appliedAny = (needs: Needs): boolean =>
  [needs.apply, needs['apply-again']].some(
    ({ outputs }) => outputs['applied'] === 'true' && outputs['outcome'] !== 'nothing',
  );

const outcomeOf = ({ outputs }: EndedJob): Outcome | typeof BEGUN | undefined =>
  [...OUTCOMES, BEGUN].find((one): one is Outcome | typeof BEGUN => one === outputs['outcome']);
