import { hourInUtc, isFirst, ordinal, type ReportSchedule, weekdayName, weekdayNumber } from '../parts/report-rule';
import type { ScheduledReport } from '../schedule';
import type { AlarmDefinition, Metric } from './alarm';
import { executions, fired, ofQueue } from './metrics';

export interface Reports {
  readonly stateMachineArn: string;
}

export interface Schedules {
  readonly reports: readonly ScheduledReport[];
  readonly queueName: string;
  readonly queueUrl: string;
}

export interface Notices {
  readonly noticeQueueName: string;
  readonly noticeQueueUrl: string;
}

const FIVE_MINUTES = 300;
const AN_HOUR = 3600;

/** What may happen to an execution, with Step Functions' own name of the metric. */
export function reportAlarms({ stateMachineArn }: Reports): AlarmDefinition[] {
  const list = (status: string) =>
    `aws stepfunctions list-executions --state-machine-arn ${stateMachineArn} --status-filter ${status}`;
  const why = 'its history (get-execution-history --execution-arn ARN --reverse-order) says in which state and why';
  const resume =
    'Else resume it where it stopped: aws stepfunctions redrive-execution --execution-arn ARN; no report goes out twice by that.';
  const mailbox =
    'If SendReport began, or the error is PublishOutcomeUnknown, look at the mailbox first: the report may be there. If it is not: npm run report.';
  const one = (metric: string) => ({
    watches: executions(metric, stateMachineArn, 'Sum', FIVE_MINUTES),
    alarmsWhen: { is: '>=', than: 1 } as const,
    // Reported only when an execution does so: a few times a month.
    missingData: 'notBreaching' as const,
  });
  return [
    {
      what: 'report-failed',
      means: 'A report failed. Subscribers are told that it was not sent, if that is certain.',
      todo: `find it: ${list('FAILED')}; ${why}. ${mailbox} If it is Athena.FAILED, Athena.CANCELLED or InvalidInput, a redrive does nothing: npm run report. ${resume}`,
      ...one('ExecutionsFailed'),
    },
    {
      what: 'report-timed-out',
      means: 'A report took longer than the state machine allows and was given up.',
      todo: `find it: ${list('TIMED_OUT')}; ${why}; see in Athena what became of its query (queue, bytes scanned). ${mailbox} ${resume}`,
      ...one('ExecutionsTimedOut'),
    },
    {
      what: 'report-aborted',
      means: 'Somebody stopped an execution before its end.',
      todo: `ask who and why (CloudTrail, StopExecution); find it: ${list('ABORTED')}. ${mailbox} ${resume}`,
      ...one('ExecutionsAborted'),
    },
    {
      what: 'report-throttled',
      means: 'Step Functions holds reports up: the state transitions of this account are used up.',
      todo:
        'see who uses them (metric ThrottledEvents of AWS/States, by service). A report goes on by itself once there is ' +
        'room; if it comes again, raise the quota (Service Quotas, Step Functions, "StateTransition").',
      ...one('ExecutionThrottled'),
    },
  ];
}

/** A dead-letter queue: whatever lies in it came to nothing. */
const holdsAny = (queueName: string) => ({
  watches: ofQueue('ApproximateNumberOfMessagesVisible', queueName, 'Maximum', FIVE_MINUTES),
  alarmsWhen: { is: '>=', than: 1 } as const,
  // SQS reports nothing of a queue that is empty and unused for six hours.
  missingData: 'notBreaching' as const,
});

const readQueue = (url: string) =>
  `read why: aws sqs receive-message --queue-url ${url} --attribute-names All --message-attribute-names All.`;

/** That subscribers of a report that failed are told of it. */
export const noticeAlarms = ({ noticeQueueName, noticeQueueUrl }: Notices): AlarmDefinition[] => [
  {
    what: 'notice-undelivered',
    means:
      'A report failed, and subscribers could not be told, or may have been: the event lies in the dead-letter queue.',
    todo:
      `${readQueue(noticeQueueUrl)} ` +
      'If the error is PublishOutcomeUnknown, look whether the notice is in the mailbox; if it is not, write to the ' +
      'subscribers yourself. The alarm of the execution says what to do about the report. Then empty the queue: aws sqs purge-queue.',
    ...holdsAny(noticeQueueName),
  },
];

export function scheduleAlarms(
  { stateMachineArn }: Reports,
  { reports, queueName, queueUrl }: Schedules,
): AlarmDefinition[] {
  const [first, ...more] = reports;
  const one = first && more.length === 0 ? first.schedule : undefined;
  const keeps: AlarmDefinition = {
    what: 'schedule-undelivered',
    means: `The event that starts ${one ? `the ${one.name}` : 'a'} report came to nothing, and lies in the dead-letter queue.`,
    todo:
      `${readQueue(queueUrl)} ` +
      `Start ${one ? `the ${one.every}'s` : 'that'} report by hand (aws stepfunctions start-execution --state-machine-arn ${stateMachineArn}), then empty the queue: aws sqs purge-queue.`,
    ...holdsAny(queueName),
  };
  const due = reports.filter(({ schedule }) => schedule.enabled);
  return [keeps, ...due.map((report) => missingReport(stateMachineArn, report, due.length === 1))];
}

