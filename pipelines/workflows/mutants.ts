import { type RULES } from './rules/all';

/** The texts of all workflows and actions, by path. */
export type Texts = Readonly<Record<string, string>>;

/** A fault that somebody might make, and what must tell of it: a rule, or a scenario that goes another way. */
export interface Mutant {
  readonly what: string;
  readonly caughtBy: keyof typeof RULES | { readonly scenario: string };
  readonly of: (texts: Texts) => Texts;
}

const DEPLOY = '.github/workflows/deploy.yml';
const ENVIRONMENT = '.github/workflows/deploy-environment.yml';
const BUILD = '.github/workflows/build.yml';
const PROVE = '.github/workflows/prove.yml';
const PULL_REQUEST = '.github/workflows/pull-request.yml';
const DRIFT = '.github/workflows/drift.yml';
const REPORT = '.github/workflows/report.yml';
const action = (name: string) => `.github/actions/${name}/action.yml`;

type Of = Mutant['of'];

/** One text in place of another; the first one below the line `after`, where there are several. */
const put =
  (file: string, from: string, to: string, after = ''): Of =>
  (texts) => {
    const text = texts[file] ?? '';
    const start = text.indexOf(after);
    const at = text.indexOf(from, start);
    if (start < 0 || at < 0) throw new Error(`${file} has no ${JSON.stringify(from)} below ${JSON.stringify(after)}.`);
    return { ...texts, [file]: text.slice(0, at) + to + text.slice(at + from.length) };
  };

const drop = (file: string, text: string, after?: string): Of => put(file, text, '', after);

/** Moves the step that begins with one line before the one that begins with another. */
const moveUp =
  (file: string, step: string, before: string, after = ''): Of =>
  (texts) => {
    const text = texts[file] ?? '';
    const from = text.indexOf(`      - ${step}`, text.indexOf(after));
    const end = text.indexOf('\n', from) + 1;
    const next = text.slice(end).search(/^(?:      - |  \S|\n)/m);
    const lines = next < 0 ? text.slice(from) : text.slice(from, end + next);
    const to = text.indexOf(`      - ${before}`, text.indexOf(after));
    if (from < 0 || to < 0 || to > from) throw new Error(`${file} has no ${step} below ${before}.`);
    return { ...texts, [file]: text.slice(0, to) + lines + text.slice(to, from) + text.slice(from + lines.length) };
  };

const mutant = (what: string, caughtBy: Mutant['caughtBy'], of: Of): Mutant => ({ what, caughtBy, of });
const scenario = (what: string) => ({ scenario: what });

const ON_MAIN = "github.ref == 'refs/heads/main'";
const ROLE = 'uses: ./.github/actions/assume-role';

