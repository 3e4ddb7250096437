import { type ChildProcess, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { bootstrapOf } from '../../terraform/stacks/environment-stacks';
import { blocksOfType, text } from '../../terraform/query';
import { readStack } from '../../terraform/read-stack';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { FakeGitHub } from '../github/test-support';
import { type Files, parseFiles, readTexts } from '../workflows/files';
import { CloudAccount } from './account';
import { schemaOf } from './account-schema';
import { startAct } from './act';
import { Aws } from './aws';
import { Checkout } from './checkout';
import { GitHubApi } from './github-api';
import { runningJob } from './jobs';
import { LocalAccount } from './local-account';
import { type Prepared, prepared } from './prepared';
import { Run } from './run';
import { standInsOf } from './stand-ins';
import { addressesIn } from './terraform-state';

const HERE = join(repositoryRoot(), 'pipelines/runner');

/** What the proof runs and CI runs by itself: a workflow's tests need not run all tests once more. */
export const PROOF = [
  'run check',
  'run check:exit',
  'run check:workflows',
  'run test:terraform',
  'run test:browser',
  'run policies -- --record --check',
  'run diagram -- --check',
  'run validate:terraform',
  'jest',
];

export interface Start {
  readonly workflow: 'deploy' | 'drift' | 'pull-request' | 'report';
  readonly event: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly ref?: string;
  readonly attempt?: number;
  readonly variables?: Readonly<Record<string, string>>;
  /** Of `PROOF` as a rule. */
  readonly leftOut?: readonly string[];
  /** Its token reads, and no identity token is given. */
  readonly fork?: boolean;
}

/** How many runs' logs were written by this process. */
let logged = 0;

/** GitHub with a repository, AWS with an account per environment, and the runner between them. */
export class World {
  run: Run | undefined;
  #started = 0;
  #start: Start | undefined;
  #runner: ChildProcess | undefined;

  private constructor(
    readonly github: FakeGitHub,
    readonly api: GitHubApi,
    readonly aws: Aws,
    readonly cloud: CloudAccount,
    readonly checkout: Checkout,
    readonly prepared: Prepared,
    private readonly folder: string,
    readonly repository: string,
    private readonly files: Files,
  ) {}

  static async open(): Promise<World> {
    const made = prepared().read();
    const { stacks, environments, mirror } = made;
    const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
    const checkout = Checkout.make(join(folder, 'checkout'), stacks, environments, mirror);
    const [first = ''] = environments;
    const outputs = outputsOf(join(stacks, bootstrapOf(first)));
    const files = parseFiles(readTexts(checkout.folder));
    const github = await FakeGitHub.listen();
    const cloud = await CloudAccount.open(schemaOf(environments.map((one) => stackFolder(stacks, one))));
    // The job that asks is known to whoever reads the runner's log.
    const holder: { world?: World } = {};
    const at = () => {
      const { run, start } = holder.world?.atWork() ?? {};
      if (!run?.job || !start) throw new Error('No job is at work.');
      return {
        job: run.job,
        run: { event: start.event, ref: refOf(start), commit: checkout.head(), fork: start.fork ?? false },
      };
    };
    const { repository, prefix } = outputs;
    const api = await GitHubApi.open(github, repository, prefix, at);
    const aws = await Aws.open(stacks, environments, api.tokenOf);
    const world = new World(github, api, aws, cloud, checkout, made, folder, repository, files);
    holder.world = world;
    github.answers.set('GET /repos/o/r/commits/main', { sha: checkout.head() });
    github.answers.set('GET /repos/o/r/deployments', []);
    for (const environment of environments) world.#protect(environment);
    return world;
  }

  async close(): Promise<void> {
    this.github.close();
    this.api.close();
    this.cloud.close();
    await this.aws.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Stands the environment's report pipeline up. */
  async standUp(environment: string): Promise<void> {
    this.aws.local.set(this.accountOf(environment), await LocalAccount.start(environment));
  }

  accountOf = (environment: string): string => readStack(stackFolder(this.prepared.stacks, environment)).accountId;

  /** The state's object: `bucket/key`. */
  stateKey = (environment: string): string => `${this.bucketOf(environment)}/${environment}/analytics.tfstate`;

  bucketOf(environment: string): string {
    const { accountId } = readStack(stackFolder(this.prepared.stacks, environment));
    const found = [...this.aws.s3.owners].find(([, owner]) => owner === accountId);
    if (!found) throw new Error(`${environment} has no bucket of states.`);
    return found[0];
  }

  /** Status and name of each report that was made there, the newest first. */
  async executions(environment: string): Promise<[string, string][]> {
    const stack = readStack(stackFolder(this.prepared.stacks, environment));
    const [machine] = blocksOfType(stack, 'aws_sfn_state_machine');
    const account = this.aws.local.get(stack.accountId);
    if (!machine || !account) throw new Error(`${environment} is not stood up.`);
    const said = await account.ask('states', 'AWSStepFunctions.ListExecutions', {
      stateMachineArn: text(machine, 'arn'),
    });
    const { executions } = said as { executions: { name: string; status: string }[] };
    return executions.map(({ status, name }) => [status, name]);
  }

  /** The types of what was made in an environment's account, sorted. */
  typesMade = (environment: string): string[] =>
    this.cloud
      .of(this.accountOf(environment))
      .map(({ type }) => type)
      .sort();

  /** The addresses of what stands in an environment's state; undefined where there is none. */
  state(environment: string): string[] | undefined {
    const found = this.aws.s3.objects.get(this.stateKey(environment));
    return found && addressesIn(found);
  }

  /** How many resources the environment's stack has. */
  resourcesIn(environment: string): number {
    const file = join(stackFolder(this.prepared.stacks, environment), 'cdk.tf.json');
    const { resource } = JSON.parse(readFileSync(file, 'utf8')) as { resource: Record<string, object> };
    return Object.values(resource).reduce((sum, blocks) => sum + Object.keys(blocks).length, 0);
  }

  /** The process that runs the workflow. */
  get runner(): ChildProcess {
    if (!this.#runner) throw new Error('No workflow runs.');
    return this.#runner;
  }

  atWork = () => ({ run: this.run, start: this.#start });

  /** Runs a workflow to its end. */
  async start(start: Start): Promise<Run> {
    const workflow = `.github/workflows/${start.workflow}.yml`;
    const inputs = (start.payload?.['inputs'] ?? {}) as Readonly<Record<string, unknown>>;
    const run = new Run((logged) => runningJob(this.files, workflow, logged, inputs));
    [this.run, this.#start] = [run, start];
    this.#started += 1;
    this.#answerFor(`${this.#started}`);
    const installs = join(this.folder, `installs-${this.#started}.ndjson`);
    const payload = join(this.folder, `event-${this.#started}.json`);
    writeFileSync(payload, JSON.stringify({ ref: refOf(start), repository: { private: false }, ...start.payload }));
    const cache = join(this.folder, 'act');
    const home = join(this.folder, 'home');
    for (const one of [cache, home]) mkdirSync(one, { recursive: true });
    const shims = join(HERE, 'shims');
    const { child, ended } = startAct(
      {
        program: this.prepared.act,
        folder: this.checkout.folder,
        event: start.event,
        workflow,
        payload,
        variables: { DEPLOY: 'true', ...start.variables },
        env: this.#env(start, shims, installs),
        actions: standInsOf(this.files, join(HERE, 'actions')),
        cache,
        home,
        path: [shims, process.env['PATH'] ?? ''].join(delimiter),
      },
      (line) => run.hear(line),
    );
    this.#runner = child;
    run.code = await ended;
    run.installs = installsIn(installs);
    // For whoever looks why a test is red.
    const logs = join(prepared().folder, 'logs');
    mkdirSync(logs, { recursive: true });
    writeFileSync(
      join(logs, `${process.pid}-${String((logged += 1)).padStart(2, '0')}-${start.workflow}.log`),
      run.log,
    );
    return run;
  }

  /** What GitHub knows of the commit and the run, where a test says nothing else: nobody reviewed, no pull request. */
  #answerFor(run: string): void {
    const head = this.checkout.head();
    const { answers } = this.github;
    const said = (asked: string, answer: unknown) => {
      const key = `GET /repos/o/r/${asked}`;
      if (!answers.has(key)) answers.set(key, answer);
    };
    said(`commits/${head}`, { sha: head, parents: [{ sha: this.checkout.git('rev-parse', 'HEAD^1').trim() }] });
    said(`commits/${head}/pulls`, []);
    said(`actions/runs/${run}/approvals`, []);
    said('pulls', []);
  }

  #env({ leftOut = PROOF, attempt = 1, ...start }: Start, shims: string, installs: string): Record<string, string> {
    const program = (name: string) => execFileSync('which', [name], { encoding: 'utf8' }).trim();
    return {
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'any',
      ACTIONS_ID_TOKEN_REQUEST_URL: `${this.api.url}/id-token?of=job`,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL: this.aws.url,
      CI: 'true',
      GITHUB_API_URL: this.api.url,
      GITHUB_REF: refOf(start),
      GITHUB_REPOSITORY: this.repository,
      GITHUB_RUN_ATTEMPT: String(attempt),
      GITHUB_RUN_ID: String(this.#started),
      NODE_NO_WARNINGS: '1',
      STAND_IN_ACCOUNT: this.cloud.url,
      STAND_IN_ARTIFACTS: join(this.folder, 'artifacts'),
      STAND_IN_CHECKOUT: repositoryRoot(),
      STAND_IN_INSTALLS: installs,
      STAND_IN_LEFT_OUT: leftOut.join(';'),
      STAND_IN_NPM: program('npm'),
      STAND_IN_NPX: program('npx'),
      STAND_IN_SHIMS: shims,
      TF_CLI_CONFIG_FILE: this.prepared.mirror.config,
    };
  }

  /** As docs/deploy.md asks for. */
  #protect(environment: string): void {
    const branches = { total_count: 1, branch_policies: [{ id: 1, name: 'main', type: 'branch' }] };
    const reviewers = { type: 'required_reviewers', prevent_self_review: true, reviewers: [{ type: 'User' }] };
    for (const name of [environment, `data-loss-${environment}`, `report-${environment}`]) {
      this.github.environments.set(name, {
        name,
        can_admins_bypass: false,
        protection_rules: name.startsWith('report-') ? [] : [reviewers],
        deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      });
      this.github.environments.set(`${name}/deployment-branch-policies`, branches);
    }
  }
}

/** What the stand-in of `npm ci` noted. */
const installsIn = (file: string): Run['installs'] =>
  (existsSync(file) ? readFileSync(file, 'utf8') : '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Run['installs'][number]);

const refOf = ({ ref = 'refs/heads/main' }: Pick<Start, 'ref'>): string => ref;

function outputsOf(stack: string): { repository: string; prefix: string } {
  const { output } = JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8')) as {
    output: Record<string, { value: string }>;
  };
  const valueOf = (name: string) => output[name]?.value ?? '';
  return { repository: valueOf('github_repository'), prefix: valueOf('github_subject_prefix') };
}

/** A pull request of the repository's own. */
export const pullRequest = ({ repository }: World, from = repository): Start => ({
  workflow: 'pull-request',
  event: 'pull_request',
  ref: 'refs/pull/7/merge',
  fork: from !== repository,
  payload: { number: 7, pull_request: { number: 7, head: { repo: { full_name: from } } } },
});

/** Those of a pull request of the repository's own, beside a plan for each environment. */
export const PULL_REQUEST_JOBS: readonly string[] = [
  'build.build',
  'changes',
  'comment',
  'compare',
  'prove.code-scanning',
  'prove.prove',
  'result',
  'synth.synth',
];