/**
 * That nothing happened is told by looking at each hour of the report's day. An hour in which a report succeeded is 0, on any
 * day; an hour of the report's day without one is 1; every other hour has no value, so that it changes nothing ("ignore").
 * Only when all hours from the schedule's on are 1 does the alarm go off, at 00:00 of the next day, and it stays so until a
 * report succeeds.
 *
 * A machine's successes don't tell which report they are. So where there are several schedules, each is watched by its
 * own rule, or by the group of its own that a schedule in a zone has: that it fired. What may come after that has alarms of its own: `schedule-undelivered`, and those of executions.
 * In a zone the hours begin before the earliest of the year's moments, in UTC; settings have all of them on the same day.
 * EventBridge sends the metric with the rule's name alone for rules of the default bus, and only when it is not zero:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 *
 * CloudWatch looks back seven days at most, one day for periods under an hour
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html, Period), so no alarm can count
 * over a month. It fetches more periods than it evaluates, how many it does not say, so functions over a whole series
 * (RUNNING_SUM, SUM, MAX) are advised against in alarms
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html); FILL, DATE, DAY, HOUR and IF work
 * point by point; DAY is 1 on Monday
 * (https://aws.amazon.com/blogs/mt/enhance-cloudwatch-metrics-with-metric-math-functions/). The hours begin one before the
 * schedule's, since the periods slide with the minute of the evaluation: the first of them must hold the schedule's own.
 *
 * What FILL makes of a metric that has never had a value, AWS does not say: that page has FILL for "the missing values of a
 * time series", and DATE and HOUR return "a new non-sparse time series" by "the period and range" of one. Its own example,
 * FILL(m1, 0), is the form here. Were there none to fill, the alarm would have no data, and be silent, until the first
 * report: so each deployment makes one (its verification), before any report is due; a rule's first firing it can't make.
 * What to do where it stays at INSUFFICIENT_DATA stands in docs/operations.md.
 */
function missingReport(stateMachineArn: string, report: ScheduledReport, alone: boolean): AlarmDefinition {
  const { schedule, name } = report;
  const from = hourInUtc(schedule) - 1;
  const hours = 24 - from;
  const { day, words, label } = dayOf(schedule);
  const [id, metric]: [string, Metric] = alone
    ? ['succeeded', executions('ExecutionsSucceeded', stateMachineArn, 'Sum', AN_HOUR)]
    : ['fired', fired(report, AN_HOUR)];
  const describe =
    schedule.timeZone === undefined
      ? `aws events describe-rule --name ${name}`
      : `aws scheduler get-schedule --group-name ${name} --name ${name}`;
  const conditions = [...(day ? [`${day.of}(${id}) == ${day.is}`] : []), `HOUR(${id}) >= ${from}`];
  return {
    what: isFirst(schedule) ? 'no-report' : `no-report-${schedule.name}`,
    section: 'no-report',
    means: alone
      ? `${words} is over, and last ${schedule.every}'s report has not been sent.`
      : `${words} is over, and the ${schedule.name} report has not been started.`,
    todo:
      `see whether the schedule is on (${describe}), whether a report was started ` +
      `(aws stepfunctions list-executions --state-machine-arn ${stateMachineArn}), and the dead-letter queue. Start it by hand: ` +
      'aws stepfunctions start-execution with the same --state-machine-arn and ' +
      `--input '{"startDate": "YYYY-MM-DD", "endDate": "YYYY-MM-DD"}'.`,
    watches: {
      expression: `IF(FILL(${id}, 0) > 0, 0, IF(${conditions.join(' AND ')}, 1))`,
      metrics: { [id]: metric },
      label: `Hours of ${label} without a report`,
    },
    alarmsWhen: { is: '>=', than: 1 },
    points: { breaching: hours, of: hours },
    missingData: 'ignore',
  };
}

/** How CloudWatch knows a schedule's day, and how a person does. */
function dayOf(schedule: ReportSchedule) {
  if (schedule.every === 'day') return { words: 'The day', label: 'the day' };
  if (schedule.every === 'week') {
    const name = weekdayName(schedule.day);
    return { day: { of: 'DAY', is: weekdayNumber(schedule.day) }, words: name, label: name };
  }
  const which = ordinal(schedule.day);
  return { day: { of: 'DATE', is: schedule.day }, words: `The ${which} of the month`, label: `the ${which}` };
}
