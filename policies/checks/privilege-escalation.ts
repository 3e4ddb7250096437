import { type Check, type CheckInput, type Problem } from '../findings/finding';
import { at, placedStatements, type PlacedStatement } from '../findings/placed-statements';
import { type ActionPattern } from '../iam/document';
import { matchesAction } from '../iam/matches-action';
import { isOpen } from '../iam/statement-matches';
import { Containment } from './containment';
import { ALONE, CREDENTIALS, WITH_A_ROLE } from './escalation-paths';
import { actionsCovered } from './unknown-action';

const FIX = 'Leave it to the pipeline that applies this stack, on resources by name and within a boundary.';

export const privilegeEscalation: Check = {
  rule: 'privilege-escalation',
  why: 'With this action the holder can give itself rights that its policy does not list.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  run: (input) => {
    const containment = new Containment(input);
    const granted = placedStatements(input.access).filter(
      ({ kind, statement }) => ['identity', 'boundary'].includes(kind) && statement.effect === 'Allow',
    );
    return granted.flatMap((placed) => [
      ...allowed(placed, ALONE_NAMES)
        .filter((action) => !containment.holds(action, placed.statement))
        .map((action) => problem(placed, `${action} lets its holder ${ALONE[action] ?? ''}`)),
      ...allowed(placed, CREDENTIALS_NAMES)
        .filter((action) => action !== 'sts:AssumeRole' || !containment.holds(action, placed.statement))
        .map((action) => problem(placed, `${action} hands its holder credentials`)),
      ...permissions(placed, containment, input),
      ...(placed.kind === 'identity' ? withRole(placed, granted, containment) : []),
    ]);
  },
};

const problem = (placed: PlacedStatement, message: string): Problem => ({ ...at(placed), message, fix: FIX });

/** Lists by the lower case of their actions: most patterns are names, and found at once. */
const byName = (actions: readonly string[]): ReadonlyMap<string, string> =>
  new Map(actions.map((action) => [action.toLowerCase(), action]));
const ALONE_NAMES = byName(Object.keys(ALONE));
const CREDENTIALS_NAMES = byName(CREDENTIALS);
const WITH_A_ROLE_NAMES = byName(WITH_A_ROLE);

/** Which actions of a list a statement allows. */
function allowed(placed: PlacedStatement, list: ReadonlyMap<string, string>): string[] {
  const { actions } = placed.statement;
  if (isOpen(actions)) {
    return [...list.values()].filter((action) => allows(placed, action));
  }
  return actions.patterns.flatMap(({ text }) => list.get(text.toLowerCase()) ?? []);
}

const allows = ({ statement: { actions } }: PlacedStatement, action: string): boolean =>
  actions.patterns.some((pattern) => matchesAction(pattern, action)) !== actions.not;

/**
 * What AWS's reference has at the level "Permissions management", and changes something: in one line a pattern, since a
 * wildcard covers many.
 */
function permissions(placed: PlacedStatement, containment: Containment, { catalog }: CheckInput): Problem[] {
  if (placed.statement.actions.not) return [];
  return placed.statement.actions.patterns
    .filter(({ text }) => text.includes(':'))
    .flatMap((pattern: ActionPattern) => {
      const [first, ...more] = actionsCovered(catalog, pattern)
        .filter(({ level, name }) => level.startsWith('Permissions management') && !READS.test(name))
        .map(({ service, name }) => `${service}:${name}`)
        .filter((action) => !Object.hasOwn(ALONE, action) && !containment.holds(action, placed.statement));
      if (first === undefined) return [];
      const rest = more.length === 0 ? '' : ` (and ${more.length} more of ${pattern.text})`;
      return [problem(placed, `${first}${rest} lets its holder change who may use what it is called on`)];
    });
}

const READS = /^(BatchGet|Describe|Get|List|Search|Validate|View)/;

/** What runs with a role that the same holder may pass. */
function withRole(placed: PlacedStatement, granted: readonly PlacedStatement[], containment: Containment): Problem[] {
  const runs = allowed(placed, WITH_A_ROLE_NAMES);
  if (runs.length === 0) return [];
  const passes = granted.filter(
    (one) =>
      containment.sharesHolder(one.statement, placed.statement) &&
      allows(one, 'iam:PassRole') &&
      !containment.holds('iam:PassRole', one.statement),
  );
  return passes.length === 0
    ? []
    : runs.map((action) => problem(placed, `${action} lets its holder do what any role may that it can pass`));
}
