import { readFileSync } from 'node:fs';
import { environmentNames } from '../../environments/all';
import { repositoryRoot } from '../../scripts/repository-root';
import { COMMANDS } from '../main';
import { type Job, type Mapping, parseFiles, readTexts } from './files';
import { allSteps, rolesOf } from './steps';

const files = parseFiles(readTexts(repositoryRoot()));
const job = (path: string, id: string): Job => {
  const found = files.workflows[`.github/workflows/${path}`]?.jobs[id];
  if (!found) throw new Error(`${path} has no job ${id}.`);
  return found;
};
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce((inner, key) => (inner as Mapping | undefined)?.[key], value);

describe('every environment is everywhere', () => {
  const all = environmentNames();

  test('deployed, each after the one before it', () => {
    const jobs = Object.values(files.workflows['.github/workflows/deploy.yml']?.jobs ?? {});
    const calls = jobs.filter(({ calls: path }) => path?.endsWith('deploy-environment.yml'));
    expect(calls.map(({ with: given }) => given['environment'])).toEqual(all);
    expect(calls.map(({ id }) => id)).toEqual(all);
    expect(calls.map(({ needs }) => needs)).toEqual(all.map((_, index) => ['prove', ...all.slice(0, index).slice(-1)]));
  });

  test.each([
    ['pull-request.yml', 'plan'],
    ['drift.yml', 'plan'],
    ['drift.yml', 'issue'],
  ])('planned in %s by %s', (path, id) => {
    expect(at(job(path, id).raw, 'strategy', 'matrix', 'environment')).toEqual(all);
  });

  test('expected in a pull request, and offered for a report', () => {
    const conclude = job('pull-request.yml', 'result').steps.find(({ id }) => id === 'conclude');
    expect(conclude?.run).toContain(`--expect '${all.join(' ')}'`);
    const inputs = at(files.workflows['.github/workflows/report.yml']?.on, 'workflow_dispatch', 'inputs');
    expect(at(inputs, 'environment', 'options')).toEqual(all);
  });
});

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

test('Terraform on the runners is what the stacks ask for', () => {
  const stack = readFileSync('environments/environment-stack.ts', 'utf8');
  const [, minor = 'not found'] = /'~> (\d+\.\d+)\.0'/.exec(stack) ?? [];
  const [version] = allSteps(files).flatMap(({ step }) => step.with['terraform_version'] ?? []);
  expect(String(version)).toMatch(new RegExp(`^${minor.replace('.', '\\.')}\\.\\d+$`));
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
deploy.yml             | prove           | -                                 | -                  | -                | actions: read, contents: read, security-events: write
deploy.yml             | dev             | prove                             | -                  | -                | actions: read, contents: read, deployments: read, id-token: write
deploy.yml             | prod            | prove dev                         | -                  | -                | actions: read, contents: read, deployments: read, id-token: write
deploy.yml             | outcome         | prove dev prod                      | -                  | -                | none
drift.yml              | synth           | -                                 | -                  | -                | contents: read
drift.yml              | plan            | synth                             | -                  | plan-role        | contents: read, id-token: write
drift.yml              | issue           | plan                              | -                  | -                | contents: read, issues: write
prove.yml              | prove           | -                                 | -                  | -                | contents: read
prove.yml              | code-scanning   | prove                             | -                  | -                | actions: read, contents: read, security-events: write
pull-request.yml       | prove           | -                                 | -                  | -                | actions: read, contents: read, security-events: write
pull-request.yml       | plan            | prove                             | -                  | plan-role        | contents: read, id-token: write
pull-request.yml       | result          | prove plan                        | -                  | -                | contents: read, pull-requests: write
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
