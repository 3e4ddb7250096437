import { type Ending, type Scenario } from './play';

/** What happens, and which jobs must run because of it: in order, those of one step of time joined by ` + `. */
export interface Told {
  readonly workflow: string;
  readonly what: string;
  readonly scenario: Scenario;
  readonly runs: readonly string[];
}

const DEPLOY = '.github/workflows/deploy.yml';
const PULL_REQUEST = '.github/workflows/pull-request.yml';
const DRIFT = '.github/workflows/drift.yml';
const REPORT = '.github/workflows/report.yml';

type Endings = Readonly<Record<string, Ending>>;

const repository = 'us/analytics';
const merged = { event_name: 'push', ref: 'refs/heads/main', repository, event: { repository: { private: false } } };
const byHand = (ref: string) => ({ ...merged, event_name: 'workflow_dispatch', ref });
const pullRequest = (from: string, isPrivate = false) => ({
  event_name: 'pull_request',
  ref: 'refs/pull/7/merge',
  repository,
  event: {
    repository: { private: isPrivate },
    pull_request: { number: 7, head: { repo: { full_name: from } } },
  },
});

const queued = {
  event_name: 'merge_group',
  ref: 'refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef0123456789abcdef01234567',
  repository,
  event: { repository: { private: false }, merge_group: { base_ref: 'refs/heads/main' } },
};

/** An environment whose plan has changes that lose no data, and all of it goes well. */
const goesWell = (environment: string): Endings => ({
  [`${environment}.plan`]: { outputs: { changes: 'true', 'data-loss': 'false' } },
  [`${environment}.apply`]: { outputs: { applied: 'true', stale: 'false' } },
  [`${environment}.plan-again`]: { outputs: { changes: 'true', 'data-loss': 'false' } },
  [`${environment}.apply-again`]: { outputs: { applied: 'true' } },
  [`${environment}.verify`]: { outputs: { verified: 'true' } },
});
const stale: Ending = { outputs: { applied: 'false', stale: 'true' } };
const losesData: Ending = { outputs: { changes: 'true', 'data-loss': 'true' } };
const noChanges: Ending = { outputs: { changes: 'false', 'data-loss': 'false' } };
const fails: Ending = { result: 'failure' };

const reported: Endings = { 'prove.prove': { outputs: { reports: 'true' } } };
const PROOF = ['prove.prove', 'prove.code-scanning'];
const DEV = ['dev.protection', 'dev.plan', 'dev.apply', 'dev.verify'];
const PROD = ['prod.protection', 'prod.plan', 'prod.apply', 'prod.verify'];

const deploy = (what: string, jobs: Endings, runs: readonly string[], changes: Partial<Scenario> = {}): Told => ({
  workflow: DEPLOY,
  what,
  scenario: {
    github: merged,
    vars: { DEPLOY: 'true' },
    jobs: { ...reported, ...goesWell('dev'), ...goesWell('prod'), ...jobs },
    ...changes,
  },
  // Once it is cancelled, nobody waits for its outcome.
  runs: runs.some((job) => job.endsWith('(cancelled)')) ? runs : [...runs, 'outcome'],
});

const pull = (what: string, jobs: Endings, runs: readonly string[], changes: Partial<Scenario> = {}): Told => ({
  workflow: PULL_REQUEST,
  what,
  scenario: { github: pullRequest(repository), vars: { DEPLOY: 'true' }, jobs: { ...reported, ...jobs }, ...changes },
  runs,
});

const drift = (what: string, jobs: Endings, runs: readonly string[], changes: Partial<Scenario> = {}): Told => ({
  workflow: DRIFT,
  what,
  scenario: { github: { ...merged, event_name: 'schedule' }, vars: { DEPLOY: 'true' }, jobs, ...changes },
  runs,
});

const report = (what: string, ref: string, runs: readonly string[]): Told => ({
  workflow: REPORT,
  what,
  scenario: { github: byHand(ref), inputs: { environment: 'prod', start: '2026-10-01', end: '2026-10-31' } },
  runs,
});

