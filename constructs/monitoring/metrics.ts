import type { ScheduledReport } from '../schedule';
import type { Metric } from './alarm';

const of =
  (namespace: string, dimension: string) =>
  (name: string, value: string, statistic: Metric['statistic'], period: number): Metric => ({
    namespace,
    name,
    dimensions: { [dimension]: value },
    statistic,
    period,
  });

/** https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html#cloudwatch-step-functions-execution-metrics */
export const executions = of('AWS/States', 'StateMachineArn');

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export const ofFunction = of('AWS/Lambda', 'FunctionName');

/** https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html */
export const ofStream = of('AWS/Firehose', 'DeliveryStreamName');

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
export const ofQueue = of('AWS/SQS', 'QueueName');

/** Of a rule of the default bus: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
const ofRule = of('AWS/Events', 'RuleName');

/** Of all schedules of a group: https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html */
const ofScheduleGroup = of('AWS/Scheduler', 'ScheduleGroup');

/** That a report's rule, or its schedule in a zone, fired, whatever came of it. */
export const fired = ({ schedule, name }: ScheduledReport, period: number): Metric =>
  schedule.timeZone === undefined
    ? ofRule('Invocations', name, 'Sum', period)
    : ofScheduleGroup('InvocationAttemptCount', name, 'Sum', period);
