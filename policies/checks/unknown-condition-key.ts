import { type Check } from '../findings/finding';
import { keyMatches } from '../iam/iam-catalog';
import { at, placedStatements } from '../findings/placed-statements';
import { actionsCovered } from './unknown-action';

export const unknownConditionKey: Check = {
  rule: 'unknown-condition-key',
  why: 'A key that the request never carries makes a grant void, and a negated condition on it always true.',
  cite: 'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  run: ({ access, catalog }) =>
    placedStatements(access).flatMap((placed) => {
      const { actions } = placed.statement;
      const conditions = placed.statement.conditions.filter(({ key }) => !catalog.isGlobalKey(key));
      if (conditions.length === 0) return [];
      const covered = actions.patterns.map((pattern) => ({
        text: pattern.text,
        keys: actionsCovered(catalog, pattern).flatMap(({ conditionKeys }) => conditionKeys),
      }));
      return conditions.flatMap(({ key, operator }) =>
        covered
          .filter(({ text, keys }) => text.includes(':') && !keys.some((known) => keyMatches(known, key)))
          .map(({ text }) => ({
            ...at(placed),
            message: `${text} has no condition key ${key} (${operator})`,
            fix: "Use a key from the action's row in the reference, or give the action a statement of its own.",
          })),
      );
    }),
};
