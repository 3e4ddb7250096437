import { matchesResource } from './arn';
import { type Statement } from './document';
import { every, type Known, not, some } from './known';
import { matchesAction } from './matches-action';
import { type RequestContext } from './request-context';
import { whetherKnown } from './variables';

/**
 * Whether a statement is about this action, on this resource, under these conditions. Its principal is not asked.
 * Undefined where that hangs on a condition key whose presence or value nobody knows.
 */
export function statementMatches(
  { actions, resources, conditions }: Statement,
  action: string,
  resource: string,
  context: RequestContext,
): Known {
  if (actions.patterns.some((pattern) => matchesAction(pattern, action)) === actions.not) return false;
  const onResource = some(
    (resources?.patterns ?? []).map(({ pattern }) =>
      whetherKnown(context.one, (put) => matchesResource(pattern, resource, put)),
    ),
  );
  const about = resources === undefined ? true : resources.not ? not(onResource) : onResource;
  return about === false ? false : every([about, ...conditions.map(({ test }) => test(context))]);
}
