import { explained, type GitHub, retried } from '../../github/client';
import { type Rejection } from './ending';

/**
 * Who rejected this run, and why.
 * https://docs.github.com/en/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run
 */
export async function rejectionsOf({ request, repository }: GitHub, run: number, pause?: number): Promise<Rejection[]> {
  try {
    const of = { ...repository, run_id: run };
    const { data } = await retried(
      () => request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', of),
      pause,
    );
    return data
      .filter(({ state }) => state === 'rejected')
      .flatMap(({ environments, user, comment }) =>
        environments.map(({ name = '' }) => ({ environment: name, by: user?.login ?? 'somebody', comment })),
      );
  } catch (error) {
    throw explained(error, 'Looking who rejected the deployment', 'actions: read');
  }
}
