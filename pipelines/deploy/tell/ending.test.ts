import { readFileSync } from 'node:fs';
import { changedAnything, endingOf, type Ending } from './ending';
import { type EndedJob, type JobName, needsOption } from './needs';
import { applied, CASES, cancelled, fails, needsOf, ok, planned, stale } from './test-support';
import { WORDS } from './words';

type Jobs = Partial<Record<JobName, EndedJob>>;
const begun = { protection: ok(), plan: ok(planned) };
const again = { ...begun, apply: ok(stale), 'plan-again': ok(planned) };
const rejection = (environment: string) => [{ environment, by: 'ann', comment: '' }];

test.each<[what: string, jobs: Jobs, ending: Ending, changed: boolean]>([
  ['applied and verified', CASES.verified, 'verified', true],
  ['nothing to apply', CASES.unchanged, 'unchanged', false],
  ['stale once', CASES['stale, then verified'], 'verified', true],
  ['no protection', { protection: fails() }, 'unprotected', false],
  ['a newer commit is there', { protection: fails({ newer: 'f'.repeat(40) }) }, 'superseded', false],
  ['cancelled at once', { protection: cancelled }, 'cancelled', false],
  ['not attested', { ...begun, attest: fails() }, 'unattested', false],
  ['no plan', { protection: ok(), plan: fails({ changes: 'false' }) }, 'unplanned', false],
  ['cancelled while it is planned', { protection: ok(), plan: cancelled }, 'cancelled', false],
  ['cancelled while it waits', { ...begun, apply: cancelled }, 'cancelled', false],
  ['the loss of data is not gated', { ...begun, 'data-loss': fails() }, 'unprotected', false],
  ['fails half-way', CASES.failed, 'failed', true],
  ['locked', { ...begun, apply: fails({ outcome: 'locked' }) }, 'locked', false],
  [
    'stopped by a cancellation',
    { ...begun, apply: { result: 'cancelled', outputs: { outcome: 'stopped' } } },
    'stopped',
    true,
  ],
  ['killed, and could still say so', { ...begun, apply: fails({ outcome: 'killed' }) }, 'killed', true],
  ['killed with our program', { ...begun, apply: fails({ outcome: 'begun' }) }, 'killed', true],
  ['no state', { ...begun, apply: fails({ outcome: 'unwritten' }) }, 'unwritten', true],
  ['something is left', { ...begun, apply: fails({ outcome: 'left' }) }, 'left', true],
  ['failed before it began', { ...begun, apply: fails() }, 'unknown', false],
  ['stale twice', { ...again, 'apply-again': fails(stale) }, 'stale', false],
  ['stale, then gone', { ...again, 'apply-again': fails({ stale: 'true', applied: 'false' }) }, 'stale', false],
  ['stale, then no plan', { ...begun, apply: ok(stale), 'plan-again': fails() }, 'unplanned', false],
  ['stale, then half-way', { ...again, 'apply-again': fails({ outcome: 'failed' }) }, 'failed', true],
  ['no report', { ...begun, apply: ok(applied), verify: fails({ verified: 'false' }) }, 'unverified', true],
  [
    'a report that proved nothing',
    { ...begun, apply: ok(applied), verify: ok({ verified: 'false' }) },
    'unverified',
    true,
  ],
  ['cancelled while it is verified', { ...begun, apply: ok(applied), verify: cancelled }, 'unverified', true],
  ['applied, and nothing after it', { ...begun, apply: ok(applied) }, 'unknown', true],
])('%s', (_, jobs, ending, changed) => {
  const needs = needsOf(jobs);
  expect(endingOf(needs, 'dev', [])).toBe(ending);
  expect(changedAnything(ending, needs)).toBe(changed);
});

test('who rejects it is no failure; of another environment it says nothing', () => {
  expect(endingOf(CASES.rejected, 'dev', rejection('dev'))).toBe('refused');
  expect(endingOf(CASES.rejected, 'dev', rejection('prod'))).toBe('unknown');
  const loss = needsOf({ ...begun, 'data-loss': fails() });
  expect(endingOf(loss, 'dev', rejection('data-loss-dev'))).toBe('refused');
  // An apply that says itself how it ended was not rejected this time.
  expect(endingOf(CASES.failed, 'dev', rejection('dev'))).toBe('failed');
});

test('what is to be done is what the documents say', () => {
  const help = readFileSync('docs/deploy.md', 'utf8');
  const tasks = Object.values(WORDS).flatMap(({ tasks = [] }) => tasks.map(({ what }) => what));
  const named = tasks.flatMap((what) => [...what.matchAll(/\*(An? [^*]+)\*/g)].map(([, name]) => name));
  expect(new Set(named)).toEqual(new Set(['A stuck state lock', 'A state that could not be written']));
  for (const name of named) expect(help).toContain(`**${name}.**`);
});

test('what a job that did not run is said to have told is nothing', () => {
  const skipped = { result: 'skipped', outputs: { does: '${{ steps.plan.outputs.does }}' } };
  expect(needsOption(JSON.stringify({ ...CASES.verified, 'plan-again': skipped }))).toEqual(CASES.verified);
});

test('of a job without outputs there are none', () =>
  expect(
    needsOption(JSON.stringify({ ...CASES.verified, attest: { result: 'success', outputs: null } })).attest,
  ).toEqual({
    result: 'success',
    outputs: {},
  }));

test.each([
  [undefined, /--needs is missing/],
  ['{', /--needs is no JSON/],
  ['{"plan":{"result":"success"}}', /does not tell of all jobs of a deployment: protection: /],
  [JSON.stringify({ ...CASES.verified, plan: { result: 'odd' } }), /plan\.result: Invalid option/],
])('%s is refused', (text, message) => expect(() => needsOption(text)).toThrow(message));
