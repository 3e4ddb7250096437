import { type Ending, type Scenario } from './play';
import { BEGIN, byHand, DEPLOY, documentsAlone, fails, merged, PROOF, reported, type Told } from './told';

type Endings = Readonly<Record<string, Ending>>;

/** An environment whose plan has changes that lose no data, and all of it goes well. */
const goesWell = (environment: string): Endings => ({
  [`${environment}.plan`]: { outputs: { changes: 'true', 'data-loss': 'false', attest: 'true' } },
  [`${environment}.apply`]: { outputs: { applied: 'true', stale: 'false' } },
  [`${environment}.plan-again`]: { outputs: { changes: 'true', 'data-loss': 'false' } },
  [`${environment}.apply-again`]: { outputs: { applied: 'true' } },
  [`${environment}.verify`]: { outputs: { verified: 'true' } },
});
const stale: Ending = { outputs: { applied: 'false', stale: 'true' } };
const losesData: Ending = { outputs: { changes: 'true', 'data-loss': 'true', attest: 'true' } };
const losesMore: Ending = { outputs: { changes: 'true', 'data-loss': 'true' } };
const unattested: Ending = { outputs: { changes: 'true', 'data-loss': 'false', attest: 'false' } };
const noChanges: Ending = { outputs: { changes: 'false', 'data-loss': 'false' } };

