import { blocksOfType, text } from '../../terraform/query';
import { type Block, type Stack } from '../../terraform/stack';
import { INTEGRATIONS, type Right } from './integration-rights';
import { type Task, tasksOf, writtenIn } from './machine-states';
import { type Need } from './need';

const CROSS_ACCOUNT = 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html';

/**
 * What the tasks of a stack's machines take that no run here comes by, as AWS's pages have it: of the services that no client
 * here calls, what Step Functions needs to follow a job, and to run as another role, of this account or not. It follows from the definition.
 */
export const taskNeeds = (stack: Stack): Need[] =>
  blocksOfType(stack, 'aws_sfn_state_machine').flatMap((machine): Need[] => {
    const arn = text(machine, 'role_arn');
    return tasksOf(machine).flatMap((task) =>
      (rightsOf(task, machine, stack) ?? []).map((right) => ({ principal: { kind: 'role', arn }, ...right })),
    );
  });

/** Undefined of a task whose run shows what it takes, and of one of which only an execution knows what it is on. */
export function rightsOf(
  task: Task,
  machine: Block,
  stack: Stack,
): readonly (Right & { readonly cite: string })[] | undefined {
  if (task.credentials) {
    const role = writtenIn(task.credentials, 'RoleArn');
    return role === undefined ? undefined : [{ action: 'sts:AssumeRole', resources: [role], cite: CROSS_ACCOUNT }];
  }
  const called = calledBy(task);
  const known = Object.hasOwn(INTEGRATIONS, called) ? INTEGRATIONS[called] : undefined;
  const [, partition = 'aws'] = text(machine, 'role_arn').split(':');
  return known
    ?.rights(task.given, { stack, partition, tasks: tasksOf(machine) })
    ?.map((right) => ({ ...right, cite: known.cite }));
}

/** Whether a page tells what a task takes, where its definition does. */
export const isByPage = (task: Task): boolean =>
  task.credentials !== undefined || Object.hasOwn(INTEGRATIONS, calledBy(task));

const calledBy = ({ resource }: Task): string => resource.replace(/^arn:[^:]*:states:::/, '');
