import { readFileSync } from 'node:fs';
import { PROGRAMS } from '../../scripts/programs/tool';
import { COMMANDS } from '../main';
import { parseFiles } from './files';
import { allSteps, rolesOf } from './steps';
import { shippedTexts } from './shipped';

const files = parseFiles(shippedTexts());
test('what scripts call is there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const runs = allSteps(files).map(({ step }) => step.run ?? '');
  const named = (pattern: RegExp) => [
    ...new Set(runs.flatMap((run) => [...run.matchAll(pattern)].map(([, name = '']) => name))),
  ];
  const called = named(/npm run (?:-s )?([\w:-]+)/g);
  expect(called).toContain('pipeline');
  expect(called.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  const commands = named(/(?:pipeline --|node "\$RUNNER_TEMP\/program\/program\.cjs") ([\w-]+)/g);
  expect(commands.sort()).toEqual(Object.keys(COMMANDS).sort());
});

test('on the runners is the one program, in the one version, that is chosen for the stacks', () => {
  const steps = allSteps(files).map(({ step }) => step);
  const condition = Object.fromEntries(PROGRAMS.map((program) => [program, `inputs.program == '${program}'`]));
  const installed = steps.filter(({ with: given }) => 'terraform_version' in given || 'tofu_version' in given);
  expect(installed.map(({ uses, if: when, with: given }) => [uses?.split('@')[0], when, given])).toEqual([
    [
      'hashicorp/setup-terraform',
      `\${{ ${condition['terraform']} }}`,
      { terraform_version: '${{ inputs.version }}', terraform_wrapper: false },
    ],
    [
      'opentofu/setup-opentofu',
      `\${{ ${condition['tofu']} }}`,
      { tofu_version: '${{ inputs.version }}', tofu_wrapper: false },
    ],
  ]);
  const tool = steps.filter(({ uses }) => uses === './.github/actions/terraform').map(({ with: given }) => given);
  const told = { program: '${{ steps.tool.outputs.program }}', version: '${{ steps.tool.outputs.version }}' };
  expect(tool).toEqual([told, told]);
  expect(
    steps
      .filter(({ id }) => id === 'tool')
      .map(({ run }) => run)
      .sort(),
  ).toEqual(['node "$RUNNER_TEMP/program/program.cjs" tool', 'npm run -s pipeline -- tool']);
});

test('a deployment says where to look at it, if it applied something, and nothing else does', () => {
  const jobs = Object.values(files.workflows).flatMap(({ jobs }) => Object.values(jobs));
  const told = jobs.flatMap((job) => {
    const { url } = (job.raw['environment'] ?? {}) as { url?: string };
    return url === undefined ? [] : [[job.id, rolesOf(job).map(({ role }) => role), url]];
  });
  const url = "${{ steps.apply.outputs.applied == 'true' && steps.role.outputs.dashboard || '' }}";
  expect(told).toEqual([
    ['apply', ['apply-role'], url],
    ['apply-again', ['apply-role'], url],
  ]);
});

/** What stands where, in one look. `ENV` is the environment that a called workflow is given. */
const JOBS = `
workflow               | job             | waits for                                         | GitHub environment | takes            | its token may
build.yml              | build           | -                                                 | -                  | -                | contents: read
deploy-environment.yml | protection      | -                                                 | -                  | -                | actions: read, contents: read, deployments: read
deploy-environment.yml | plan            | -                                                 | -                  | deploy-plan-role | contents: read, id-token: write
deploy-environment.yml | attest          | protection plan                                   | attest_only        | -                | attestations: write, id-token: write
deploy-environment.yml | data-loss       | protection plan                                   | data-loss-ENV      | -                | actions: read, contents: read
deploy-environment.yml | apply           | protection plan attest data-loss                  | ENV                | apply-role       | attestations: read, contents: read, id-token: write
deploy-environment.yml | plan-again      | apply                                             | -                  | deploy-plan-role | contents: read, id-token: write
deploy-environment.yml | data-loss-again | plan-again                                        | data-loss-ENV      | -                | actions: read, contents: read
deploy-environment.yml | apply-again     | plan attest plan-again data-loss-again            | ENV                | apply-role       | attestations: read, contents: read, id-token: write
deploy-environment.yml | verify          | protection plan apply plan-again apply-again      | report-ENV         | report-role      | contents: read, id-token: write
deploy-environment.yml | tell            | protection plan attest data-loss apply plan-again data-loss-again apply-again verify | - | - | actions: read, contents: read, issues: write, pull-requests: write
deploy.yml             | changes         | -                                                 | -                  | -                | contents: read
deploy.yml             | build           | -                                                 | -                  | -                | contents: read
deploy.yml             | prove           | changes                                           | -                  | -                | actions: read, contents: read, security-events: write
deploy.yml             | dev             | changes build prove                               | -                  | -                | actions: read, attestations: write, contents: read, deployments: read, id-token: write, issues: write, pull-requests: write
deploy.yml             | prod            | changes build prove dev                           | -                  | -                | actions: read, attestations: write, contents: read, deployments: read, id-token: write, issues: write, pull-requests: write
deploy.yml             | outcome         | changes build prove dev prod                      | -                  | -                | contents: read, deployments: read
drift.yml              | build           | -                                                 | -                  | -                | contents: read
drift.yml              | synth           | -                                                 | -                  | -                | contents: read
drift.yml              | plan            | build synth                                       | -                  | plan-role        | contents: read, id-token: write
drift.yml              | issue           | build synth plan                                  | -                  | -                | contents: read, issues: write
prove.yml              | prove           | -                                                 | -                  | -                | contents: read
prove.yml              | documents       | -                                                 | -                  | -                | contents: read
prove.yml              | code-scanning   | prove                                             | -                  | -                | actions: read, contents: read, security-events: write
pull-request.yml       | changes         | -                                                 | -                  | -                | contents: read
pull-request.yml       | build           | -                                                 | -                  | -                | contents: read
pull-request.yml       | synth           | changes                                           | -                  | -                | contents: read
pull-request.yml       | prove           | changes                                           | -                  | -                | actions: read, contents: read, security-events: write
pull-request.yml       | plan            | build synth                                       | -                  | plan-role        | contents: read, id-token: write
pull-request.yml       | compare         | changes                                           | -                  | -                | contents: read
pull-request.yml       | comment         | build synth plan                                  | -                  | -                | contents: read, pull-requests: write
pull-request.yml       | result          | changes build synth prove plan compare comment    | -                  | -                | contents: read, pull-requests: write
report.yml             | build           | -                                                 | -                  | -                | contents: read
report.yml             | synth           | -                                                 | -                  | -                | contents: read
report.yml             | report          | build synth                                       | report-ENV         | report-role      | contents: read, id-token: write
synthesize.yml         | synth           | -                                                 | -                  | -                | contents: read
`;

test('the jobs of all workflows', () => {
  const rows = Object.values(files.workflows).flatMap(({ path, jobs }) =>
    Object.values(jobs).map((one) => [
      path.replace('.github/workflows/', ''),
      one.id,
      one.needs.join(' ') || '-',
      one.environment?.replace('${{ inputs.environment }}', 'ENV') ?? '-',
      rolesOf(one)
        .map(({ role }) => role)
        .join(' ') || '-',
      Object.entries(one.permissions ?? {})
        .map(([name, level]) => `${name}: ${String(level)}`)
        .join(', ') || 'none',
    ]),
  );
  const [, ...expected] = JOBS.trim().split('\n');
  expect(rows.sort()).toEqual(expected.map((line) => line.split('|').map((cell) => cell.trim())).sort());
});