/** The jobs of a deployment to these environments, the first one first: what stops one stops those after it. */
export function deployScenarios(environments: readonly string[]): Told[] {
  const [first = '', ...others] = environments;
  const last = environments.at(-1) ?? '';
  const jobsOf = (environment: string, ...jobs: readonly string[]) =>
    jobs.map((some) => some.replaceAll(/(?<=^| \+ )(?=\w)/g, `${environment}.`));
  const whole = (environment: string) => jobsOf(environment, 'protection + plan', 'attest', 'apply', 'verify', 'tell');
  const REST = others.flatMap(whole);
  const ALL = environments.flatMap(whole);
  const BEFORE_LAST = environments.slice(0, -1).flatMap(whole);
  /** Whatever happened, it is told. */
  const inFirst = (...jobs: readonly string[]) => jobsOf(first, ...jobs, 'tell');

  const deploy = (what: string, jobs: Endings, runs: readonly string[], changes: Partial<Scenario> = {}): Told => ({
    workflow: DEPLOY,
    what,
    scenario: {
      github: merged,
      vars: { DEPLOY: 'true' },
      jobs: { ...reported, ...Object.assign({}, ...environments.map(goesWell)), ...jobs },
      ...changes,
    },
    // Once it is cancelled, nobody waits for its outcome.
    runs: runs.some((job) => job.endsWith('(cancelled)')) ? runs : [...runs, 'outcome'],
  });
  /** How the first environment's jobs end, and which of all run. */
  const atFirst = (what: string, jobs: Endings, runs: readonly string[]) =>
    deploy(what, Object.fromEntries(Object.entries(jobs).map(([job, ending]) => [`${first}.${job}`, ending])), [
      ...PROOF,
      ...runs,
    ]);
  const atLast = (what: string, jobs: Endings, runs: readonly string[]) =>
    deploy(what, Object.fromEntries(Object.entries(jobs).map(([job, ending]) => [`${last}.${job}`, ending])), [
      ...PROOF,
      ...BEFORE_LAST,
      ...jobsOf(last, ...runs, 'tell'),
    ]);

  return [
    deploy('a merge goes to each environment in turn', {}, [...PROOF, ...ALL]),
    deploy(
      'where nothing changes, what is there is verified',
      Object.fromEntries(environments.map((environment) => [`${environment}.plan`, noChanges])),
      [...PROOF, ...environments.flatMap((environment) => jobsOf(environment, 'protection + plan', 'verify', 'tell'))],
    ),
    deploy('a proof that fails stops everything', { 'prove.prove': fails }, [...BEGIN, 'prove.prove (failure)']),
    deploy('a program that is not built stops everything', { 'build.build': fails }, [
      'build.build (failure)',
      'changes',
      'prove.prove',
      'prove.code-scanning',
    ]),
    deploy('what can not tell what changed stops everything', { changes: fails }, ['build.build', 'changes (failure)']),
    deploy('documents alone are proven, and not deployed', { changes: documentsAlone }, [...BEGIN, 'prove.documents']),
    deploy('documents that do not pass', { changes: documentsAlone, 'prove.documents': fails }, [
      ...BEGIN,
      'prove.documents (failure)',
    ]),
    deploy(
      'findings are told to code scanning when the proof fails on them',
      { 'prove.prove': { ...fails, outputs: { reports: 'true' } } },
      [...BEGIN, 'prove.prove (failure)', 'prove.code-scanning'],
    ),
    deploy('code scanning that fails stops everything', { 'prove.code-scanning': fails }, [
      ...BEGIN,
      'prove.prove',
      'prove.code-scanning (failure)',
    ]),
    atFirst(
      'to an environment without protection nothing is applied, and nobody is asked',
      { protection: fails, plan: losesData },
      inFirst('protection (failure) + plan'),
    ),
    atFirst(
      'in an environment without protection nothing is verified',
      { protection: fails, plan: noChanges },
      inFirst('protection (failure) + plan'),
    ),
    atFirst('a plan that fails stops', { plan: fails }, inFirst('protection + plan (failure)')),
    atFirst(
      'a plan that fails after it told its outputs stops',
      { plan: { ...noChanges, ...fails } },
      inFirst('protection + plan (failure)'),
    ),
    atFirst(
      'a plan that does not say whether data is lost is not applied',
      { plan: { outputs: { changes: 'true' } } },
      inFirst('protection + plan', 'attest'),
    ),
    atFirst('a loss of data is applied once it is approved', { plan: losesData }, [
      ...inFirst('protection + plan', 'attest + data-loss', 'apply', 'verify'),
      ...REST,
    ]),
    atFirst(
      'a loss of data that nobody approves is not applied',
      { plan: losesData, 'data-loss': fails },
      inFirst('protection + plan', 'attest + data-loss (failure)'),
    ),
    atFirst('where nothing can be attested, it is applied without', { plan: unattested }, [
      ...inFirst('protection + plan', 'apply', 'verify'),
      ...REST,
    ]),
    atFirst(
      'what could not be attested is not applied',
      { attest: fails },
      inFirst('protection + plan', 'attest (failure)'),
    ),
    atFirst(
      'silence on attestations counts as attested',
      { plan: { outputs: { changes: 'true', 'data-loss': 'false' } }, attest: fails },
      inFirst('protection + plan', 'attest (failure)'),
    ),
    atFirst(
      'an apply that fails is not verified, and stops the next',
      { apply: fails },
      inFirst('protection + plan', 'attest', 'apply (failure)'),
    ),
    atFirst(
      'an apply that leaves something to do stops the next',
      { apply: { ...fails, outputs: { applied: 'true' } } },
      inFirst('protection + plan', 'attest', 'apply (failure)'),
    ),
    atFirst('a stale plan is planned and applied again', { apply: stale }, [
      ...inFirst('protection + plan', 'attest', 'apply', 'plan-again', 'apply-again', 'verify'),
      ...REST,
    ]),
    atLast('a stale plan for the last is asked for again', { apply: stale }, [
      'protection + plan',
      'attest',
      'apply',
      'plan-again',
      'apply-again',
      'verify',
    ]),
    atFirst('what was stale and then has no changes is verified', { apply: stale, 'plan-again': noChanges }, [
      ...inFirst('protection + plan', 'attest', 'apply', 'plan-again', 'verify'),
      ...REST,
    ]),
    atFirst(
      'what was stale and then loses data asks for that',
      { apply: stale, 'plan-again': losesMore, 'data-loss-again': fails },
      inFirst('protection + plan', 'attest', 'apply', 'plan-again', 'data-loss-again (failure)'),
    ),
    atFirst(
      'what is stale twice stops',
      { apply: stale, 'apply-again': fails },
      inFirst('protection + plan', 'attest', 'apply', 'plan-again', 'apply-again (failure)'),
    ),
    atFirst(
      'a verification that fails stops the next',
      { verify: fails },
      inFirst('protection + plan', 'attest', 'apply', 'verify (failure)'),
    ),
    atFirst(
      'a verification that proved nothing stops the next',
      { verify: { outputs: { verified: 'false' } } },
      inFirst('protection + plan', 'attest', 'apply', 'verify'),
    ),
    atLast('the last that is refused is not applied', { apply: fails }, [
      'protection + plan',
      'attest',
      'apply (failure)',
    ]),
    atFirst(
      'a run that is cancelled goes no further',
      { plan: { ...losesData, result: 'cancelled' } },
      inFirst('protection + plan (cancelled)'),
    ),
    deploy('from another branch nothing is deployed', {}, PROOF, { github: byHand('refs/heads/topic') }),
    deploy('by hand, main is deployed', {}, [...PROOF, ...ALL], { github: byHand('refs/heads/main') }),
    deploy('until it is switched on, nothing is deployed', {}, PROOF, { vars: {} }),
  ];
}
