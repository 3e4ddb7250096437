import * as z from 'zod/mini';
import { checkQueryExecutionOutput, sendReportOutput } from '../../lambdas/contracts';
import { adviceOn } from './advice';
import { type Execution, isRunning } from './execution';
import { type Seen } from './follow';
import { type Page } from './page';
import { failedState, messageIn, type Visit } from './visits';

/** An execution with all that is told of it. */
export interface Outcome {
  readonly environment: string;
  readonly execution: Execution;
  readonly visits: readonly Visit[];
  /** Of the message that subscribers got. */
  readonly sent?: { readonly subject: string; readonly messageId: string };
  readonly query?: { readonly bytesScanned: number; readonly milliseconds: number };
  readonly failure?: {
    readonly state?: string;
    readonly error: string;
    readonly cause: string;
    readonly advice: string;
  };
  readonly page?: Page;
  /** In AWS's console. */
  readonly console?: string;
  /** As the one who started it wrote it. */
  readonly reason?: string;
}

/** Fields that are read here; newer handlers may give more. */
const sent = z.object({ subject: sendReportOutput.shape.subject, messageId: sendReportOutput.shape.messageId });
const queried = z.object({
  dataScannedInBytes: checkQueryExecutionOutput.shape.dataScannedInBytes,
  engineExecutionTimeInMillis: checkQueryExecutionOutput.shape.engineExecutionTimeInMillis,
});

type Given = Pick<Outcome, 'environment' | 'page' | 'console' | 'reason'>;

export function outcomeOf({ execution, visits }: Seen, given: Given): Outcome {
  const { output, status } = execution;
  const message = status === 'SUCCEEDED' ? sent.safeParse(json(output)) : undefined;
  const query = queried.safeParse(json(visits.findLast(({ said }) => said === 'SUCCEEDED')?.output));
  const failed = status !== 'SUCCEEDED' && !isRunning(execution);
  return {
    ...given,
    execution,
    visits,
    ...(message?.success ? { sent: message.data } : {}),
    ...(query.success
      ? {
          query: {
            bytesScanned: query.data.dataScannedInBytes,
            milliseconds: query.data.engineExecutionTimeInMillis,
          },
        }
      : {}),
    ...(failed ? { failure: failureOf(execution, visits) } : {}),
  };
}

function failureOf(execution: Execution, visits: readonly Visit[]): NonNullable<Outcome['failure']> {
  // A machine's own time limit ends it with this status, and names no error.
  const error = execution.error ?? (execution.status === 'TIMED_OUT' ? 'States.Timeout' : execution.status);
  const state = failedState(visits);
  return {
    ...(state === undefined ? {} : { state }),
    error,
    cause: messageIn(execution.cause),
    advice: adviceOn({ ...execution, error }),
  };
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}
