import { type Check } from '../findings/finding';
import { at, placedStatements } from '../findings/placed-statements';

export const absentKey: Check = {
  rule: 'absent-key',
  why: 'ForAllValues is true when the request lacks the key, so that the Allow is open to every such request.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-forallvalues-with-single-valued-key',
  run: ({ access }) =>
    placedStatements(access)
      .filter(({ statement }) => statement.effect === 'Allow')
      .flatMap((placed) => {
        const { conditions } = placed.statement;
        const isThere = (key: string) =>
          conditions.some(
            (one) =>
              one.key === key && /^null$/i.test(one.operator) && one.values.every((value) => /^false$/i.test(value)),
          );
        return conditions
          .filter(({ operator, key }) => /^forallvalues:/i.test(operator) && !isThere(key))
          .map(({ operator, key }) => ({
            ...at(placed),
            message: `${operator} ${key} holds for every request without ${key}`,
            fix: `Add Null ${key} = false beside it; for a key of one value, leave ForAllValues out.`,
          }));
      }),
};
