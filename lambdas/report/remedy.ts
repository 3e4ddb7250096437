/** How an execution ended that was to send a report. */
export interface Ending {
  readonly status: string;
  readonly error: string | undefined;
}

/**
 * What helps after it. `redrive` resumes where the execution stopped; `start anew` where that would only fail again, since
 * the input is wrong or the query failed for good; `look first` where the report may have come. docs/operations.md has the
 * table, which is held by a test.
 */
export type Remedy = 'redrive' | 'start anew' | 'look first';

export function remedyFor({ status, error = '' }: Ending): Remedy {
  // Whoever stops an execution may give it any error.
  if (status !== 'FAILED') return 'redrive';
  if (error === 'PublishOutcomeUnknown') return 'look first';
  return error === 'InvalidInput' || error.startsWith('Athena.') ? 'start anew' : 'redrive';
}

/** For a terminal. */
export const redriveCommand = (executionArn: string): string =>
  `aws stepfunctions redrive-execution --execution-arn ${executionArn}`;
