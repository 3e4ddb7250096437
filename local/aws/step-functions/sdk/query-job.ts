import { reasonOf } from '../../../../scripts/text/words';
import { athena } from '../../../../catalog/services/athena';
import { refusal, StateFailure } from '../interpreter/failure';
import { type Job } from '../interpreter/strand';
import { ClientPackage } from './client-of';
import { queryResult } from './optimized';
import { type SendCommand } from './send';

export interface Querying {
  readonly send: SendCommand;
  /** Returns when a query has ended. */
  readonly queryEnded: (id: string) => Promise<void>;
}

/** Whether a Task waits for a query. */
export const isQuery = (resource: string): boolean => resource.endsWith(':athena:startQueryExecution.sync');

/**
 * A query that a task started by `.sync`, described and stopped with the rights of the role that the task runs as.
 * @param resource the task's
 * @param submitted what StartQueryExecution answered
 */
export function queryJob({ send, queryEnded }: Querying, resource: string, submitted: unknown): Job {
  const id = String((submitted as { readonly QueryExecutionId?: unknown }).QueryExecutionId);
  const call = async (operation: string): Promise<object> => {
    const client = await ClientPackage.load(athena);
    const { output } = await send(athena, client, operation, { QueryExecutionId: id });
    const schema = client.operation(operation)?.output;
    return schema ? queryResult(schema, output) : {};
  };
  return {
    ended: queryEnded(id),
    async result() {
      const told = await call('GetQueryExecution').catch((error: unknown) => {
        throw refusal(`${resource} whose query ${id} can not be described: ${reasonOf(error)}`);
      });
      return outcomeOf(told, `${resource} whose query ${id}`);
    },
    // Best effort: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-sync
    async cancel() {
      await call('StopQueryExecution').catch(() => undefined);
    },
  };
}

/**
 * What a failed one is told by is read as JSON in machines that run on AWS: matanolabs/matano at bcd07d8,
 * infra/lib/iceberg-maintenance.ts (States.StringToJson($.Cause), then $.Cause.QueryExecution.Status.StateChangeReason).
 */
function outcomeOf(told: object, what: string): object {
  const { QueryExecution: { Status: { State: state } = {} } = {} } = told as {
    readonly QueryExecution?: { readonly Status?: { readonly State?: string } };
  };
  if (state === 'SUCCEEDED') return told;
  if (state === 'FAILED' || state === 'CANCELLED') throw new StateFailure('States.TaskFailed', JSON.stringify(told));
  throw refusal(`${what} is ${state ?? 'in no state'} when it has ended`);
}
