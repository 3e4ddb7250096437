import { type Check } from '../findings/finding';
import { type Access } from '../iam/access';
import { at, placedStatements, type PlacedStatement } from '../findings/placed-statements';

type Closes = (value: string, accountId: string) => boolean;

const ownAccount: Closes = (value, accountId) => value === accountId;
/** A whole id: wildcards would let others' in. */
const whole =
  (form: RegExp): Closes =>
  (value) =>
    form.test(value);
/** Of this account, and no other. */
const ownArn: Closes = (value, accountId) => value.split(':')[4] === accountId && value.startsWith('arn:');

/** Conditions that keep a grant to anyone within this account, one organization or one network, by what they must say. */
const CLOSING: Readonly<Record<string, Closes>> = {
  'aws:sourceaccount': ownAccount,
  'aws:sourcearn': ownArn,
  'aws:principalaccount': ownAccount,
  'aws:principalarn': ownArn,
  'aws:principalorgid': whole(/^o-[a-z0-9]{10,32}$/),
  'aws:sourcevpce': whole(/^vpce-[0-9a-f]{8,17}$/),
  'aws:sourcevpc': whole(/^vpc-[0-9a-f]{8,17}$/),
  'kms:calleraccount': ownAccount,
};

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
  const isClosed = conditions.some(({ key, operator, values }) => {
    const closes = Object.hasOwn(CLOSING, key) ? CLOSING[key] : undefined;
    return (
      closes !== undefined &&
      /^(String|Arn)(Equals|Like)$/i.test(operator) &&
      values.length > 0 &&
      values.every((value) => closes(value, access.accountId))
    );
  });
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
