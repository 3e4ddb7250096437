/**
 * What the services' pages say of the metrics that reports.ts puts:
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 * https://docs.aws.amazon.com/athena/latest/ug/query-metrics-viewing.html
 */
const others: Readonly<Record<string, string>> = {
  'AWS/States ExecutionTime': 'Milliseconds',
  'AWS/Lambda Duration': 'Milliseconds',
  'AWS/Firehose DeliveryToS3.DataFreshness': 'Seconds',
  'AWS/Athena ProcessedBytes': 'Bytes',
};

export const unitOf = ({ namespace, name }: { readonly namespace: string; readonly name: string }): string =>
  others[`${namespace} ${name}`] ?? 'Count';
