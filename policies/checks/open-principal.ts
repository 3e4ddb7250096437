import { type Check } from '../findings/finding';
import { type Access } from '../iam/access';
import { at, placedStatements, type PlacedStatement } from '../findings/placed-statements';

/** Conditions that keep a grant to anyone within an account, an organization or a network. */
const CLOSING = [
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:sourcevpce',
  'aws:sourcevpc',
  'kms:calleraccount',
];

export const openPrincipal: Check = {
  rule: 'open-principal',
  why: 'Access for anyone, or for another account, is access that this stack does not control.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  run: ({ access }) =>
    placedStatements(access)
      .filter(({ statement }) => statement.effect === 'Allow' && statement.principals !== undefined)
      .flatMap((placed) =>
        strangers(placed, access).map((who) => ({
          ...at(placed),
          message: `${who} is given access`,
          fix: 'Name the roles or services of this account that need it.',
        })),
      ),
};

function strangers({ statement }: PlacedStatement, access: Access): string[] {
  const { principals, conditions } = statement;
  if (!principals) return [];
  const isClosed = conditions.some(
    ({ key, operator }) => CLOSING.includes(key) && /^(String|Arn)(Equals|Like)$/i.test(operator),
  );
  const open =
    (principals.anyone || principals.not) && !isClosed
      ? [principals.not ? 'everyone but a list (NotPrincipal)' : 'anyone']
      : [];
  const foreign = [...principals.accounts, ...principals.arns].filter((who) => {
    const account = who.startsWith('arn:') ? who.split(':')[4] : who;
    return account !== access.accountId && !who.startsWith('\u27E6');
  });
  return [...open, ...foreign];
}
