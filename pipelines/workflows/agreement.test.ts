import { readFileSync } from 'node:fs';
import { PROGRAMS } from '../../scripts/tool';
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
  const commands = named(/(?:pipeline --|run\.mjs pipelines\/main\.ts) ([\w-]+)/g);
  expect(commands.sort()).toEqual(Object.keys(COMMANDS).sort());
});

test('on the runners is the one program, in the one version, that is chosen for the stacks', () => {
  const steps = allSteps(files).map(({ step }) => step);
  const condition = Object.fromEntries(
    PROGRAMS.map((program) => [program, `steps.tool.outputs.program == '${program}'`]),
  );
  const installed = steps.filter(({ with: given }) => 'terraform_version' in given || 'tofu_version' in given);
  expect(installed.map(({ uses, if: when, with: given }) => [uses?.split('@')[0], when, given])).toEqual([
    [
      'hashicorp/setup-terraform',
      `\${{ ${condition['terraform']} }}`,
      { terraform_version: '${{ steps.tool.outputs.version }}', terraform_wrapper: false },
    ],
    [
      'opentofu/setup-opentofu',
      `\${{ ${condition['tofu']} }}`,
      { tofu_version: '${{ steps.tool.outputs.version }}', tofu_wrapper: false },
    ],
  ]);
  expect(steps.filter(({ id }) => id === 'tool').map(({ run }) => run)).toEqual(['npm run -s pipeline -- tool']);
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
workflow               | job             | waits for                         | GitHub environment | takes            | its token may
deploy-environment.yml | protection      | -                                 | -                  | -                | actions: read, contents: read, deployments: read
deploy-environment.yml | plan            | protection                        | -                  | deploy-plan-role | contents: read, id-token: write
deploy-environment.yml | data-loss       | plan                              | data-loss-ENV      | -                | actions: read, contents: read
deploy-environment.yml | apply           | plan data-loss                    | ENV                | apply-role       | contents: read, id-token: write
deploy-environment.yml | plan-again      | apply                             | -                  | deploy-plan-role | contents: read, id-token: write
deploy-environment.yml | data-loss-again | plan-again                        | data-loss-ENV      | -                | actions: read, contents: read
deploy-environment.yml | apply-again     | plan-again data-loss-again        | ENV                | apply-role       | contents: read, id-token: write
deploy-environment.yml | verify          | plan apply plan-again apply-again | report-ENV         | report-role      | contents: read, id-token: write
deploy-environment.yml | tell            | protection plan data-loss apply plan-again data-loss-again apply-again verify | - | - | actions: read, contents: read, issues: write, pull-requests: write
deploy.yml             | prove           | -                                 | -                  | -                | actions: read, contents: read, security-events: write
deploy.yml             | dev             | prove                             | -                  | -                | actions: read, contents: read, deployments: read, id-token: write, issues: write, pull-requests: write
deploy.yml             | prod            | prove dev                         | -                  | -                | actions: read, contents: read, deployments: read, id-token: write, issues: write, pull-requests: write
deploy.yml             | outcome         | prove dev prod                      | -                  | -                | none
drift.yml              | synth           | -                                 | -                  | -                | contents: read
drift.yml              | plan            | synth                             | -                  | plan-role        | contents: read, id-token: write
drift.yml              | issue           | synth plan                        | -                  | -                | contents: read, issues: write
prove.yml              | prove           | -                                 | -                  | -                | contents: read
prove.yml              | code-scanning   | prove                             | -                  | -                | actions: read, contents: read, security-events: write
pull-request.yml       | prove           | -                                 | -                  | -                | actions: read, contents: read, security-events: write
pull-request.yml       | plan            | prove                             | -                  | plan-role        | contents: read, id-token: write
pull-request.yml       | compare         | -                                 | -                  | -                | contents: read
pull-request.yml       | result          | prove plan compare                | -                  | -                | contents: read, pull-requests: write
report.yml             | report          | -                                 | report-ENV         | report-role      | contents: read, id-token: write
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
