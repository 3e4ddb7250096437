import { type Check } from '../findings/finding';
import { at, placedStatements, type PlacedStatement } from '../findings/placed-statements';
import { hasWildcard } from '../iam/pattern';

/** Which claim, and what goes wrong where a trust policy does not ask for it. */
const CLAIMS: readonly { readonly claim: string; readonly open: string }[] = [
  { claim: 'sub', open: 'every identity of the provider' },
  { claim: 'aud', open: 'a token that was made for someone else' },
];

export const webIdentity: Check = {
  rule: 'web-identity',
  why: "A provider such as GitHub's signs tokens for everybody: a role is for those whose claims its trust names whole.",
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  run: ({ access }) =>
    placedStatements(access)
      .filter(({ statement }) => statement.effect === 'Allow')
      .flatMap((placed) =>
        (placed.statement.principals?.federated ?? []).flatMap((provider) =>
          CLAIMS.filter(({ claim }) => !isNamed(placed, claim)).map(({ claim, open }) => ({
            ...at(placed),
            message: `${open} may assume the role: ${provider} vouches for many, and ${claim} is not named whole`,
            fix: `Add StringEquals on the provider's ${claim} claim, with whole values: no wildcard, no ForAllValues, no IfExists.`,
          })),
        ),
      ),
};

/**
 * StringLike lets `repo:owner/repo*` in, which others can register; with ForAllValues and IfExists, a token that lacks
 * the claim passes.
 */
const isNamed = ({ statement }: PlacedStatement, claim: string): boolean =>
  statement.conditions.some(
    ({ key, operator, values }) =>
      key.endsWith(`:${claim}`) &&
      operator.toLowerCase() === 'stringequals' &&
      values.length > 0 &&
      !values.some((value) => hasWildcard(value) || value.includes('${')),
  );
