import { AwsError } from '../../shared/errors';
import { type ExecutionStatus } from '../interpreter/status';

const day = 24 * 60 * 60 * 1000;
/** https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html#redrive-eligibility */
const period = 14 * day;
const longestOpen = 365 * day;
/** One short of this many, so that there is room for the redrive and for what comes of it. */
const mostEvents = 24_999;

export interface Redrivable {
  readonly status: ExecutionStatus;
  readonly startDate: Date;
  readonly stopDate: Date | undefined;
  readonly events: number;
}

/**
 * Why an execution can't be redriven, in the words of `redriveStatusReason`; undefined for one that can.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html#API_DescribeExecution_ResponseSyntax
 */
export function notRedrivable({ status, startDate, stopDate, events }: Redrivable, now: Date): string | undefined {
  if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`;
  if (events >= mostEvents) return 'Execution history event limit exceeded';
  if (now.getTime() - startDate.getTime() > longestOpen) return 'Execution has exceeded the max execution time';
  if (now.getTime() - (stopDate?.getTime() ?? 0) > period) return 'Execution redrivable period exceeded';
  return undefined;
}

/** @throws AwsError for a state of which AWS redrives a part: it is not served here */
export function checkResumable(name: string, type: string): void {
  if (type !== 'Parallel' && type !== 'Map') return;
  throw new AwsError(
    'Local.NotServed',
    `The execution stopped in ${name}, a state of type ${type}: of such a state a redrive runs what had failed, which ` +
      'is not served here.',
  );
}
