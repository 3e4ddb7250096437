import { appendFileSync } from 'node:fs';
import { setOutputs } from '../../github/outputs';
import { type PlanSummary } from '../plan/plan-summary';
import { LIMIT, overview } from '../../pull-request/summary/document';
import { environmentParts, lossParts } from '../../pull-request/summary/environment-parts';
import { fit } from '../../pull-request/summary/fit';
import { linksFrom } from '../../pull-request/summary/links';

/** How an apply ended. */
export const OUTCOMES = [
  'applied',
  'nothing',
  'stale',
  'failed',
  'locked',
  'stopped',
  'killed',
  'unwritten',
  'left',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What stands for it while it is under way: who finds this one knows that nobody heard of its end. */
export const BEGUN = 'begun';

const WORDS: Readonly<Record<Outcome, string>> = {
  applied: 'applied, and nothing is left to do ✅',
  nothing: 'nothing to apply ✅',
  stale: 'not applied: the plan is stale, since the state has moved ⚠️',
  failed: 'the apply failed half-way ❌',
  locked: 'not applied: somebody else holds the lock ⚠️',
  stopped: 'the apply was stopped half-way ⚠️',
  killed: 'the apply was killed: do not run this again before docs/reference/killed-apply.md ❌',
  unwritten: 'the state could not be written: do not run this again ❌',
  left: 'applied, and yet something is left to do ❌',
};

/** Tells in the step's summary what was applied, and others by `outcome`; outside of GitHub Actions there is none. */
export function tellApply(
  told: {
    readonly outcome: Outcome;
    readonly summary: PlanSummary;
    readonly left?: PlanSummary;
    /** What is to be done, in a sentence or two. */
    readonly words?: string;
  },
  env: Readonly<Record<string, string | undefined>> = process.env,
): void {
  const { outcome, summary, left, words } = told;
  setOutputs({ outcome }, env);
  const file = env['GITHUB_STEP_SUMMARY'];
  if (!file) return;
  const links = linksFrom(env);
  const parts = [
    `## ${summary.environment}: ${WORDS[outcome]}`,
    ...(words === undefined ? [] : [`**${words}**`]),
    overview([summary], []),
    ...(left?.changed ? [fit([...lossParts(left, links), ...environmentParts(left, links)], LIMIT / 2).text] : []),
  ];
  appendFileSync(file, `${parts.join('\n\n')}\n`);
}
