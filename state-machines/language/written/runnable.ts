import type { Integration } from './integration';
import type { LambdaTask } from './lambda-task';

/** What a Task may run: a Lambda function by its ARN, or a service's action, an activity among them. */
export type Runnable = LambdaTask | Integration;

export type InputOf<Task> =
  Task extends LambdaTask<string, infer In> ? In : Task extends Integration<string, infer In> ? In : never;

export type OutputOf<Task> =
  Task extends LambdaTask<string, unknown, infer Out>
    ? Out
    : Task extends Integration<string, unknown, infer Out>
      ? Out
      : never;

/** Whether what its author gives a task stands beside what its resource does: of all but functions and activities. */
export type IsAction<Task> = Task extends { functionName: string } | { action?: undefined } ? false : true;

/** The names of a task's errors, where they are known: those of a state that runs none are not. */
export type ErrorsOf<Task> = [Task] extends [never]
  ? string
  : Task extends Integration<string, unknown, unknown, { readonly names: infer Names extends string }>
    ? Names
    : string;

/** The names of the resources whose ARNs `render` is handed for a task. */
export type NameOf<Task> =
  Task extends LambdaTask<infer Name> ? Name : Task extends Integration<infer Name> ? Exclude<Name, '*'> : never;

/** The names of all the resources that a task is on. */
export const namesOf = (task: Runnable): readonly [string, ...string[]] =>
  'functionName' in task ? [task.functionName] : [task.resourceName, ...(task.alsoOn ?? [])];
