import { callersOf } from '../callers';
import { type Action, type Files, type Job, type Mapping, type Workflow } from '../files';
import { jobsWithSteps, rolesOf } from '../steps';
import { type Rule } from './rule';

const ATTEST = 'actions/attest@';
const DOWNLOAD = 'actions/download-artifact@';

/** Its jobs' tokens open no role: AWS trusts none of that name (`policies/pipeline/trust.test.ts`). */
export const ATTESTING = 'attest_only';

/** Private repositories have no attestations but on Enterprise Cloud, which a variable says. */
const WHETHER = "${{ github.event.repository.private == false || vars.ATTESTATIONS == 'true' }}";
const PROVE = '.github/workflows/prove.yml';
const TOLD = '${{ steps.sbom.outputs.digest }}';
const FOLDER = '${{ runner.temp }}/attest';

/** What a job attests, word for word: the digests that were told, once the files are those. */
const SUBJECTS = {
  env: {
    ZIPS: '${{ needs.plan.outputs.zips }}',
    PROGRAM: '${{ inputs.program }}',
    SBOM: '${{ inputs.sbom }}',
  },
  lines: [
    'cd "$RUNNER_TEMP/attest"',
    `tr ',' '\\n' <<< "$ZIPS,$PROGRAM  program.cjs" > digests`,
    '(cd files && sha256sum --check --strict ../digests)',
    'sha256sum --check --strict <<< "$SBOM  sbom/sbom.json"',
    'grep --fixed-strings "$PROGRAM" sbom/sbom.json',
  ],
};

/** The program before it runs, in `.github/actions/program`. */
const VERIFY_PROGRAM = [
  'gh attestation verify "$RUNNER_TEMP/program/program.cjs" --repo "$GITHUB_REPOSITORY"',
  '--signer-workflow "$GITHUB_REPOSITORY/.github/workflows/deploy-environment.yml"',
  '--source-digest "$GITHUB_SHA" --source-ref refs/heads/main --deny-self-hosted-runners',
].join(' ');
const VERIFY_ZIPS =
  'node "$RUNNER_TEMP/program/program.cjs" verify-attestations --env "$ENVIRONMENT" --commit "$GITHUB_SHA" --repository "$GITHUB_REPOSITORY"';

/**
 * A job that attests does nothing else, with a token that opens no role, and attests what the jobs that made it told. What
 * applies waits for it, and verifies program and zips itself, unless the repository has no attestations.
 */
export const attested: Rule = (files) =>
  jobsWithSteps(files).flatMap(({ workflow, job, where }) =>
    [
      ...(attests(job) ? attestingFaults(files, workflow, job) : []),
      ...(rolesOf(job).some(({ role }) => role === 'apply-role') ? applyingFaults(files, workflow, job) : []),
    ].map((fault) => `${where}: ${fault}`),
  );

const attests = ({ steps }: Job): boolean => steps.some(({ uses }) => uses?.startsWith(ATTEST));

function attestingFaults(files: Files, workflow: Workflow, job: Job): string[] {
  const { jobs } = workflow;
  const found: string[] = [];
  const { steps } = job;
  if (job.environment !== ATTESTING)
    found.push(`it must name the environment ${ATTESTING}: another's token may open a role.`);
  if (!steps.every(({ uses, run }) => run !== undefined || uses?.startsWith(ATTEST) || uses?.startsWith(DOWNLOAD))) {
    found.push('it may do nothing but attest what it downloads.');
  }
  const [held, ...more] = steps.flatMap((step, index) => (step.run === undefined ? [] : [{ step, index }]));
  if (
    more.length > 0 ||
    held?.step.run?.trim() !== SUBJECTS.lines.join('\n') ||
    JSON.stringify(held.step.env) !== JSON.stringify(SUBJECTS.env) ||
    !job.needs.includes('plan') ||
    jobs['plan']?.outputs['zips'] !== '${{ steps.save.outputs.zips }}'
  ) {
    found.push('it must hold what it downloads against the digests that plan, build and proof told.');
  }
  const { sbom } = files.workflows[PROVE]?.jobs['prove']?.outputs ?? {};
  const callers = callersOf(files, workflow);
  if (sbom !== TOLD || !callers.every((caller) => caller.job.with['sbom'] === '${{ needs.prove.outputs.sbom }}')) {
    found.push(`the SBOM must be what ${PROVE} told.`);
  }
  const given = steps
    .slice((held?.index ?? 0) + 1)
    .map(({ uses, if: when, with: inputs }) => JSON.stringify([uses?.split('@')[0], when, inputs]));
  const wanted = [{}, { 'sbom-path': `${FOLDER}/sbom/sbom.json` }].map((sbom) =>
    JSON.stringify(['actions/attest', undefined, { 'subject-checksums': `${FOLDER}/digests`, ...sbom }]),
  );
  if (JSON.stringify(given) !== JSON.stringify(wanted)) {
    found.push('it must attest those digests, and the SBOM of them, and nothing else.');
  }
  return found;
}

function applyingFaults({ actions }: Files, { jobs }: Workflow, job: Job): string[] {
  const found: string[] = [];
  if (jobs['plan']?.outputs['attest'] !== WHETHER)
    found.push(`whether it verifies must be ${WHETHER}, as plan tells it.`);
  if (!job.needs.some((id) => jobs[id] && attests(jobs[id]))) found.push('it waits for nobody who attests.');
  const told = '${{ needs.plan.outputs.attest }}';
  for (const name of ['program', 'apply-plan']) {
    const step = job.steps.find(({ uses }) => uses === `./.github/actions/${name}`);
    if (step?.with['attested'] !== told)
      found.push(`${name} must be told whether it verifies: attested must be ${told}.`);
  }
  if (!verifies(actions['.github/actions/program'], VERIFY_PROGRAM, 'node "$RUNNER_TEMP/program/program.cjs"')) {
    found.push('.github/actions/program must verify the program before it can be run.');
  }
  if (!verifies(actions['.github/actions/apply-plan'], VERIFY_ZIPS, 'node "$RUNNER_TEMP/program/program.cjs" apply ')) {
    found.push('.github/actions/apply-plan must verify the zips before it applies.');
  }
  return found;
}

/** Whether an action runs a command before another, unless it is told that nothing is attested. */
function verifies(action: Action | undefined, command: string, before: string): boolean {
  const { steps = [] } = action ?? {};
  const at = steps.findIndex(({ run }) => run?.trim().replaceAll(/\s+/g, ' ') === command);
  const next = steps.findIndex(({ run }) => run?.includes(before));
  const env: Mapping = steps[at]?.env ?? {};
  return (
    at >= 0 &&
    at < next &&
    steps[at]?.if === "${{ inputs.attested != 'false' }}" &&
    env['GITHUB_TOKEN'] === '${{ github.token }}'
  );
}
