import { matchesResource } from './arn';
import { type RequestContext } from './conditions';
import { type Statement } from './document';
import { matchesAction } from './matches-action';
import { substitute } from './pattern';

/** Whether a statement is about this action, on this resource, under these conditions. Its principal is not asked. */
export function statementMatches(
  statement: Statement,
  action: string,
  resource: string,
  context: RequestContext,
): boolean {
  const { actions, resources, conditions } = statement;
  if (actions.patterns.some((pattern) => matchesAction(pattern, action)) === actions.not) return false;
  const onResource = resources?.patterns.some(({ pattern }) =>
    matchesResource(pattern, resource, (tokens) => substitute(tokens, context.one)),
  );
  if (resources && onResource === resources.not) return false;
  return conditions.every(({ test }) => test(context));
}
