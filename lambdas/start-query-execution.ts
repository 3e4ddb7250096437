import { createHash } from 'node:crypto';
import { AthenaClient, StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { awsFailure } from './shared/aws-failure';
import { startQueryExecutionInput, type StartQueryExecutionOutput } from './contracts';
import { clientSettings } from './shared/client-settings';
import { fewDays, name, readEnvironment } from './shared/environment';
import { lambdaHandler, type Log } from './shared/lambda-handler';
import { parseInput } from './shared/parse-input';
import { reportSql } from './report/report-sql';

/** AWS calls: athena:StartQueryExecution on the workgroup; Athena then reads Glue and S3, and writes S3, as this role. */
interface Dependencies {
  athena: Pick<AthenaClient, 'send'>;
  variables: NodeJS.ProcessEnv;
}

const environment = {
  ATHENA_DATABASE: name(),
  EVENTS_TABLE: name(),
  ATHENA_WORKGROUP: name(),
  LATE_ARRIVAL_DAYS: fewDays(),
};

/** Starts the report's query in the workgroup, which says where results go and how much may be scanned. */
export const startQueryExecution =
  ({ athena, variables }: Dependencies) =>
  async (event: unknown, log: Log): Promise<StartQueryExecutionOutput> => {
    const { startDate, endDate, execution, previousAttempt } = parseInput(startQueryExecutionInput, event);
    const { ATHENA_DATABASE, EVENTS_TABLE, ATHENA_WORKGROUP, LATE_ARRIVAL_DAYS } = readEnvironment(
      environment,
      variables,
    );
    const attempt = previousAttempt === undefined ? 0 : previousAttempt + 1;
    const command = new StartQueryExecutionCommand({
      QueryString: reportSql({
        startDate,
        endDate,
        database: ATHENA_DATABASE,
        table: EVENTS_TABLE,
        lateArrivalDays: LATE_ARRIVAL_DAYS,
      }),
      QueryExecutionContext: { Database: ATHENA_DATABASE },
      WorkGroup: ATHENA_WORKGROUP,
      ClientRequestToken: requestToken(execution, attempt),
    });
    const answer = await athena.send(command).catch((error: unknown) => {
      throw awsFailure(`Athena did not start the report's query in workgroup ${ATHENA_WORKGROUP}`, error);
    });
    const queryExecutionId = answer.QueryExecutionId;
    if (!queryExecutionId) throw new Error('Athena started the query but gave no QueryExecutionId.');
    log.info('Query started', { queryExecutionId, startDate, endDate, attempt });
    return { startDate, endDate, queryExecutionId, attempt };
  };

/**
 * A retry finds the query that was started, and so does a redrive: it is only redriven here while no query of this
 * attempt is known to have ended. A query that Athena ended as FAILED is another attempt's; another execution of the same
 * period runs its own. Athena takes 32 to 128 characters; these are 64.
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
 */
const requestToken = ({ id }: { id: string }, attempt: number) =>
  createHash('sha256').update(`${id}#${attempt}`).digest('hex');

export const handler = lambdaHandler(
  'start-query-execution',
  startQueryExecution({ athena: new AthenaClient(clientSettings), variables: process.env }),
);
