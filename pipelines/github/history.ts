import { type GitHub, retried } from './client';

/**
 * Whether a commit comes after another, on one line: https://docs.github.com/en/rest/commits/commits#compare-two-commits
 * GitHub is asked once for each pair.
 */
export function history({ request, repository }: GitHub, pause?: number) {
  const known = new Map<string, boolean>();
  return {
    async comesAfter(later: string, earlier: string): Promise<boolean> {
      if (later === earlier) return false;
      const basehead = `${earlier}...${later}`;
      const before = known.get(basehead);
      if (before !== undefined) return before;
      const of = { ...repository, basehead, per_page: 1 };
      const { data } = await retried(() => request('GET /repos/{owner}/{repo}/compare/{basehead}', of), pause);
      known.set(basehead, data.status === 'ahead');
      return data.status === 'ahead';
    },
  };
}
