import { type Access, type RoleAccess } from '../access';
import { matchesArn } from '../arn';
import { RequestContext } from '../conditions';
import { type ActionPattern, type ResourcePattern, type Statement } from '../document';
import { type Problem } from '../finding';
import { matches, substitute, symbolsOf } from '../pattern';
import { type Need } from './read-needs';

/** One action on one resource, out of a statement's lists. */
interface Pair {
  readonly statement: Statement;
  readonly action: ActionPattern;
  readonly resource: ResourcePattern;
}

/**
 * What a role may do and no need asks for: taking an (action, resource) pair away would break nothing. A pair that only
 * repeats what other pairs allow counts, too. Policies for people are left out: what they do is not in a run.
 */
export function unneededGrants(access: Access, needs: readonly Need[]): Problem[] {
  return [...access.roles.values()].flatMap((role) =>
    unneeded(
      role,
      needs.filter(({ principal }) => principal.kind === 'role' && principal.arn === role.arn),
    ),
  );
}

function unneeded(role: RoleAccess, needs: readonly Need[]): Problem[] {
  const pairs = role.statements
    .filter(({ effect, actions, resources }) => effect === 'Allow' && !actions.not && resources?.not === false)
    .flatMap((statement) =>
      statement.actions.patterns.flatMap((action) =>
        (statement.resources?.patterns ?? []).map((resource): Pair => ({ statement, action, resource })),
      ),
    );
  const used = new Set<Pair>();
  const needed = new Set<Pair>();
  for (const { action, resources, context } of needs) {
    const known = new RequestContext(context);
    for (const resource of resources) {
      const covering = pairs.filter((pair) => covers(pair, action, resource, known));
      covering.forEach((pair) => used.add(pair));
      const [only] = covering;
      if (only && covering.length === 1) needed.add(only);
    }
  }
  return pairs
    .filter((pair) => !needed.has(pair))
    .map((pair) => ({
      subject: role.name,
      statement: pair.statement.ref,
      ...(pair.statement.where ? { where: pair.statement.where } : {}),
      message: used.has(pair)
        ? `${pair.action.text} on ${pair.resource.text} repeats what another statement allows`
        : `${pair.action.text} on ${pair.resource.text} was never needed`,
      fix: 'Take it out, or record a run that needs it.',
    }));
}

function covers({ action, resource, statement }: Pair, name: string, arn: string, context: RequestContext): boolean {
  return (
    matches(action.tokens, symbolsOf(name.toLowerCase())) &&
    matchesArn(resource.pattern, arn, (tokens) => substitute(tokens, context.one)) &&
    statement.conditions.every(({ test }) => test(context))
  );
}
