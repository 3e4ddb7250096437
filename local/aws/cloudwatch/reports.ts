import { type QueryExecution } from '../athena/query-execution';
import { type Delivery as RuleDelivery } from '../event-bridge/deliverer';
import { type Delivery } from '../firehose/delivery-stream';
import { type Invocation } from '../scheduler/invoker';
import { type CloudWatchService } from './cloudwatch';
import { type MetricId } from './metric-store';
import { type StatusChange } from '../step-functions/step-functions';

/**
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html#cloudwatch-step-functions-execution-metrics
 * and, of those that were redriven, #cloudwatch-redrive-execution-metrics
 */
const ended: Partial<Record<StatusChange['detail']['status'], string>> = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** What AWS's services report of their work to CloudWatch: as much of it as alarms and dashboards of a stack may look at. */
export class Reporter {
  /** Of each dimension's value, its metrics by name: one is known by its key, which is made once for an id. */
  readonly #metrics = new Map<string, Map<string, MetricId>>();

  constructor(private readonly cloudWatch: CloudWatchService) {}

  execution({ detail: { stateMachineArn, status, startDate, stopDate, redriveCount } }: StatusChange): void {
    const put = this.#of('AWS/States', 'StateMachineArn', stateMachineArn);
    const metric = ended[status];
    const isRedriven = redriveCount > 0;
    if (metric === undefined) return put(isRedriven ? 'ExecutionsRedriven' : 'ExecutionsStarted', 1);
    put(metric, 1);
    if (isRedriven) put(`Redriven${metric}`, 1);
    // Of first attempts only: recorded, radkawar/stackd at 9dc356f, testdata/aws/stepfunctions/redrive_execution.json.
    else if (stopDate !== null) put('ExecutionTime', stopDate - startDate);
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
  invocation(functionName: string, { error, duration }: { readonly error?: unknown; readonly duration: number }): void {
    const put = this.#of('AWS/Lambda', 'FunctionName', functionName);
    put('Invocations', 1);
    put('Errors', error === undefined ? 0 : 1);
    put('Duration', duration);
  }

  /**
   * Of rules of the default bus, each time a target is invoked, whether for good or in vain.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
   */
  ruled({ rule, outcome }: Pick<RuleDelivery, 'rule' | 'outcome'>): void {
    const put = this.#of('AWS/Events', 'RuleName', rule);
    put('Invocations', 1);
    if (outcome !== 'delivered') put('FailedInvocations', 1);
  }

  /**
   * Of all schedules of a group together.
   * https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
   */
  scheduled({ group, outcome, attempts }: Pick<Invocation, 'group' | 'outcome' | 'attempts'>): void {
    const put = this.#of('AWS/Scheduler', 'ScheduleGroup', group);
    put('InvocationAttemptCount', attempts);
    const failed = outcome === 'delivered' ? attempts - 1 : attempts;
    if (failed > 0) put('TargetErrorCount', failed);
    if (outcome !== 'delivered') put('InvocationDroppedCount', 1);
    if (outcome === 'dead-letter queue') put('InvocationsSentToDeadLetterCount', 1);
  }

  /** https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html */
  incoming(stream: string, records: number): void {
    this.#of('AWS/Firehose', 'DeliveryStreamName', stream)('IncomingRecords', records);
    this.cloudWatch.wake(freshness(stream));
  }

  delivery({ stream, rows, failed, oldest, at }: Delivery): void {
    const put = this.#of('AWS/Firehose', 'DeliveryStreamName', stream);
    put('SucceedConversion.Records', rows);
    put('FailedConversion.Records', failed);
    put('DeliveryToS3.Records', rows + failed);
    put('DeliveryToS3.Success', 1);
    put('DeliveryToS3.DataFreshness', (at.getTime() - oldest.getTime()) / 1000);
  }

  failedDelivery(stream: string): void {
    this.#of('AWS/Firehose', 'DeliveryStreamName', stream)('DeliveryToS3.Success', 0);
  }

  /** @param oldest when the oldest record came that is not delivered yet */
  waiting(stream: string, oldest: () => Date | undefined, now: () => Date): void {
    this.cloudWatch.gauge(freshness(stream), () => {
      const since = oldest();
      return since && (now().getTime() - since.getTime()) / 1000;
    });
  }

  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
  queue(name: string, visible: () => number): void {
    this.cloudWatch.gauge(visibleMessages(name), () => visible() || undefined);
  }

  queued(name: string): void {
    this.cloudWatch.wake(visibleMessages(name));
  }

  /** https://docs.aws.amazon.com/athena/latest/ug/query-metrics-viewing.html */
  query({ ending, description }: QueryExecution): void {
    // SHOW and DESCRIBE scan nothing.
    if (!ending || description.kind.StatementType !== 'DML') return;
    const dimensions = { WorkGroup: description.workgroup.name, QueryType: 'DML', QueryState: ending.state };
    this.cloudWatch.put({ namespace: 'AWS/Athena', name: 'ProcessedBytes', dimensions }, ending.bytesScanned);
  }

  #of(namespace: string, dimension: string, value: string): (name: string, value: number) => void {
    const of = `${namespace} ${dimension} ${value}`;
    const metrics = this.#metrics.get(of) ?? new Map<string, MetricId>();
    this.#metrics.set(of, metrics);
    return (name, reported) => {
      const id = metrics.get(name) ?? { namespace, name, dimensions: { [dimension]: value } };
      metrics.set(name, id);
      this.cloudWatch.put(id, reported);
    };
  }
}

const freshness = (stream: string) => ({
  namespace: 'AWS/Firehose',
  name: 'DeliveryToS3.DataFreshness',
  dimensions: { DeliveryStreamName: stream },
});

const visibleMessages = (queue: string) => ({
  namespace: 'AWS/SQS',
  name: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: queue },
});