export const SCENARIOS: readonly Told[] = [
  deploy('a merge goes to dev, and then to prod', {}, [...PROOF, ...DEV, ...PROD]),
  deploy('where nothing changes, what is there is verified', { 'dev.plan': noChanges, 'prod.plan': noChanges }, [
    ...PROOF,
    'dev.protection',
    'dev.plan',
    'dev.verify',
    'prod.protection',
    'prod.plan',
    'prod.verify',
  ]),
  deploy('a proof that fails stops everything', { 'prove.prove': fails }, ['prove.prove (failure)']),
  deploy(
    'findings are told to code scanning when the proof fails on them',
    { 'prove.prove': { ...fails, outputs: { reports: 'true' } } },
    ['prove.prove (failure)', 'prove.code-scanning'],
  ),
  deploy('code scanning that fails stops everything', { 'prove.code-scanning': fails }, [
    'prove.prove',
    'prove.code-scanning (failure)',
  ]),
  deploy('an environment without protection is not planned', { 'dev.protection': fails }, [
    ...PROOF,
    'dev.protection (failure)',
  ]),
  deploy('a plan that fails stops', { 'dev.plan': fails }, [...PROOF, 'dev.protection', 'dev.plan (failure)']),
  deploy('a plan that fails after it told its outputs stops', { 'dev.plan': { ...noChanges, ...fails } }, [
    ...PROOF,
    'dev.protection',
    'dev.plan (failure)',
  ]),
  deploy(
    'a plan that does not say whether data is lost is not applied',
    { 'dev.plan': { outputs: { changes: 'true' } } },
    [...PROOF, 'dev.protection', 'dev.plan'],
  ),
  deploy('a loss of data is applied once it is approved', { 'dev.plan': losesData }, [
    ...PROOF,
    'dev.protection',
    'dev.plan',
    'dev.data-loss',
    'dev.apply',
    'dev.verify',
    ...PROD,
  ]),
  deploy('a loss of data that nobody approves is not applied', { 'dev.plan': losesData, 'dev.data-loss': fails }, [
    ...PROOF,
    'dev.protection',
    'dev.plan',
    'dev.data-loss (failure)',
  ]),
  deploy('an apply that fails is not verified, and stops prod', { 'dev.apply': fails }, [
    ...PROOF,
    'dev.protection',
    'dev.plan',
    'dev.apply (failure)',
  ]),
  deploy(
    'an apply that leaves something to do stops prod',
    { 'dev.apply': { ...fails, outputs: { applied: 'true' } } },
    [...PROOF, 'dev.protection', 'dev.plan', 'dev.apply (failure)'],
  ),
  deploy('a stale plan is planned and applied again', { 'dev.apply': stale }, [
    ...PROOF,
    'dev.protection',
    'dev.plan',
    'dev.apply',
    'dev.plan-again',
    'dev.apply-again',
    'dev.verify',
    ...PROD,
  ]),
  deploy('a stale plan for prod is asked for again', { 'prod.apply': stale }, [
    ...PROOF,
    ...DEV,
    'prod.protection',
    'prod.plan',
    'prod.apply',
    'prod.plan-again',
    'prod.apply-again',
    'prod.verify',
  ]),
  deploy('what was stale and then has no changes is verified', { 'dev.apply': stale, 'dev.plan-again': noChanges }, [
    ...PROOF,
    'dev.protection',
    'dev.plan',
    'dev.apply',
    'dev.plan-again',
    'dev.verify',
    ...PROD,
  ]),
  deploy(
    'what was stale and then loses data asks for that',
    { 'dev.apply': stale, 'dev.plan-again': losesData, 'dev.data-loss-again': fails },
    [...PROOF, 'dev.protection', 'dev.plan', 'dev.apply', 'dev.plan-again', 'dev.data-loss-again (failure)'],
  ),
  deploy('what is stale twice stops', { 'dev.apply': stale, 'dev.apply-again': fails }, [
    ...PROOF,
    'dev.protection',
    'dev.plan',
    'dev.apply',
    'dev.plan-again',
    'dev.apply-again (failure)',
  ]),
  deploy('a verification that fails stops prod', { 'dev.verify': fails }, [
    ...PROOF,
    'dev.protection',
    'dev.plan',
    'dev.apply',
    'dev.verify (failure)',
  ]),
  deploy('a verification that proved nothing stops prod', { 'dev.verify': { outputs: { verified: 'false' } } }, [
    ...PROOF,
    ...DEV,
  ]),
  deploy('prod that is refused is not applied', { 'prod.apply': fails }, [
    ...PROOF,
    ...DEV,
    'prod.protection',
    'prod.plan',
    'prod.apply (failure)',
  ]),
  deploy('a run that is cancelled goes no further', { 'dev.plan': { ...losesData, result: 'cancelled' } }, [
    ...PROOF,
    'dev.protection',
    'dev.plan (cancelled)',
  ]),
  deploy('from another branch nothing is deployed', {}, PROOF, { github: byHand('refs/heads/topic') }),
  deploy('by hand, main is deployed', {}, [...PROOF, ...DEV, ...PROD], { github: byHand('refs/heads/main') }),
  deploy('until it is switched on, nothing is deployed', {}, PROOF, { vars: {} }),

  pull('a pull request is proven, planned and told', {}, ['prove.prove', 'prove.code-scanning', 'plan', 'result']),
  pull('a proof that fails is told, and nothing is planned', { 'prove.prove': fails }, [
    'prove.prove (failure)',
    'result',
  ]),
  pull('a plan that fails is told', { plan: fails }, [...PROOF, 'plan (failure)', 'result']),
  pull("a fork's gets no token that writes, and no role", {}, ['prove.prove', 'result'], {
    github: pullRequest('them/analytics'),
  }),
  pull('a merge queue is proven, and not planned', {}, [...PROOF, 'result'], { github: queued }),
  pull('a merge queue whose proof fails is told', { 'prove.prove': fails }, ['prove.prove (failure)', 'result'], {
    github: queued,
  }),
  pull('until it is switched on, nothing is planned', {}, [...PROOF, 'result'], { vars: {} }),
  pull('a private repository has no code scanning', {}, ['prove.prove', 'plan', 'result'], {
    github: pullRequest(repository, true),
  }),
  pull('a private repository that says it has code scanning', {}, [...PROOF, 'plan', 'result'], {
    github: pullRequest(repository, true),
    vars: { DEPLOY: 'true', CODE_SCANNING: 'true' },
  }),

  drift('drift is looked for and told', {}, ['synth', 'plan', 'issue']),
  drift('one environment that fails does not silence another', { plan: fails }, ['synth', 'plan (failure)', 'issue']),
  drift('a stack that does not synthesize has no drift to tell', { synth: fails }, ['synth (failure)']),
  drift('until it is switched on, nothing is planned', {}, [], { vars: {} }),
  drift('from another branch nothing is planned', {}, [], { github: byHand('refs/heads/topic') }),

  report('a report is made from main', 'refs/heads/main', ['report']),
  report('from another branch none is made', 'refs/heads/topic', []),
];
