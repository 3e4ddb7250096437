import * as z from 'zod/mini';
import { periodFields, periodChecks } from './shared/period';

/**
 * What each handler takes and gives, as zod schemas: the handlers parse with them, and the state machine takes its
 * payload types from them. `zod/mini` by namespace: `import { z } from 'zod'` would add 440 KB to every bundle.
 */

/** What a person hands to StartExecution: both dates inclusive, UTC. */
export const reportInput = z.strictObject(periodFields).check(...periodChecks);
export type ReportInput = z.infer<typeof reportInput>;

/** `id`: the execution's ARN (`$$.Execution.Id`); `redriveCount`: `$$.Execution.RedriveCount`. */
export const execution = z.strictObject({
  id: z.string().check(
    z.regex(/^arn:[^:]+:states:[^:]+:\d{12}:execution:[^:]+:[^:/]{1,80}$/, {
      error: "must be the ARN of a standard workflow's execution",
    }),
  ),
  // Not z.int(): its fault would end the parsing, and faults elsewhere would go untold.
  redriveCount: z
    .number()
    .check(z.refine((count) => Number.isInteger(count) && count >= 0, { error: 'must be a whole number, 0 or more' })),
});
export type Execution = z.infer<typeof execution>;

/** How often a report's query was started before: a query that Athena ended as FAILED or CANCELLED is started again. */
const attempt = z.number();

export const startQueryExecutionInput = z
  .strictObject({ ...periodFields, execution, previousAttempt: z.optional(attempt) })
  .check(...periodChecks);

export const startQueryExecutionOutput = z.strictObject({ ...periodFields, queryExecutionId: z.string(), attempt });
export type StartQueryExecutionOutput = z.infer<typeof startQueryExecutionOutput>;

export const checkQueryExecutionInput = z.object({ ...periodFields, queryExecutionId: z.string(), attempt });

/** Athena's own names: https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecutionStatus.html */
export const queryState = z.enum(['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED']);

export const checkQueryExecutionOutput = z.strictObject({
  ...periodFields,
  queryExecutionId: z.string(),
  attempt,
  state: queryState,
  /** Before the next look, or before the query is started again. */
  waitSeconds: z.number(),
  dataScannedInBytes: z.number(),
  engineExecutionTimeInMillis: z.number(),
  /** What the machine fails with when `state` is final and not SUCCEEDED, and the query is not started again. */
  failure: z.strictObject({ Error: z.string(), Cause: z.string() }),
});
export type CheckQueryExecutionOutput = z.infer<typeof checkQueryExecutionOutput>;

export const sendReportInput = z.strictObject({
  ...periodFields,
  queryExecutionId: z.string(),
  dataScannedInBytes: z.number(),
  engineExecutionTimeInMillis: z.number(),
  execution,
});

export const sendReportOutput = z.strictObject({ messageId: z.string(), subject: z.string() });
export type SendReportOutput = z.infer<typeof sendReportOutput>;
