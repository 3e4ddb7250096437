import type { Execution } from '../contracts';

/** Under which the pages of reports lie in the query-output bucket. */
export const REPORTS_PREFIX = 'reports/';

/** An execution's name: the end of its ARN. */
export const executionName = ({ id }: Pick<Execution, 'id'>): string => id.slice(id.lastIndexOf(':') + 1);

/** How the names of executions begin that a deployment starts to see whether it works: nobody waits for their report. */
export const VERIFICATION_PREFIX = 'verify-';

/** Whether an execution only verifies a deployment. Its name says so: the machine's input is a period and nothing else. */
export const isVerification = (execution: Pick<Execution, 'id'>): boolean =>
  executionName(execution).startsWith(VERIFICATION_PREFIX);

/** Where a report's page lies: one for each execution, and for each redrive of it. */
export const reportKey = (execution: Execution): string =>
  `${REPORTS_PREFIX}${executionName(execution)}-${execution.redriveCount}.html`;

/** Where it stands whether an execution's report was sent: one for all its redrives, so that none sends it twice. */
export const markerKey = (execution: Pick<Execution, 'id'>): string => `sent/${executionName(execution)}.json`;

/** Likewise, for the notice that it was not sent: one for each time that the execution ended. */
export const noticeKey = (execution: Execution): string =>
  `sent/notices/${executionName(execution)}-${execution.redriveCount}.json`;

/** The ARN of the state machine that an execution is of. */
export const stateMachineArn = ({ id }: Pick<Execution, 'id'>): string =>
  id.replace(/:execution:([^:]+):.*$/, ':stateMachine:$1');