export const MUTANTS: readonly Mutant[] = [
  // What runs before what.
  mutant('the tests are left out', 'proof', drop(PROVE, "          'npx jest'\n")),
  mutant('no plan is made with the real program', 'proof', drop(PROVE, ' && npm run test:terraform')),
  mutant('nobody looks at the report', 'proof', drop(PROVE, 'npm run test:browser && ')),
  mutant('the stacks leave before the proof', 'proof', moveUp(PROVE, 'name: Keep the stacks', 'name: Check, test')),
  mutant(
    'the proof runs on a condition',
    'proof',
    put(
      PROVE,
      'run: >-\n          node scripts/parallel',
      'if: true\n        run: >-\n          node scripts/parallel',
    ),
  ),
  mutant(
    'the needs are not recorded anew',
    'proof',
    put(PROVE, 'npm run policies -- --record --check', 'npm run policies'),
  ),
  mutant('a fault of the tests that nobody hears', 'proof', put(PROVE, "'npx jest'", "'npx jest || true'")),
  mutant(
    'a failed test is passed over',
    'step-order',
    put(PROVE, "'npx jest'\n", "'npx jest'\n        continue-on-error: true\n"),
  ),
  mutant(
    'the stacks leave although the proof failed',
    'proof',
    put(PROVE, `if: \${{ ${ON_MAIN} }}`, 'if: ${{ always() }}', '- name: Keep the stacks'),
  ),
  mutant(
    'a role before the stacks that are planned',
    'step-order',
    moveUp(DRIFT, ROLE, 'uses: actions/checkout', '  plan:'),
  ),
  mutant(
    'a plan before it is fetched',
    'step-order',
    put(
      action('apply-plan'),
      '"$RUNNER_TEMP/program/program.cjs" fetch-plan ',
      '"$RUNNER_TEMP/program/program.cjs" list-plans ',
    ),
  ),
  mutant(
    'a plan is saved that no policy has seen',
    'step-order',
    put(
      action('terraform-plan'),
      '"$RUNNER_TEMP/program/program.cjs" hold-plan ',
      '"$RUNNER_TEMP/program/program.cjs" show-plan ',
    ),
  ),
  mutant(
    'dev before the proof',
    scenario('a merge goes to each environment in turn'),
    put(DEPLOY, 'needs: [changes, build, prove]', 'needs: [changes, build]'),
  ),
  mutant(
    'dev whatever the proof says',
    scenario('a proof that fails stops everything'),
    drop(DEPLOY, "\n      && needs.prove.result == 'success'"),
  ),
  mutant(
    'prod at the same time as dev',
    scenario('a merge goes to each environment in turn'),
    put(DEPLOY, 'needs: [changes, build, prove, dev]', 'needs: [changes, build, prove]'),
  ),
  mutant(
    'prod whatever became of dev',
    scenario('a verification that proved nothing stops the next'),
    drop(DEPLOY, " && needs.dev.outputs.deployed == 'true'"),
  ),
  mutant(
    'prod once dev is applied, verified or not',
    scenario('a verification that proved nothing stops the next'),
    put(ENVIRONMENT, '${{ jobs.verify.outputs.verified }}', '${{ jobs.apply.outputs.applied }}'),
  ),
  mutant('no verification', scenario('a merge goes to each environment in turn'), (texts) => ({
    ...texts,
    [ENVIRONMENT]: (texts[ENVIRONMENT] ?? '').replace(/\n {2}# Even where[\s\S]*$/, '\n'),
  })),
  mutant(
    'a verification of what was not applied',
    scenario('an apply that leaves something to do stops the next'),
    drop(ENVIRONMENT, "\n      && needs.apply.result != 'failure'"),
  ),

  mutant(
    'a failure that nobody is told of',
    scenario('an apply that fails is not verified, and stops the next'),
    drop(ENVIRONMENT, 'always() && ', '  tell:'),
  ),
  mutant(
    'a cancellation that nobody is told of',
    scenario('a run that is cancelled goes no further'),
    put(ENVIRONMENT, 'always()', '!cancelled()', '  tell:'),
  ),
  mutant(
    'what is told before the verification ended',
    scenario('a merge goes to each environment in turn'),
    put(ENVIRONMENT, ', verify]', ']', '  tell:'),
  ),
  mutant(
    'an apply behind npm, which keeps signals to itself',
    'interruptible',
    put(action('apply-plan'), 'node "$RUNNER_TEMP/program/program.cjs" apply', 'npm run -s pipeline -- apply'),
  ),
  mutant(
    'an apply that does not hear that its time is up',
    'interruptible',
    drop(action('apply-plan'), `        trap 'heard=1; kill -s TERM "$apply" || true' TERM\n`),
  ),

  // Gates.
  mutant(
    'an apply whatever the protection is',
    scenario('to an environment without protection nothing is applied, and nobody is asked'),
    (texts) =>
      drop(
        ENVIRONMENT,
        " && needs.protection.result == 'success'",
        '  apply:',
      )(put(ENVIRONMENT, 'needs: [protection, plan]', 'needs: [plan]', 'Approve the loss of data')(texts)),
  ),
  mutant(
    'an apply that does not wait for the protection',
    'gated-environments',
    put(ENVIRONMENT, 'needs: [protection, plan, attest, data-loss]', 'needs: [plan]', '  apply:'),
  ),
  mutant(
    'reviewers are asked where nobody looked whether they are the right ones',
    'gated-environments',
    put(ENVIRONMENT, 'needs: [protection, plan]', 'needs: [plan]', 'Approve the loss of data'),
  ),
  mutant(
    'a verification whatever the protection is',
    scenario('in an environment without protection nothing is verified'),
    drop(ENVIRONMENT, "\n      && needs.protection.result == 'success'", '  verify:'),
  ),
  mutant(
    'an older commit deployed over a newer one',
    'deployment-order',
    drop(
      ENVIRONMENT,
      '          node "$RUNNER_TEMP/program/program.cjs" order --environment "$ENVIRONMENT" --commit "$GITHUB_SHA" --event "$EVENT"\n',
    ),
  ),
  mutant(
    'the protection of prod is not checked',
    'gated-environments',
    drop(
      ENVIRONMENT,
      '          node "$RUNNER_TEMP/program/program.cjs" gate --environment "$ENVIRONMENT" --reviewers "$REVIEWERS"\n',
    ),
  ),
  mutant('prod needs no reviewers', 'gated-environments', put(DEPLOY, 'approval: true', 'approval: false')),
  mutant(
    'a loss of data needs no reviewers',
    'gated-environments',
    put(ENVIRONMENT, '"data-loss-$ENVIRONMENT" --reviewers required', '"data-loss-$ENVIRONMENT" --reviewers optional'),
  ),
  mutant(
    'a loss of data is not asked for',
    scenario('a loss of data is applied once it is approved'),
    put(ENVIRONMENT, "if: ${{ needs.plan.outputs.data-loss == 'true' }}", 'if: false'),
  ),
  mutant(
    'a loss of data is applied while it is asked for',
    scenario('a loss of data that nobody approves is not applied'),
    drop(ENVIRONMENT, "\n      && (needs.plan.outputs.data-loss == 'false' || needs.data-loss.result == 'success')"),
  ),
  mutant(
    'silence on data counts as no loss',
    scenario('a plan that does not say whether data is lost is not applied'),
    put(ENVIRONMENT, "needs.plan.outputs.data-loss == 'false'", "needs.plan.outputs.data-loss != 'true'"),
  ),
  mutant(
    'a loss of data is approved by nobody in particular',
    'gated-environments',
    put(ENVIRONMENT, 'environment: data-loss-${{ inputs.environment }}', 'environment: anybody'),
  ),
  mutant(
    'an apply of whatever plan was saved last',
    'reviewed-plan',
    put(ENVIRONMENT, 'manifest: ${{ needs.plan.outputs.manifest }}', "manifest: ''", '  apply:'),
  ),
  mutant(
    'an apply again of the plan that was stale',
    'reviewed-plan',
    put(ENVIRONMENT, 'manifest: ${{ needs.plan-again.', 'manifest: ${{ needs.plan.', '  apply-again:'),
  ),
  mutant(
    'a loss that is approved for whatever plan comes',
    'reviewed-plan',
    put(ENVIRONMENT, 'MANIFEST: ${{ needs.plan.outputs.manifest }}', 'MANIFEST: ${{ github.sha }}'),
  ),
  mutant(
    'a loss that is approved before the gate',
    'reviewed-plan',
    put(
      ENVIRONMENT,
      'run: |\n          node "$RUNNER_TEMP/program/program.cjs" gate --environment "$ENVIRONMENT" --reviewers required\n',
      'run: |\n',
      '  data-loss:',
    ),
  ),
  mutant(
    'a stale plan is not made again',
    scenario('a stale plan is planned and applied again'),
    put(ENVIRONMENT, "needs.apply.outputs.stale == 'true'", "needs.apply.outputs.stale == 'yes'"),
  ),
  mutant(
    'a plan that was made again asks nobody before data is lost',
    scenario('what was stale and then loses data asks for that'),
    put(ENVIRONMENT, "needs.data-loss-again.result == 'success'", "needs.data-loss-again.result != 'skipped'"),
  ),
  mutant(
    'an apply in no environment',
    'guarded-roles',
    put(ENVIRONMENT, '      name: ${{ inputs.environment }}\n', '      name: anybody\n', '    timeout-minutes: 55'),
  ),
  mutant(
    'an apply in an environment that is less protected',
    'guarded-roles',
    put(
      ENVIRONMENT,
      '    environment: ${{ inputs.environment }}\n',
      '    environment: report-${{ inputs.environment }}\n',
      '    timeout-minutes: 55',
    ),
  ),
  mutant('an apply from any branch', 'guarded-roles', drop(ENVIRONMENT, ` && ${ON_MAIN}`, '  apply:')),
  mutant(
    'an apply from any branch, by an alternative',
    'guarded-roles',
    put(ENVIRONMENT, "== 'success') }}", "== 'success') || inputs.environment == 'dev' }}", '  apply-again:'),
  ),
  mutant(
    'a deployment from any branch',
    scenario('from another branch nothing is deployed'),
    drop(DEPLOY, ` && ${ON_MAIN}`),
  ),
  mutant('a report from any branch', 'guarded-roles', put(REPORT, ON_MAIN, 'true', '    name: Report\n')),
  mutant('drift of any branch', scenario('from another branch nothing is planned'), drop(DRIFT, `${ON_MAIN} && `)),
  mutant(
    'deployments while they are switched off',
    scenario('until it is switched on, nothing is deployed'),
    drop(DEPLOY, " && vars.DEPLOY == 'true'"),
  ),
  mutant(
    'an apply that a newer run cancels',
    'guarded-roles',
    put(DEPLOY, 'cancel-in-progress: false', 'cancel-in-progress: true', '  dev:'),
  ),
  mutant(
    'two deployments at a time',
    'guarded-roles',
    drop(DEPLOY, '    concurrency:\n      group: deploy-prod\n      cancel-in-progress: false\n'),
  ),
  mutant('dev and prod share a queue', 'guarded-roles', put(DEPLOY, 'group: deploy-prod', 'group: deploy-dev')),

  // Little code near the credentials.
  mutant(
    'packages are installed in a job with a role',
    'program',
    put(ENVIRONMENT, ROLE, 'uses: ./.github/actions/setup\n      - uses: ./.github/actions/assume-role', '  apply:'),
  ),
  mutant(
    'a job with a role runs the source',
    'program',
    put(
      action('terraform-plan'),
      'node "$RUNNER_TEMP/program/program.cjs" plan',
      'node scripts/run.mjs pipelines/main.ts plan',
    ),
  ),
  mutant(
    'a job with a role synthesizes',
    'program',
    put(
      REPORT,
      'run: node "$RUNNER_TEMP/program/program.cjs" report',
      'run: npx synth && node "$RUNNER_TEMP/program/program.cjs" report',
    ),
  ),
  mutant(
    'packages are installed where a comment is written',
    'program',
    put(PULL_REQUEST, 'uses: ./.github/actions/program', 'uses: ./.github/actions/setup', '  result:'),
  ),
  mutant(
    'a job with a role runs an action that nobody listed',
    'program',
    put(ENVIRONMENT, 'actions/download-artifact@', 'actions/cache@', '  apply:'),
  ),
  mutant(
    'any program is run',
    'program',
    put(ENVIRONMENT, 'digest: ${{ inputs.program }}', 'digest: ${{ github.sha }}', '  apply:'),
  ),
  mutant(
    'a program that the tests built',
    'program',
    put(DEPLOY, '${{ needs.build.outputs.digest }}', '${{ needs.prove.outputs.digest }}', '  prod:'),
  ),
  mutant(
    'the digest of a job that is not waited for',
    'program',
    put(PULL_REQUEST, 'needs: [build, synth]', 'needs: [synth]', '  plan:'),
  ),
  mutant(
    'an artifact of the tests takes the place of the program',
    'program',
    put(PULL_REQUEST, 'path: ${{ runner.temp }}/compared', 'path: ${{ runner.temp }}', '  result:'),
  ),
  mutant(
    'the program runs before it is compared',
    'program',
    put(
      action('program'),
      '    - name: Refuse',
      '    - run: node "$RUNNER_TEMP/program/program.cjs" tool\n      shell: bash\n    - name: Refuse',
    ),
  ),
  mutant('another program is told, and run', 'program', drop(action('program'), '          exit 1\n')),
  mutant(
    'the program is run before it is there',
    'program',
    put(
      ENVIRONMENT,
      '      - uses: ./.github/actions/program\n',
      '      - run: node "$RUNNER_TEMP/program/program.cjs" tool\n      - uses: ./.github/actions/program\n',
      '  verify:',
    ),
  ),
  mutant(
    'tests run where the program is built',
    'program',
    put(BUILD, '      - name: Bundle', '      - run: npx jest\n      - name: Bundle'),
  ),
  mutant(
    'something else is done with the bundle',
    'program',
    put(BUILD, 'build:program -- --out', 'build:program -- --minify --out'),
  ),
  mutant(
    'the build tells more than the digest',
    'program',
    put(BUILD, '      digest: ${{ steps', '      other: ${{ steps.build.outputs.other }}\n      digest: ${{ steps'),
  ),
  mutant(
    'the build may ask for a role',
    'program',
    put(BUILD, '      contents: read\n', '      contents: read\n      id-token: write\n'),
  ),
  mutant(
    'the program is built with what a cache held',
    'program',
    put(
      BUILD,
      'uses: ./.github/actions/setup\n',
      "uses: ./.github/actions/setup\n        with:\n          cache: 'true'\n",
    ),
  ),
  mutant(
    'the tests hand a program on',
    'program',
    put(PROVE, '          name: reports\n', '          name: program\n'),
  ),
  mutant(
    'stacks that nobody has proven are applied',
    'proof',
    put(DEPLOY, 'uses: ./.github/workflows/prove.yml', 'uses: ./.github/workflows/synthesize.yml'),
  ),

  // What was attested.
  mutant(
    'zips are applied whose attestation nobody verified',
    'step-order',
    put(action('apply-plan'), 'program.cjs" verify-attestations ', 'program.cjs" list-attestations '),
  ),
  mutant(
    'an attestation is verified where it is there',
    'attested',
    put(action('apply-plan'), "if: ${{ inputs.attested != 'false' }}", 'if: ${{ !cancelled() }}'),
  ),
  mutant(
    'a verification that nothing follows from',
    'attested',
    put(
      action('program'),
      'refs/heads/main --deny-self-hosted-runners',
      'refs/heads/main --deny-self-hosted-runners || true',
    ),
  ),
  mutant(
    'a program of any workflow will do',
    'attested',
    drop(
      action('program'),
      '        --signer-workflow "$GITHUB_REPOSITORY/.github/workflows/deploy-environment.yml"\n',
    ),
  ),
  mutant(
    'the program is verified once it has run',
    'attested',
    put(
      action('program'),
      '    - name: Verify',
      '    - run: node "$RUNNER_TEMP/program/program.cjs" tool\n      shell: bash\n    - name: Verify',
    ),
  ),
  mutant(
    'an apply that is told that nothing is attested',
    'attested',
    put(ENVIRONMENT, 'attested: ${{ needs.plan.outputs.attest }}', "attested: 'false'", '  apply-again:'),
  ),
  mutant(
    'attestations only where somebody asks for them',
    'attested',
    put(ENVIRONMENT, 'github.event.repository.private == false || ', ''),
  ),
  mutant(
    'an apply that does not wait for what is attested',
    'attested',
    put(ENVIRONMENT, 'needs: [protection, plan, attest, data-loss]', 'needs: [protection, plan, data-loss]'),
  ),
  mutant(
    'an apply of what could not be attested',
    scenario('what could not be attested is not applied'),
    drop(
      ENVIRONMENT,
      "\n      && (needs.plan.outputs.attest == 'false' || needs.attest.result == 'success')",
      '  apply:',
    ),
  ),
  mutant(
    'silence on attestations counts as none',
    scenario('silence on attestations counts as attested'),
    put(ENVIRONMENT, "(needs.plan.outputs.attest == 'false' ||", "(needs.plan.outputs.attest != 'true' ||", '  apply:'),
  ),
  mutant(
    'what lies there is attested, whatever it is',
    'attested',
    put(
      ENVIRONMENT,
      'subject-checksums: ${{ runner.temp }}/attest/digests',
      'subject-path: ${{ runner.temp }}/attest/files/*',
    ),
  ),
  mutant(
    'other digests are attested than the plan told',
    'attested',
    put(ENVIRONMENT, 'ZIPS: ${{ needs.plan.outputs.zips }}', 'ZIPS: ${{ needs.plan.outputs.manifest }}'),
  ),
  mutant(
    'digests are attested that somebody worked out from the artifact',
    'attested',
    put(
      ENVIRONMENT,
      '(cd files && sha256sum --check --strict ../digests)',
      '(cd files && sha256sum -- * > ../digests)',
    ),
  ),
  mutant(
    'a list that the proof did not make is attested',
    'attested',
    put(DEPLOY, 'sbom: ${{ needs.prove.outputs.sbom }}', 'sbom: ${{ needs.build.outputs.digest }}'),
  ),
  mutant(
    'a job that attests with a token that opens a role',
    'attested',
    drop(ENVIRONMENT, '    environment: attest_only\n'),
  ),
  mutant(
    'a job that attests runs the program',
    'attested',
    put(
      ENVIRONMENT,
      '      - name: Refuse other files',
      '      - run: node "$RUNNER_TEMP/attest/files/program.cjs" tool\n      - name: Refuse other files',
    ),
  ),
  mutant(
    'the token of what applies may attest',
    'least-permissions',
    put(ENVIRONMENT, 'attestations: read', 'attestations: write', '  apply:'),
  ),

  // Documents alone.
  mutant(
    'documents alone are deployed',
    scenario('documents alone are proven, and not deployed'),
    drop(DEPLOY, "needs.changes.outputs.documents == 'false' && "),
  ),
  mutant(
    'silence on documents counts as documents',
    scenario('what can not tell what changed proves nothing'),
    (texts) =>
      put(
        PROVE,
        "inputs.documents == 'true'",
        "inputs.documents != 'false'",
      )(put(PULL_REQUEST, 'needs: changes', 'needs: build', '  prove:')(texts)),
  ),
  mutant(
    'documents alone are planned',
    scenario('documents alone are proven, and not planned'),
    drop(PULL_REQUEST, "\n      && needs.changes.outputs.documents == 'false'", '  synth:'),
  ),
  mutant(
    'a plan that waits for the tests',
    scenario('a proof that fails is told, with the plan'),
    put(PULL_REQUEST, 'needs: [build, synth]', 'needs: [build, synth, prove]', '  plan:'),
  ),
  mutant(
    'a verdict that something told later takes back',
    scenario('a pull request is proven and planned at the same time, and told twice'),
    put(PULL_REQUEST, ', comment]', ']', '  result:'),
  ),

  // Roles, permissions, and who may reach them.
  mutant(
    'a pull request holds the role that applies',
    'guarded-roles',
    put(PULL_REQUEST, 'role: plan-role', 'role: apply-role'),
  ),
  mutant(
    'a pull request holds the role that saves plans',
    'guarded-roles',
    put(PULL_REQUEST, 'role: plan-role', 'role: deploy-plan-role'),
  ),
  mutant('the role that applies makes reports', 'guarded-roles', put(REPORT, 'role: report-role', 'role: apply-role')),
  mutant(
    "a fork's pull request is planned",
    scenario("a fork's gets no token that writes, and no role"),
    drop(PULL_REQUEST, ' && github.event.pull_request.head.repo.full_name == github.repository', '  synth:'),
  ),
  mutant('a merge queue that waits for ever', 'merge-queue', drop(PULL_REQUEST, '  merge_group:\n')),
  mutant('groups of a merge queue that cancel each other', 'merge-queue', drop(PULL_REQUEST, ' || github.ref')),
  mutant('a pull request runs as main', 'triggers', put(PULL_REQUEST, '  pull_request:\n', '  pull_request_target:\n')),
  mutant('a deployment of any branch', 'triggers', put(DEPLOY, 'branches: [main]', "branches: ['**']")),
  mutant('the token may write the code', 'least-permissions', put(PROVE, 'contents: read', 'contents: write')),
  mutant('the token may do anything', 'least-permissions', put(REPORT, 'permissions: {}', 'permissions: write-all')),
  mutant(
    'a job with the permissions of the default',
    'least-permissions',
    drop(DRIFT, '    permissions:\n      contents: read\n'),
  ),
  mutant(
    'an identity token where no role is assumed',
    'least-permissions',
    put(PULL_REQUEST, 'pull-requests: write #', 'id-token: write\n      pull-requests: write #'),
  ),
  mutant(
    'a caller that grants more than is used',
    'least-permissions',
    put(DEPLOY, 'actions: read #', 'issues: write\n      actions: read #'),
  ),
  mutant(
    'credentials of any account',
    'credentials',
    drop(action('assume-role'), '        allowed-account-ids: ${{ steps.settings.outputs.account-id }}\n'),
  ),
  mutant('credentials for half a day', 'credentials', put(ENVIRONMENT, "seconds: '3600'", "seconds: '43200'")),
  mutant(
    'a key in place of a role',
    'no-secrets',
    put(action('assume-role'), 'audience: sts.amazonaws.com', 'aws-access-key-id: ${{ secrets.AWS_KEY }}'),
  ),
  mutant(
    'an apply with what others left in the cache',
    'guarded-roles',
    put(ENVIRONMENT, "terraform: 'true'", "terraform: 'true'\n          cache: 'true'", '  apply:'),
  ),

  // What is trusted, and what leaks.
  mutant(
    'an action by its tag',
    'pinned-actions',
    put(PROVE, 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1', 'actions/checkout@v7.0.1'),
  ),
  mutant(
    'an action at another commit',
    'pinned-actions',
    put(action('setup'), '@820762786026740c76f36085b0efc47a31fe5020', '@0000000000000000000000000000000000000000'),
  ),
  mutant(
    'an action that nobody has read',
    'pinned-actions',
    put(action('setup'), 'actions/setup-node@', 'someone/setup-node@'),
  ),
  mutant('a comment that names another release', 'pinned-actions', put(DRIFT, '# v7.0.0', '# v6.0.0')),
  mutant('an input that is misspelt', 'known-inputs', put(PROVE, 'fetch-depth', 'fetch-dept')),
  mutant(
    'an input that is missing',
    'known-inputs',
    drop(REPORT, '          environment: ${{ inputs.environment }}\n'),
  ),
  mutant(
    "the job's token stays in the checkout",
    'no-kept-credentials',
    put(DRIFT, 'persist-credentials: false', 'persist-credentials: true'),
  ),
  mutant(
    'a reason that is run as a script',
    'no-expressions-in-scripts',
    put(REPORT, '--reason="$REASON"', '--reason="${{ inputs.reason }}"'),
  ),
  mutant('a plan with its secrets as an artifact', 'artifacts', put(PULL_REQUEST, 'plan/summary.json', 'plan')),
  mutant("Terraform's lock file is left behind", 'artifacts', put(PROVE, '          include-hidden-files: true\n', '')),
  mutant('a job that may hang for six hours', 'runners', drop(REPORT, '    timeout-minutes: 70\n')),
  mutant('a runner that changes by itself', 'runners', put(DRIFT, 'ubuntu-24.04', 'ubuntu-latest')),
  mutant('a pipe whose first part may fail', 'runners', drop(PROVE, 'defaults:\n  run:\n    shell: bash\n')),
];
