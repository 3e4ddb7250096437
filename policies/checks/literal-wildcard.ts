import { type Check } from '../findings/finding';
import { at, placedStatements } from '../findings/placed-statements';
import { hasWildcard } from '../iam/pattern';

export const literalWildcard: Check = {
  rule: 'literal-wildcard',
  why: 'StringEquals compares * and ? as they stand: the condition never holds, and its negation always does.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String',
  run: ({ access }) =>
    placedStatements(access).flatMap((placed) =>
      placed.statement.conditions
        .filter(({ operator }) => /^(\w+:)?String(Not)?Equals(IgnoreCase)?(IfExists)?$/i.test(operator))
        .flatMap(({ operator, key, values }) =>
          values
            .filter((value) => hasWildcard(value.replaceAll(/\$\{[^}]*\}/g, '')))
            .map((value) => ({
              ...at(placed),
              message: `${operator} ${key} compares "${value}" literally`,
              fix: 'Use StringLike (StringNotLike), write the whole value, or ${*} for the character itself.',
            })),
        ),
    ),
};
