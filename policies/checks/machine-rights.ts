import { blocksOfType } from '../../terraform/query';
import { type Stack } from '../../terraform/stack';
import { type CheckInput } from '../findings/finding';
import { type Access, type RoleAccess } from '../iam/access';
import { type Statement } from '../iam/document';
import { namedResources } from '../iam/statement-matches';

/**
 * Rights that a machine's role needs and that are no way to more in the hands of Step Functions, with the service by whose actions of the SDK a
 * machine could misuse them. Its log: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy. A
 * Task's credentials, which nobody else sees. A task of ECS, which takes no role but its definition's:
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
const RIGHTS: Readonly<Record<string, { readonly sdk: string; readonly holds: (statement: Statement) => boolean }>> = {
  'logs:PutResourcePolicy': { sdk: 'cloudwatchlogs', holds: () => true },
  'sts:AssumeRole': { sdk: 'sts', holds: namesAll },
  'iam:PassRole': { sdk: 'ecs', holds: (statement) => namesAll(statement) && isForTasks(statement) },
};

/**
 * Whether a right is that of a role that state machines alone take on, and of which none of them could make more; or stands in the boundary
 * of such a role.
 */
export function isOfMachine(
  action: string,
  statement: Statement,
  holders: readonly RoleAccess[],
  input: CheckInput,
  applied: readonly (readonly [Stack, Access])[],
): boolean {
  const right = Object.hasOwn(RIGHTS, action) ? RIGHTS[action] : undefined;
  if (!right?.holds(statement)) return false;
  const { access } = input;
  const within = [
    ...access.roles.values(),
    ...access.rolesBeside.values(),
    ...applied.flatMap(([, of]) => [...of.roles.values()]),
  ].filter(
    ({ boundary, statements }) =>
      boundary?.statements.some(({ ref }) => ref.address === statement.ref.address) === true &&
      statements.some(({ actions }) =>
        actions.patterns.some(({ text }) => text.toLowerCase() === action.toLowerCase()),
      ),
  );
  const all = holders.length > 0 ? holders : within;
  return all.length > 0 && all.every(isForStateMachines) && !machinesCall(right.sdk, input);
}

const machinesCall = (service: string, { stack, neighbours }: CheckInput): boolean =>
  [stack, ...neighbours]
    .flatMap((one) => blocksOfType(one, 'aws_sfn_state_machine'))
    .some(({ values }) =>
      JSON.stringify(values['definition'] ?? '')
        .toLowerCase()
        .includes(`aws-sdk:${service}`),
    );

function namesAll(statement: Statement): boolean {
  return namedResources(statement) !== undefined;
}

const isForTasks = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ key, operator, values }) =>
      key === 'iam:passedtoservice' &&
      operator.toLowerCase() === 'stringequals' &&
      values.every((service) => service === 'ecs-tasks.amazonaws.com'),
  );

const isForStateMachines = ({ trust }: RoleAccess): boolean =>
  trust.every(
    ({ effect, principals }) =>
      effect === 'Deny' ||
      (principals !== undefined &&
        !principals.not &&
        !principals.anyone &&
        [...principals.arns, ...principals.accounts, ...principals.federated].length === 0 &&
        principals.services.every((service) => /^states\./.test(service))),
  );
