import { type Rule } from './rule';

/**
 * A merge queue waits for the checks that main asks for: the workflow that makes them for pull requests must start for a
 * queue's groups, too, and must not cancel one for another.
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue#triggering-merge-group-checks-with-github-actions
 */
export const mergeQueue: Rule = ({ workflows }) =>
  Object.values(workflows).flatMap(({ path, on, concurrency }) => {
    if (!('pull_request' in on)) return [];
    // Of a queue's group there is no pull request's number.
    const apart = concurrency === undefined || String(concurrency['group']).includes('|| github.ref }}');
    return [
      ...('merge_group' in on ? [] : [`${path}: it must start on merge_group.`]),
      ...(apart ? [] : [`${path}: groups of a merge queue share a concurrency group.`]),
    ];
  });
