import { explained, type GitHub, retried } from './client';
import { allPages, PER_PAGE } from './pages';

/** What a pull request's plans do, as a list of pull requests shows it. */
export const LABELS = [
  { name: 'plan: destroys', color: 'd93f0b', description: 'Its plan destroys or replaces something' },
  { name: 'plan: loses data', color: 'b60205', description: 'Its plan destroys or replaces what holds data' },
  { name: 'plan: changes access', color: '5319e7', description: 'Who may do what is not as on main' },
] as const;

export type PlanLabel = (typeof LABELS)[number]['name'];

/**
 * Makes those that are not there; one that somebody coloured otherwise stays so. Since May 2025 that takes `issues: write`,
 * whatever the reference says of `pull-requests: write` (https://github.com/actions/labeler/issues/870), which no job of
 * a pull request has: so a deployment makes them.
 * @returns the names of those that were made
 */
export async function makeLabels({ request, repository }: GitHub, pause?: number): Promise<string[]> {
  try {
    return await retried(async () => {
      const all = await allPages(async (page) => {
        const of = { ...repository, per_page: PER_PAGE, page };
        return (await request('GET /repos/{owner}/{repo}/labels', of)).data;
      });
      // GitHub tells names apart whatever their case.
      const there = new Set(all.map(({ name }) => name.toLowerCase()));
      const missing = LABELS.filter(({ name }) => !there.has(name));
      for (const label of missing) await request('POST /repos/{owner}/{repo}/labels', { ...repository, ...label });
      return missing.map(({ name }) => name);
    }, pause);
  } catch (error) {
    throw explained(error, 'Making the labels of plans', 'issues: write');
  }
}
