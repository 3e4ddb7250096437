import { AthenaClient, GetQueryExecutionCommand, type QueryExecutionStatus } from '@aws-sdk/client-athena';
import { awsFailure } from './shared/aws-failure';
import { checkQueryExecutionInput, queryState, type CheckQueryExecutionOutput } from './contracts';
import { clientSettings } from './shared/client-settings';
import { lambdaHandler, type Log } from './shared/lambda-handler';
import { parseInput } from './shared/parse-input';
import { pollWait, waitBeforeRestart } from './shared/poll-wait';
import { safeText } from './shared/safe-text';

/** AWS calls: athena:GetQueryExecution on the workgroup. No environment variables. */
interface Dependencies {
  athena: Pick<AthenaClient, 'send'>;
  now?: () => Date;
}

/**
 * Looks at a query: its state, how long to wait before the next look or the next start, what it has cost so far, and
 * what the machine fails with if it failed.
 */
export const checkQueryExecution =
  ({ athena, now = () => new Date() }: Dependencies) =>
  async (event: unknown, log: Log): Promise<CheckQueryExecutionOutput> => {
    const { startDate, endDate, queryExecutionId, attempt } = parseInput(checkQueryExecutionInput, event);
    const command = new GetQueryExecutionCommand({ QueryExecutionId: queryExecutionId });
    const { QueryExecution: query } = await athena.send(command).catch((error: unknown) => {
      throw awsFailure(`Athena did not tell the state of query ${queryExecutionId}`, error);
    });
    const state = queryState.safeParse(query?.Status?.State);
    if (!state.success)
      throw new Error(
        `Athena told a state of query ${queryExecutionId} that we don't know: ${String(query?.Status?.State)}.`,
      );
    const dataScannedInBytes = query?.Statistics?.DataScannedInBytes ?? 0;
    const engineExecutionTimeInMillis = query?.Statistics?.EngineExecutionTimeInMillis ?? 0;
    const failure = { Error: `Athena.${state.data}`, Cause: cause(queryExecutionId, query?.Status) };
    const waitSeconds =
      state.data === 'FAILED' || state.data === 'CANCELLED'
        ? waitBeforeRestart(attempt)
        : pollWait(query?.Status?.SubmissionDateTime, now());
    log.info('Query looked at', { queryExecutionId, attempt, state: state.data, dataScannedInBytes });
    return {
      startDate,
      endDate,
      queryExecutionId,
      attempt,
      state: state.data,
      waitSeconds,
      dataScannedInBytes,
      engineExecutionTimeInMillis,
      failure,
    };
  };

/** Step Functions takes a Cause of at most 32,768 characters; a few lines are enough to read. */
const MAX_CAUSE = 2000;

function cause(queryExecutionId: string, status: QueryExecutionStatus | undefined): string {
  const reason = status?.StateChangeReason ?? status?.AthenaError?.ErrorMessage ?? 'Athena gave no reason';
  return `Query ${queryExecutionId}: ${safeText(reason, MAX_CAUSE)}`;
}

export const handler = lambdaHandler(
  'check-query-execution',
  checkQueryExecution({ athena: new AthenaClient(clientSettings) }),
);
