import * as z from 'zod';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { required } from '../shared/required';
import { connect, explained, type GitHub, retried } from './client';
import { PER_PAGE } from './pages';

const known = { environment: { type: 'string' }, reviewers: { type: 'string' } } as const satisfies KnownOptions;

/** The one branch that may deploy. */
const BRANCH = 'main';

/** https://docs.github.com/en/rest/deployments/environments#get-an-environment; what isn't there protects nothing. */
const environmentSchema = z.object({
  name: z.string(),
  can_admins_bypass: z.boolean().optional(),
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        reviewers: z.array(z.unknown()).optional(),
        prevent_self_review: z.boolean().optional(),
      }),
    )
    .default([]),
  deployment_branch_policy: z
    .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
    .nullable()
    .default(null),
});

/** https://docs.github.com/en/rest/deployments/branch-policies#list-deployment-branch-policies */
const branchesSchema = z.object({
  total_count: z.number(),
  branch_policies: z.array(z.object({ name: z.string(), type: z.string().default('branch') })),
});

/**
 * `gate --environment NAME [--reviewers required|optional]`: fails unless the GitHub environment is protected. A job that
 * names an environment which isn't there makes it, without any protection; and a job's token says the environment, not the
 * branch, so AWS can't tell which branch it comes from. Hence this is looked at before anything is applied.
 */
export async function main(args: readonly string[], github?: GitHub): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- gate');
  const environment = required(options.environment, '--environment', 'the name of a GitHub environment, such as prod');
  const { reviewers = 'required' } = options;
  if (reviewers !== 'required' && reviewers !== 'optional') {
    throw new UserError(`--reviewers ${reviewers}: write required or optional.`);
  }
  const { faults, notices } = await protectionOf(github ?? connect(), environment, reviewers === 'required');
  for (const notice of notices) console.log(`${environment}: ${notice}`);
  if (faults.length > 0) {
    throw new UserError(
      `The GitHub environment ${environment} does not protect what it should:\n` +
        `${faults.map((fault) => `  ${fault}`).join('\n')}\nSet it in the repository: Settings → Environments → ${environment}.`,
    );
  }
  console.log(
    `${environment}: only ${BRANCH} deploys${reviewers === 'required' ? ', and a reviewer must agree' : ''}.`,
  );
  return 0;
}

/** What is missing, and what is worth knowing. @throws UserError for an environment that isn't there or can't be read */
export async function protectionOf(github: GitHub, environment: string, reviewers: boolean) {
  const found = await get(github, environment);
  const faults: string[] = [];
  const notices: string[] = [];
  if (found.name.toLowerCase() !== environment.toLowerCase())
    faults.push(`GitHub answers with another, ${found.name}.`);
  const rule = found.protection_rules.find(({ type }) => type === 'required_reviewers');
  if (reviewers && (rule?.reviewers ?? []).length === 0) {
    faults.push('Nobody must agree: add "Required reviewers".');
  }
  if (reviewers && rule && rule.prevent_self_review !== true) notices.push('who starts a deployment may agree to it.');
  // GitHub allows it until it is told not to; what isn't said is no promise.
  if (reviewers && found.can_admins_bypass !== false) {
    faults.push(
      'Administrators may skip the reviewers: turn off "Allow administrators to bypass configured protection rules".',
    );
  }
  const policy = found.deployment_branch_policy;
  if (!policy) {
    faults.push(`Every branch may deploy: set "Deployment branches and tags" to "Selected", with ${BRANCH} alone.`);
  } else if (!policy.custom_branch_policies) {
    faults.push(`Every protected branch may deploy: choose "Selected branches and tags", with ${BRANCH} alone.`);
  } else {
    faults.push(...(await branchFaults(github, environment)));
  }
  return { faults, notices };
}

async function branchFaults({ request, repository }: GitHub, environment: string): Promise<string[]> {
  const of = { ...repository, environment_name: environment, per_page: PER_PAGE };
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies';
  const answer = branchesSchema.safeParse(await read(environment, async () => (await request(route, of)).data));
  if (!answer.success) return [`Its branches can't be read (${answer.error.issues[0]?.message ?? ''}).`];
  const { branch_policies: allowed, total_count: total } = answer.data;
  if (total !== allowed.length) return [`${total} branches and tags may deploy: leave ${BRANCH} alone.`];
  const others = allowed.filter(({ name, type }) => name !== BRANCH || type !== 'branch');
  return [
    ...others.map(({ name, type }) => `The ${type} ${JSON.stringify(name)} may deploy: take it out.`),
    ...(allowed.length === others.length ? [`${BRANCH} may not deploy: add it.`] : []),
  ];
}

async function get({ request, repository }: GitHub, environment: string) {
  const of = { ...repository, environment_name: environment };
  const data = await read(
    environment,
    async () => (await request('GET /repos/{owner}/{repo}/environments/{environment_name}', of)).data,
  );
  const parsed = environmentSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new UserError(`GitHub's answer on environment ${environment} can't be read: nothing is let through.`);
}

async function read(environment: string, ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await retried(ask);
  } catch (error) {
    throw explained(error, `Looking at the GitHub environment ${environment}`, 'actions: read');
  }
}
