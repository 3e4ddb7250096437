import * as z from 'zod/mini';
import * as contracts from '../../lambdas/contracts';
import { lambdaTask } from '../language/written/lambda-task';

/** What the report's handlers would take and give where the machine keeps what its later states need. */
export const startOutput = z.omit(contracts.startQueryExecutionOutput, { startDate: true, endDate: true });
export const checkInput = z.strictObject({ queryExecutionId: z.string(), attempt: z.number() });
export const checkOutput = z.omit(contracts.checkQueryExecutionOutput, {
  startDate: true,
  endDate: true,
  queryExecutionId: true,
  attempt: true,
});

export const start = lambdaTask<typeof contracts.startQueryExecutionInput, typeof startOutput>()(
  'start-query-execution',
);
export const check = lambdaTask<typeof checkInput, typeof checkOutput>()('check-query-execution');
