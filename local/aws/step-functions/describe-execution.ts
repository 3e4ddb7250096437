import { type Execution } from './execution';
import { notRedrivable } from './redrive/redrivable';

/** What DescribeExecution tells. https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export const describeExecution = (execution: Execution, now: Date): object => ({
  ...summary(execution),
  ...dataOf(execution),
  ...redriving(execution, now),
});

/** What ListExecutions tells of each, too. */
export const summary = ({ identity, machine, status, startDate, stopDate, redriveCount, redriveDate }: Execution) => ({
  executionArn: identity.arn,
  stateMachineArn: machine.arn,
  name: identity.name,
  status,
  startDate,
  ...(stopDate ? { stopDate } : {}),
  redriveCount,
  ...(redriveDate ? { redriveDate } : {}),
});

/** localstack/localstack, tests/aws/services/stepfunctions/v2/test_sfn_api.snapshot.json: test_describe_execution */
const dataOf = (execution: Execution) => ({
  input: execution.identity.input,
  inputDetails: { included: true },
  ...ending(execution),
  ...(execution.output === undefined ? {} : { outputDetails: { included: true } }),
});

/** Of https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html, what tells of a redrive. */
export const redriving = (execution: Execution, now: Date) => {
  const redriveStatusReason = notRedrivable(execution, now);
  return redriveStatusReason === undefined
    ? { redriveStatus: 'REDRIVABLE' }
    : { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason };
};

/** That its time was up its history alone tells: measured, floci-io/floci #2733. */
const ending = ({ status, output, error, cause }: Execution) => ({
  ...(output === undefined ? {} : { output }),
  ...(error === undefined || status === 'TIMED_OUT' ? {} : { error }),
  ...(cause === undefined ? {} : { cause }),
});
