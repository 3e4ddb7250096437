import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Account } from '../aws/account';
import { type Clients } from '../aws/clients';
import { type Period } from '../events/period';
import { namesOf } from '../start/running/stack-names';

/** What one report took. */
export interface ReportFigures {
  /** Milliseconds from StartExecution to the execution's end. */
  readonly reportTook: number;
  /** Milliseconds of the query alone. */
  readonly queryTook: number;
  readonly bytesScanned: number;
  /** As the function sent it. */
  readonly sql: string;
  /** Rows, header left out. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Has the account's machine make the report of a period. @throws Error when the execution fails */
export async function reportOf(account: Account, { states }: Clients, period: Period): Promise<ReportFigures> {
  const start = performance.now();
  const { executionArn } = await states.send(
    new StartExecutionCommand({ stateMachineArn: namesOf(account.stack).machineArn, input: JSON.stringify(period) }),
  );
  await account.stepFunctions.idle();
  const reportTook = performance.now() - start;
  const execution = account.stepFunctions.executions().find(({ identity }) => identity.arn === executionArn);
  const query = account.athena.executions().at(-1);
  if (execution?.status !== 'SUCCEEDED' || !query?.result) {
    throw new Error(`The report of ${period.startDate} failed: ${execution?.error}: ${execution?.cause}`);
  }
  const { Query: sql, Statistics } = query.describe();
  return {
    reportTook,
    queryTook: Statistics.EngineExecutionTimeInMillis,
    bytesScanned: Statistics.DataScannedInBytes,
    sql,
    rows: query.result.rows,
  };
}
