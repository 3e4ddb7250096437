import { type Check } from '../findings/finding';
import { type IamCatalog, type KnownAction } from '../iam/iam-catalog';
import { matches, symbolsOf, type Token } from '../iam/pattern';
import { at, placedStatements } from '../findings/placed-statements';

/** The actions that a pattern `service:Name` covers; empty for a service or an action that AWS doesn't have. */
export function actionsCovered(catalog: IamCatalog, text: string, tokens: readonly Token[]): readonly KnownAction[] {
  const [service = '', name = ''] = text.toLowerCase().split(':');
  if (!/[*?]/.test(name)) return catalog.action(service, name);
  return (catalog.actions(service) ?? []).filter((action) =>
    matches(tokens, symbolsOf(`${service}:${action.name.toLowerCase()}`)),
  );
}

export const unknownAction: Check = {
  rule: 'unknown-action',
  why: 'A misspelt action grants nothing, and a misspelt Deny denies nothing.',
  cite: 'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  run: ({ access, catalog }) =>
    placedStatements(access).flatMap((placed) =>
      placed.statement.actions.patterns
        .filter(({ text, tokens }) => text.includes(':') && actionsCovered(catalog, text, tokens).length === 0)
        .map(({ text }) => ({
          ...at(placed),
          message: `${text} is no action of AWS`,
          fix: `Look the name up in the service's list of actions, and correct it.`,
        })),
    ),
};
