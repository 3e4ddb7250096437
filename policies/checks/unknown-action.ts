import { keptFor } from '../../scripts/kept';
import { type Check } from '../findings/finding';
import { type IamCatalog, type KnownAction } from '../iam/iam-catalog';
import { type ActionPattern } from '../iam/document';
import { hasWildcard, matches, symbolsOf } from '../iam/pattern';
import { at, placedStatements } from '../findings/placed-statements';

/** The actions that a pattern `service:Name` covers; empty for a service or an action that AWS doesn't have. */
export function actionsCovered(catalog: IamCatalog, pattern: ActionPattern): readonly KnownAction[] {
  const kept = covered(catalog);
  let actions = kept.get(pattern.text);
  if (!actions) kept.set(pattern.text, (actions = allCovered(catalog, pattern)));
  return actions;
}

/** Several rules ask of each action: kept. */
const covered = keptFor((_: IamCatalog) => new Map<string, readonly KnownAction[]>());

function allCovered(catalog: IamCatalog, pattern: ActionPattern): readonly KnownAction[] {
  const [service = '', name = ''] = pattern.text.toLowerCase().split(':');
  if (!hasWildcard(name)) return catalog.action(service, name);
  return (catalog.actions(service) ?? []).filter((action) =>
    matches(pattern.tokens, symbolsOf(`${service}:${action.name.toLowerCase()}`)),
  );
}

export const unknownAction: Check = {
  rule: 'unknown-action',
  why: 'A misspelt action grants nothing, and a misspelt Deny denies nothing.',
  cite: 'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  run: ({ access, catalog }) =>
    placedStatements(access).flatMap((placed) =>
      placed.statement.actions.patterns
        .filter((pattern) => pattern.text.includes(':') && actionsCovered(catalog, pattern).length === 0)
        .map(({ text }) => ({
          ...at(placed),
          message: `${text} is no action of AWS`,
          fix: `Look the name up in the service's list of actions, and correct it.`,
        })),
    ),
};
