import { type GitHub, retried } from './client';
import { PER_PAGE } from './pages';

/** A deployment of GitHub's. */
export interface Deployment {
  readonly id: number;
  readonly sha: string;
}

/** Those to an environment, the newest first: a hundred at most. */
export async function deploymentsTo({ request, repository }: GitHub, environment: string): Promise<Deployment[]> {
  const of = { ...repository, environment, per_page: PER_PAGE };
  const { data } = await retried(() => request('GET /repos/{owner}/{repo}/deployments', of));
  return data.map(({ id, sha }) => ({ id: Number(id), sha }));
}

/** Whether a deployment ever had one of these states: https://docs.github.com/en/rest/deployments/statuses */
export async function wasEver(
  { request, repository }: GitHub,
  { id }: Deployment,
  states: readonly string[],
): Promise<boolean> {
  const of = { ...repository, deployment_id: id, per_page: PER_PAGE };
  const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
  const { data } = await retried(() => request(route, of));
  return data.some(({ state }) => states.includes(state));
}
