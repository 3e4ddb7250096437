import { reasonOf } from '../../../../scripts/text/words';
import { stepFunctions } from '../../../../catalog/services/step-functions';
import { isFields } from '../../../../scripts/text/is-fields';
import { refusal, StateFailure } from '../interpreter/failure';
import { parseJson } from '../interpreter/json';
import { type Job } from '../interpreter/strand';
import { ClientPackage } from './client-of';
import { inOrder } from './in-order';
import { type SendCommand } from './send';

export interface Nesting {
  readonly send: SendCommand;
  /** Whose task started it. */
  readonly executionArn: string;
  /** Returns when an execution has ended. */
  readonly ended: (executionArn: string) => Promise<void>;
}

/**
 * An execution that a task started by `.sync` or `.sync:2`, described and stopped with the rights of the role that the task runs as.
 * @param resource the task's
 * @param submitted what StartExecution answered
 */
export function nestedExecution(nesting: Nesting, resource: string, submitted: unknown): Job {
  const arn = String((submitted as { readonly ExecutionArn?: unknown }).ExecutionArn);
  const call = async (operation: string, input: object): Promise<object> => {
    const { output } = await nesting.send(stepFunctions, await ClientPackage.load(stepFunctions), operation, input);
    return output;
  };
  return {
    ended: nesting.ended(arn),
    async result() {
      const described = await call('DescribeExecution', { executionArn: arn }).catch((error: unknown) => {
        throw refusal(`${resource} whose execution ${arn} can not be described: ${reasonOf(error)}`);
      });
      return outcomeOf(asTold(described), resource.endsWith(':2'));
    },
    // Best effort: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-sync
    async cancel() {
      await call('StopExecution', { executionArn: arn, cause: aborted(nesting.executionArn) }).catch(() => undefined);
    },
  };
}

/** Measured: floci-io/floci, AslExecutorNestedSyncTimeoutTest.java. */
const aborted = (executionArn: string): string =>
  `The Task state in AWS Step Functions execution [${executionArn}] which was managing this resource was aborted`;

type Told = Readonly<Record<string, unknown>>;

/**
 * Names in order, with a capital, and times in milliseconds: measured, floci-io/floci, AslExecutorNestedStartExecutionTest.java;
 * recorded: test_callback.py test_start_execution_sync.
 */
const asTold = (value: object): Told => inOrder(capitalized(value)) as Told;

function capitalized(value: object): object {
  const fields = Object.entries(value).filter(([name, one]) => !name.startsWith('$') && one !== undefined);
  return Object.fromEntries(
    fields.map(([name, one]): [string, unknown] => [
      `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      one instanceof Date ? one.getTime() : isFields(one) ? capitalized(one) : one,
    ]),
  );
}

/**
 * Whatever the execution failed with, the task fails by States.TaskFailed, and tells texts: recorded, test_callback.py
 * test_start_execution_sync_delegate_failure; of `.sync:2` too: measured, floci-io/floci, AslExecutorNestedSyncFailureTest.java.
 */
function outcomeOf(told: Told, asJson: boolean): unknown {
  if (told['Status'] !== 'SUCCEEDED') throw new StateFailure('States.TaskFailed', JSON.stringify(told));
  if (!asJson) return told;
  return { ...told, Input: parseJson(String(told['Input'])), Output: parseJson(String(told['Output'])) };
}
