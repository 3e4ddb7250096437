import type { Fields } from '../../../scripts/text/is-fields';
import type { Found } from '../found';
import { quoted, type TypeAt } from '../states/write-template';

/** What a Task runs, as the builder writes it. */
export interface WrittenTask {
  readonly source: string;
  /** Without what the resource's ARN gives. */
  readonly parameters: Fields | undefined;
  /** Of the values that its parameters read. */
  readonly typeAt: TypeAt;
  readonly imports: readonly (readonly [name: string, from: string])[];
  /** Where its client types what it takes: the action's name. */
  readonly ofClient?: string;
}

/** `runTask` of `ecs:runTask.sync`. */
export const operationOf = (action: string): string => action.replace(/^[^:]*:|\..*/g, '');

/** A task on a resource. @param call with its type arguments: `activity<unknown, unknown>()`. @param beside what stands beside its name */
export const onResource = (
  call: string,
  from: string,
  arn: string,
  parameters: Fields | undefined,
  found: Found,
  beside?: string,
): WrittenTask => ({
  source: `${call}(${quoted(found.nameFor(arn))}${beside === undefined ? '' : `, ${beside}`})`,
  parameters,
  typeAt: () => 'unknown',
  imports: [[call.replace(/[<(].*/, ''), from]],
});

/** The task, given to another function of the builder. @param before what stands before it: `waitForTaskToken<unknown>()(` */
export const within = (before: string, from: string, task: WrittenTask): WrittenTask => ({
  ...task,
  source: `${before}${task.source})`,
  imports: [...task.imports, [before.replace(/[<(].*/, ''), from]],
});
