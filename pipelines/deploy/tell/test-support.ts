import { type EndedJob, JOBS, type JobName, type Needs } from './needs';

export const ended = (result: EndedJob['result'], outputs: Record<string, string> = {}): EndedJob => ({
  result,
  outputs,
});
export const ok = (outputs?: Record<string, string>) => ended('success', outputs);
export const fails = (outputs?: Record<string, string>) => ended('failure', outputs);
export const cancelled = ended('cancelled');

/** What a job with `needs` would be told: whatever is not given did not run. */
export const needsOf = (jobs: Partial<Record<JobName, EndedJob>>): Needs =>
  Object.fromEntries(JOBS.map((name) => [name, jobs[name] ?? ended('skipped')])) as Record<JobName, EndedJob>;

export const DOES = JSON.stringify({ create: 2, update: 1, replace: 0, destroy: 0, forget: 0, outputs: 0, lost: 0 });
const planned = { changes: 'true', 'data-loss': 'false', does: DOES, dashboard: 'https://console/dashboard' };
const applied = { applied: 'true', stale: 'false', outcome: 'applied' };
const stale = { applied: 'false', stale: 'true', outcome: 'stale' };

/** Ends that a deployment can have, by name. */
export const CASES = {
  verified: needsOf({ protection: ok(), plan: ok(planned), apply: ok(applied), verify: ok({ verified: 'true' }) }),
  unchanged: needsOf({ protection: ok(), plan: ok({ changes: 'false' }), verify: ok({ verified: 'true' }) }),
  failed: needsOf({ protection: ok(), plan: ok(planned), apply: fails({ outcome: 'failed' }) }),
  rejected: needsOf({ protection: ok(), plan: ok(planned), apply: fails() }),
  'stale, then verified': needsOf({
    protection: ok(),
    plan: ok({ ...planned, does: 'what was not applied' }),
    apply: ok(stale),
    'plan-again': ok(planned),
    'apply-again': ok(applied),
    verify: ok({ verified: 'true' }),
  }),
} as const;
export { planned, applied, stale };
