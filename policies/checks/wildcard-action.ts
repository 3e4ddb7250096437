import { type Check } from '../findings/finding';
import { at, placedStatements } from '../findings/placed-statements';
import { hasWildcard } from '../iam/pattern';

/** A key's policy that leaves the key to the account's IAM policies is AWS's own default, and needs every action. */
const delegatesKey = (subject: string, actions: string, accounts: readonly string[] | undefined): boolean =>
  subject.includes(':kms:') && actions === 'kms:*' && (accounts?.length ?? 0) > 0;

export const wildcardAction: Check = {
  rule: 'wildcard-action',
  why: 'An action with a wildcard grants what nobody asked for, and grows whenever AWS adds an action.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  run: ({ access }) =>
    placedStatements(access)
      .filter(({ statement }) => statement.effect === 'Allow')
      .flatMap((placed) =>
        placed.statement.actions.patterns
          .filter(({ text }) => placed.statement.actions.not || hasWildcard(text))
          .filter(({ text }) => !delegatesKey(placed.subject, text, placed.statement.principals?.accounts))
          .map(({ text }) => ({
            ...at(placed),
            message: placed.statement.actions.not
              ? `NotAction ${text} allows every other action of AWS`
              : `${text} allows more than one action`,
            fix: 'Name each action that is called.',
          })),
      ),
};
