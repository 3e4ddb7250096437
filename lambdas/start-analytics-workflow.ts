import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { awsFailure } from './shared/aws-failure';
import { REPORT_NAME } from '../scripts/text/report-name';
import type { ReportInput } from './contracts';
import { clientSettings } from './shared/client-settings';
import { arn, json, readEnvironment, shortName } from './shared/environment';
import { lambdaHandler, type Log } from './shared/lambda-handler';
import { parseInput } from './shared/parse-input';
import { type Period } from './shared/period';
import { EVERY, periodBefore } from './shared/report-period';

/** AWS calls: states:StartExecution on the state machine. */
interface Dependencies {
  states: Pick<SFNClient, 'send'>;
  variables: NodeJS.ProcessEnv;
}

/** Of each rule, or schedule in a zone, by its name: the report that it starts. The same name is the beginning of its executions' names. */
const schedules = z.record(
  z.string(),
  z.strictObject({ name: z.string().check(z.regex(new RegExp(`^${REPORT_NAME}$`))), every: z.enum(EVERY) }),
);

const environment = { STATE_MACHINE_ARN: arn('states'), ENVIRONMENT: shortName(), SCHEDULES: json(schedules) };

const INSTANT_WANTED = 'must be a time in UTC, written like "2020-11-01T08:00:00Z"';
const isInstant = (time: string) =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(time) && !Number.isNaN(Date.parse(time));

const RULE_WANTED = 'must be the one rule or schedule that fired, by its ARN';

/**
 * What we read of EventBridge's scheduled event, which the input of a schedule in a zone is written after. `time` is when it
 * was due, and the same in every delivery of it; `resources` holds the ARN of the rule or schedule.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/event-reference.html
 */
const scheduledEvent = z.object({
  time: z.string({ error: INSTANT_WANTED }).check(z.refine(isInstant, { error: INSTANT_WANTED })),
  resources: z.tuple(
    [
      z.string({ error: RULE_WANTED }).check(
        z.regex(/^arn:[^:]+:(events:[^:]*:[^:]*:rule|scheduler:[^:]*:[^:]*:schedule\/[^/]+)\/[^/]+$/, {
          error: RULE_WANTED,
        }),
      ),
    ],
    { error: RULE_WANTED },
  ),
});

export interface StartedWorkflow extends Period {
  executionArn: string;
  /** False when this period's execution was there already: a second delivery of the same event. */
  started: boolean;
}

/** The event of a rule or schedule came that no report is known of. */
export class UnknownSchedule extends Error {
  override readonly name = 'UnknownSchedule';
}

/**
 * Starts the report on the last whole month, week or day (UTC) before the event's, by the rule or schedule that fired. A
 * schedule in a zone fires on the same day in UTC as there: settings hold that. The execution's
 * name is made of report, environment and period, so that Step Functions itself refuses to start the same report twice; two
 * reports whose periods are the same have names of their own. A period whose execution failed holds its name too:
 * docs/operations.md says when to redrive it, and when to make its report by hand, under another name.
 */
export const startAnalyticsWorkflow =
  ({ states, variables }: Dependencies) =>
  async (event: unknown, log: Log): Promise<StartedWorkflow> => {
    const { time, resources } = parseInput(scheduledEvent, event);
    const { STATE_MACHINE_ARN, ENVIRONMENT, SCHEDULES } = readEnvironment(environment, variables);
    const report = reportOf(resources[0], SCHEDULES);
    const period = periodBefore(report.every, time);
    const name = `${report.name}-${ENVIRONMENT}-${period.startDate}-${period.endDate}`;
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
      log.warn('This period has its execution already, so none was started', { executionArn, ...period });
      return { ...period, executionArn, started: false };
    }
  };

function reportOf(ruleArn: string, known: z.infer<typeof schedules>) {
  const rule = ruleArn.slice(ruleArn.lastIndexOf('/') + 1);
  const report = Object.hasOwn(known, rule) ? known[rule] : undefined;
  if (report) return report;
  throw new UnknownSchedule(
    `resources[0] is "${ruleArn}": must be a rule or schedule of SCHEDULES: ${Object.keys(known).join(', ')}`,
  );
}

export const handler = lambdaHandler(
  'start-analytics-workflow',
  startAnalyticsWorkflow({ states: new SFNClient(clientSettings), variables: process.env }),
);
