import type { ActionArn, Integration, TokenIntegration } from './integration';

/**
 * The task in another partition than `aws`: `inPartition('aws-cn', snsPublish('topic'))`. Its resource's ARN says its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function inPartition<Name extends string, In, Out, Errors>(
  partition: string,
  task: TokenIntegration<Name, In, Out, Errors>,
): TokenIntegration<Name, In, Out, Errors>;
export function inPartition<Name extends string, In, Out, Errors>(
  partition: string,
  task: Integration<Name, In, Out, Errors>,
): Integration<Name, In, Out, Errors>;
export function inPartition(partition: string, task: Integration): Integration {
  if (!task.action?.startsWith('arn:'))
    throw new Error(`${task.action ?? 'An activity'} is in the partition that its ARN says.`);
  const action: ActionArn = `arn:${partition}:states:${task.action.replace(/^arn:[^:]*:states:/, '')}`;
  return { ...task, action };
}
