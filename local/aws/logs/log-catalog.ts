import { blocksOfType, optionalNumber, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type LogEvent, type LogGroups } from '../lambda/log-groups';
import { AwsError } from '../shared/errors';

/** A stream's events, the oldest first. */
export interface LogStream {
  readonly name: string;
  readonly events: readonly LogEvent[];
}

/** The stack's log groups and streams, with those that sprang up as something was logged. */
export class LogCatalog {
  constructor(
    readonly stack: Stack,
    private readonly logs: LogGroups,
    private readonly created: Date,
  ) {}

  /** By name. */
  groups(): string[] {
    const stated = blocksOfType(this.stack, 'aws_cloudwatch_log_group').map((block) => text(block, 'name'));
    return [...new Set([...stated, ...this.logs.names()])].sort();
  }

  /** Without what policies have behind it (`:*`). */
  arnOf = (group: string): string => `arn:aws:logs:${this.stack.region}:${this.stack.accountId}:log-group:${group}`;

  /** @throws AwsError ResourceNotFoundException */
  check(group: string): void {
    if (this.groups().includes(group)) return;
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  }

  /** As they came. */
  events = (group: string): readonly LogEvent[] => this.logs.events(group);

  /** By name. */
  streams(group: string): LogStream[] {
    const streams = new Map<string, LogEvent[]>(
      blocksOfType(this.stack, 'aws_cloudwatch_log_stream')
        .filter((block) => text(block, 'log_group_name') === group)
        .map((block) => [text(block, 'name'), []]),
    );
    for (const event of this.events(group)) {
      const events = streams.get(event.stream);
      if (events) events.push(event);
      else streams.set(event.stream, [event]);
    }
    return [...streams].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, events]) => ({ name, events }));
  }

  block = (group: string): Block | undefined =>
    blocksOfType(this.stack, 'aws_cloudwatch_log_group').find((block) => text(block, 'name') === group);

  /** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html */
  describeGroup(group: string): object {
    const block = this.block(group);
    const filters = blocksOfType(this.stack, 'aws_cloudwatch_log_metric_filter');
    return {
      logGroupName: group,
      arn: `${this.arnOf(group)}:*`,
      logGroupArn: this.arnOf(group),
      creationTime: this.created.getTime(),
      metricFilterCount: filters.filter((one) => text(one, 'log_group_name') === group).length,
      // Each event counts 26 bytes beside its message: API_PutLogEvents.html.
      storedBytes: this.events(group).reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0),
      logGroupClass: 'STANDARD',
      // Both recorded: radkawar/stackd at 9dc356f, testdata/aws/logs/ingestion.json.
      deletionProtectionEnabled: false,
      bearerTokenAuthenticationEnabled: false,
      retentionInDays: block && optionalNumber(block, 'retention_in_days'),
      kmsKeyId: block && optionalText(block, 'kms_key_id'),
    };
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html */
  describeStream(group: string, { name, events }: LogStream): object {
    const [first, last] = [events[0]?.timestamp.getTime(), events.at(-1)?.timestamp.getTime()];
    return {
      logStreamName: name,
      arn: `${this.arnOf(group)}:log-stream:${name}`,
      creationTime: first ?? this.created.getTime(),
      firstEventTimestamp: first,
      lastEventTimestamp: last,
      lastIngestionTime: last,
      // "always reported as zero"
      storedBytes: 0,
    };
  }
}
