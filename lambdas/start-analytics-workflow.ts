import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { awsFailure } from './shared/aws-failure';
import type { ReportInput } from './contracts';
import { clientSettings } from './shared/client-settings';
import { arn, readEnvironment, shortName } from './shared/environment';
import { lambdaHandler, type Log } from './shared/lambda-handler';
import { parseInput } from './shared/parse-input';
import { addDays, type Period } from './shared/period';

/** AWS calls: states:StartExecution on the state machine. */
interface Dependencies {
  states: Pick<SFNClient, 'send'>;
  variables: NodeJS.ProcessEnv;
}

const environment = { STATE_MACHINE_ARN: arn('states'), ENVIRONMENT: shortName() };

const INSTANT_WANTED = 'must be a time in UTC, written like "2020-11-01T08:00:00Z"';
const isInstant = (time: string) =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(time) && !Number.isNaN(Date.parse(time));

/**
 * What we read of EventBridge's scheduled event. `time` is when the event was due, and the same in every delivery of it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/event-reference.html
 */
const scheduledEvent = z.object({
  time: z.string({ error: INSTANT_WANTED }).check(z.refine(isInstant, { error: INSTANT_WANTED })),
});

export interface StartedWorkflow extends Period {
  executionArn: string;
  /** False when this period's execution was there already: a second delivery of the same event. */
  started: boolean;
}

/**
 * Starts the report on the calendar month (UTC) before the event's. The execution's name is made of environment and
 * period, so that Step Functions itself refuses to start the same month twice. A month whose execution failed holds its
 * name too: docs/operations.md says when to redrive it, and when to make its report by hand, under another name.
 */
export const startAnalyticsWorkflow =
  ({ states, variables }: Dependencies) =>
  async (event: unknown, log: Log): Promise<StartedWorkflow> => {
    const { time } = parseInput(scheduledEvent, event);
    const { STATE_MACHINE_ARN, ENVIRONMENT } = readEnvironment(environment, variables);
    const period = monthBefore(time);
    const name = `monthly-${ENVIRONMENT}-${period.startDate}-${period.endDate}`;
    const command = new StartExecutionCommand({
      stateMachineArn: STATE_MACHINE_ARN,
      name,
      input: JSON.stringify(period satisfies ReportInput),
    });
    try {
      const { executionArn } = await states.send(command);
      if (!executionArn) throw new Error('Step Functions started the execution but gave no executionArn.');
      log.info('Workflow started', { executionArn, ...period });
      return { ...period, executionArn, started: true };
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists))
        throw awsFailure(`Step Functions did not start execution ${name}`, error);
      const executionArn = `${STATE_MACHINE_ARN.replace(':stateMachine:', ':execution:')}:${name}`;
      log.warn('This month has its execution already, so none was started', { executionArn, ...period });
      return { ...period, executionArn, started: false };
    }
  };

function monthBefore(time: string): Period {
  const endDate = addDays(`${time.slice(0, 7)}-01`, -1);
  return { startDate: `${endDate.slice(0, 7)}-01`, endDate };
}

export const handler = lambdaHandler(
  'start-analytics-workflow',
  startAnalyticsWorkflow({ states: new SFNClient(clientSettings), variables: process.env }),
);
