import { type Check } from '../findings/finding';
import { isAbout, isOpen } from '../iam/statement-matches';
import { at, placedStatements } from '../findings/placed-statements';

export const passRole: Check = {
  rule: 'pass-role',
  why: 'Who may pass a role to a service may do all that the role may, by way of the service.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  run: ({ access }) =>
    placedStatements(access)
      .filter(({ kind, statement }) => ['identity', 'boundary'].includes(kind) && statement.effect === 'Allow')
      .filter(({ statement }) => isAbout(statement, 'iam:PassRole'))
      .flatMap((placed) => {
        const { resources, conditions } = placed.statement;
        const wild = resources !== undefined && isOpen(resources);
        const bound = conditions.some(
          ({ key, operator }) => key === 'iam:passedtoservice' && /^String(Equals|Like)$/i.test(operator),
        );
        return [
          ...(wild ? ['iam:PassRole is allowed on roles that are not named one by one'] : []),
          ...(bound ? [] : ['iam:PassRole is not bound to a service']),
        ].map((message) => ({
          ...at(placed),
          message,
          fix: "Name the role's ARN, and add StringEquals iam:PassedToService with the service that gets it.",
        }));
      }),
};
