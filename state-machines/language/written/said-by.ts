import type { Integration, TokenIntegration } from './integration';

/** The parameters that say which resource an action is on. */
export type SayingParameter =
  | 'ApiEndpoint'
  | 'Cluster'
  | 'TaskDefinition'
  | 'JobQueue'
  | 'JobDefinition'
  | 'QueueUrl'
  | 'TopicArn'
  | 'StateMachineArn'
  | 'FunctionName'
  | 'TableName'
  | 'JobName'
  | 'WorkGroup';

/**
 * The task, on the resource that its parameters say: `saidBy('QueueUrl', sqsSendMessage('orders'))`. For where the resource's ARN
 * does not give that parameter: one known when the machine runs, or filled in later. The role is still allowed the
 * resource of that name alone: said another, AWS refuses it.
 */
export function saidBy<const Field extends SayingParameter, Name extends string, In, Out, Errors>(
  field: Field,
  task: TokenIntegration<Name, In, Out, Errors>,
): TokenIntegration<Name, In & Said<Field>, Out, Errors>;
export function saidBy<const Field extends SayingParameter, Name extends string, In, Out, Errors>(
  field: Field,
  task: Integration<Name, In, Out, Errors>,
): Integration<Name, In & Said<Field>, Out, Errors>;
export function saidBy(field: SayingParameter, task: Integration): Integration {
  return {
    ...task,
    place: (...arns) => {
      const { [field]: placed, ...others } = task.place(...arns);
      if (placed === undefined)
        throw new Error(
          `${String(task.action)} is on no resource that '${field}' says: saidBy takes a parameter that the ARN gives.`,
        );
      return others;
    },
  };
}

type Said<Field extends string> = { readonly [F in Field]: string };
