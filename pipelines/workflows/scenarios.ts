import { deployScenarios } from './deploy-scenarios';
import { type Ending, type Scenario } from './play';
import { BEGIN, byHand, documentsAlone, fails, merged, PROOF, reported, repository, type Told } from './told';

const PULL_REQUEST = '.github/workflows/pull-request.yml';
const DRIFT = '.github/workflows/drift.yml';
const REPORT = '.github/workflows/report.yml';

type Endings = Readonly<Record<string, Ending>>;

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
  scenario: { github: byHand(ref), inputs: { environment: 'any', start: '2026-10-01', end: '2026-10-31' } },
  runs,
});

const PROVEN = PROOF.filter((job) => !BEGIN.includes(job));

/** What must happen, whatever the environments are. */
const OTHERS: readonly Told[] = [
  pull('a pull request is proven and planned at the same time, and told twice', {}, [
    ...BEGIN,
    'synth.synth',
    ...PROVEN,
    'compare',
    'plan',
    'comment',
    'result',
  ]),
  pull('a report that cannot be made is told', { compare: fails }, [
    ...BEGIN,
    'synth.synth',
    ...PROVEN,
    'compare (failure)',
    'plan',
    'comment',
    'result',
  ]),
  pull('a proof that fails is told, with the plan', { 'prove.prove': fails }, [
    ...BEGIN,
    'synth.synth',
    'prove.prove (failure)',
    'compare',
    'plan',
    'comment',
    'result',
  ]),
  pull('a plan that fails is told', { plan: fails }, [
    ...BEGIN,
    'synth.synth',
    ...PROVEN,
    'compare',
    'plan (failure)',
    'comment',
    'result',
  ]),
  pull('stacks that do not synthesize are told', { 'synth.synth': fails }, [
    ...BEGIN,
    'synth.synth (failure)',
    ...PROVEN,
    'compare',
    'result',
  ]),
  pull('without the program nothing is planned', { 'build.build': fails }, [
    'build.build (failure)',
    'changes',
    'synth.synth',
    ...PROVEN,
    'compare',
    'result',
  ]),
  pull('what can not tell what changed proves nothing', { changes: fails }, [
    'build.build',
    'changes (failure)',
    'result',
  ]),
  pull('documents alone are proven, and not planned', { changes: documentsAlone }, [
    ...BEGIN,
    'prove.documents',
    'result',
  ]),
  pull("a fork's gets no token that writes, and no role", {}, [...BEGIN, 'prove.prove', 'compare', 'result'], {
    github: pullRequest('them/analytics'),
  }),
  pull('a merge queue is proven, and not planned', {}, [...PROOF, 'result'], { github: queued }),
  pull('documents alone in a merge queue', { changes: documentsAlone }, [...BEGIN, 'prove.documents', 'result'], {
    github: queued,
  }),
  pull(
    'a merge queue whose proof fails is told',
    { 'prove.prove': fails },
    [...BEGIN, 'prove.prove (failure)', 'result'],
    { github: queued },
  ),
  pull('until it is switched on, nothing is planned', {}, [...PROOF, 'compare', 'result'], { vars: {} }),
  pull(
    'a private repository has no code scanning',
    {},
    [...BEGIN, 'synth.synth', 'prove.prove', 'compare', 'plan', 'comment', 'result'],
    { github: pullRequest(repository, true) },
  ),
  pull(
    'a private repository that says it has code scanning',
    {},
    [...BEGIN, 'synth.synth', ...PROVEN, 'compare', 'plan', 'comment', 'result'],
    { github: pullRequest(repository, true), vars: { DEPLOY: 'true', CODE_SCANNING: 'true' } },
  ),

  drift('drift is looked for and told', {}, ['build.build', 'synth.synth', 'plan', 'issue']),
  drift('one environment that fails does not silence another', { plan: fails }, [
    ...['build.build', 'synth.synth', 'plan (failure)', 'issue'],
  ]),
  drift('a stack that does not synthesize has no drift to tell', { 'synth.synth': fails }, [
    ...['build.build', 'synth.synth (failure)'],
  ]),
  drift('until it is switched on, nothing is planned', {}, [], { vars: {} }),
  drift('from another branch nothing is planned', {}, [], { github: byHand('refs/heads/topic') }),

  report('a report is made from main', 'refs/heads/main', ['build.build', 'synth.synth', 'report']),
  report('from another branch none is made', 'refs/heads/topic', []),
];

/** What must happen in every workflow, for these environments in their order. */
export const scenariosOf = (environments: readonly string[]): readonly Told[] => [
  ...deployScenarios(environments),
  ...OTHERS,
];
