import type * as contracts from '../lambdas/contracts';
import { lambdaTask } from './language/written/lambda-task';

/** The handlers that the report machine runs, each with its contracts: types alone, no zod is loaded. */
export const startQueryExecution = lambdaTask<
  typeof contracts.startQueryExecutionInput,
  typeof contracts.startQueryExecutionOutput
>()('start-query-execution');

export const checkQueryExecution = lambdaTask<
  typeof contracts.checkQueryExecutionInput,
  typeof contracts.checkQueryExecutionOutput
>()('check-query-execution');

export const sendReport = lambdaTask<typeof contracts.sendReportInput, typeof contracts.sendReportOutput>()(
  'send-report',
);
