import { AwsError, NotServed } from '../../shared/errors';
import { type Execution } from '../execution';
import { assignedIn, MOST_EVENTS } from '../history';
import { type Place } from '../interpreter/strand';

/**
 * What AWS does on a redrive was recorded by radkawar/stackd at 9dc356f, testdata/aws/stepfunctions/
 * redrive_execution.json; what of it is told is on
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
const days = 24 * 60 * 60 * 1000;
const redrivablePeriod = 14 * days;
const maxOpenTime = 365 * days;
/** Below it there is room for the redrive's own event and another. */
const mostEvents = MOST_EVENTS - 1;

/** Task and Fail are resumed as they were recorded; of a Wait the page tells what it says of timestamps. */
const resumed = ['Task', 'Wait', 'Fail'];

/**
 * Why AWS would not redrive an execution, in its words; undefined when it would. Of the limit of events its answer was
 * recorded (variable_limits.json, beside the others), and is not in the page's words.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html#StepFunctions-DescribeExecution-response-redriveStatusReason
 */
export function notRedrivable(
  { status, startDate, stopDate, history }: Pick<Execution, 'status' | 'startDate' | 'stopDate' | 'history'>,
  now: Date,
): string | undefined {
  if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`;
  if (history.count >= mostEvents) return 'Execution has exceeded the maximum history event limit';
  const since = (date: Date): number => now.getTime() - date.getTime();
  if (since(startDate) > maxOpenTime) return 'Execution has exceeded the max execution time';
  if (stopDate && since(stopDate) > redrivablePeriod) return 'Execution redrivable period exceeded';
  return undefined;
}

/**
 * The state that a redrive resumes.
 * @throws AwsError that AWS would answer, or one that names the state into which no redrive is served
 */
export function checkRedrivable(execution: Execution, now: Date): Place {
  const reason = notRedrivable(execution, now);
  if (reason !== undefined) {
    const { arn } = execution.identity;
    throw new AwsError('ExecutionNotRedrivable', `Execution ${arn} invalid for redrive as: ${reason}`);
  }
  const refused = (where: string): AwsError =>
    new NotServed('ValidationException', `RedriveExecution ${where}`, 400, resumed);
  // AWS says that a redrive preserves the results of the steps that succeeded; of variables its page says nothing, and no
  // redrive of an execution that has some is recorded.
  const variables = assignedIn(execution.history.events);
  if (variables.length > 0) throw refused(`of an execution that assigned variables (${variables.join(', ')})`);
  const at = execution.unsuccessful;
  if (!at) throw refused('of an execution that ended between two states');
  if (!resumed.includes(at.type)) throw refused(`into a ${at.type} state (${at.name})`);
  if (at.type === 'Wait' && execution.status === 'FAILED') throw refused(`into a Wait state that failed (${at.name})`);
  // Which event its failure would follow there is recorded of no such state.
  if (at.type === 'Task' && !at.isScheduled)
    throw refused(`into a Task state whose task was never scheduled (${at.name})`);
  return at;
}

/** Why a redrive would be refused, by AWS or here, in words; undefined when none would. */
export function whyNotRedriven(execution: Execution, now: Date): string | undefined {
  try {
    checkRedrivable(execution, now);
    return undefined;
  } catch (error) {
    return notRedrivable(execution, now) ?? (error as Error).message;
  }
}
