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
export const ofRule = of('AWS/Events', 'RuleName');
