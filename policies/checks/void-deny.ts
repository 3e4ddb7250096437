import { keptByText } from '../../scripts/kept';
import { type Check } from '../findings/finding';
import { at, placedStatements, type PlacedStatement } from '../findings/placed-statements';
import { isAlwaysThere } from '../iam/condition-keys';
import { type Statement } from '../iam/document';
import { type ConditionBlock } from '../inclusion/conditions';
import { includes } from '../inclusion/inclusion';
import { lockedStatements } from '../lock/locked-access';
import { toStatement } from '../lock/to-statement';

export const voidDeny: Check = {
  rule: 'void-deny',
  why: 'A Deny that no request meets looks like a guard, and is none.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  run: ({ access }) =>
    placedStatements(access)
      .filter(({ statement }) => statement.effect === 'Deny')
      .flatMap((placed) => {
        const why = reason(placed);
        return why === undefined
          ? []
          : [{ ...at(placed), message: `it denies nothing: ${why}`, fix: 'Say what it shall deny, or take it out.' }];
      }),
};

function reason({ statement }: PlacedStatement): string | undefined {
  const { actions, resources, principals, conditions } = statement;
  const all = (patterns: readonly { text: string }[] | undefined) => patterns?.some(({ text }) => /^\*+$/.test(text));
  if (actions.not && all(actions.patterns)) return 'NotAction "*" leaves no action';
  if (resources?.not === true && all(resources.patterns)) return 'NotResource "*" leaves no resource';
  if (principals?.not === true && principals.anyone) return 'NotPrincipal "*" spares everyone';
  const absent = conditions.find(
    ({ key, operator, values }) =>
      /^null$/i.test(operator) && values.every((value) => /^true$/i.test(value)) && isAlwaysThere(key),
  );
  if (absent) return `every request has ${absent.key}`;
  return isVoid(statement) ? 'no request meets its actions, resources and conditions' : undefined;
}

/** Whether no request meets a statement, its principals aside. */
function isVoid(statement: Statement): boolean {
  const granted = lockedStatements([statement]).map((one) => toStatement({ ...one, effect: 'Allow' }));
  if (!namesSome(statement)) return includes([], granted).answer === 'yes';
  return areNeverMet(JSON.stringify(granted.map(({ Condition = {} }) => Condition)));
}

/** The same of conditions alone, as JSON: most statements have the same few. */
const areNeverMet = keptByText((conditions): boolean => {
  const blocks = JSON.parse(conditions) as readonly ConditionBlock[];
  const onAll = blocks.map((Condition) => ({ Effect: 'Allow', Action: '*', Resource: '*', Condition }) as const);
  return includes([], onAll).answer === 'yes';
});

/** Whether there surely is a request on which the conditions alone decide: one action and one resource that are named. */
const namesSome = ({ actions, resources }: Statement): boolean =>
  !actions.not &&
  actions.patterns.some(({ text }) => /^(\*|[a-z0-9-]+:[a-z0-9*?]+)$/i.test(text)) &&
  resources?.not === false &&
  resources.patterns.some(({ text }) => /^(\*|arn:[\w*?-]+:[\w*?-]+:[\w*?-]*:[\w*?-]*:[ !"#%-~]+)$/.test(text));
