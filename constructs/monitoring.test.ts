import { readFileSync } from 'node:fs';
import { inWords, only, values } from '../terraform/test-support';
import { synthesized } from '../environments/commands/synth/test-support';
import { placeOf } from '../scripts/files/place-of';
import type { Block, Json } from '../terraform/stack';
import { scheduleAlarms } from './monitoring/reports';

const stack = synthesized({
  operators: [{ protocol: 'https', endpoint: 'https://pager.example.com/hook' }],
});
const alarms = stack.blocks.filter(({ type }) => type === 'aws_cloudwatch_metric_alarm').map((block) => block.values);
const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:operations-dev-blog';
const arn = (name: unknown) => `arn:aws:cloudwatch:eu-west-1:000000000000:alarm:${String(name)}`;

interface Watched {
  readonly metric_name: string;
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly period: number;
  readonly statistic?: string;
  readonly stat?: string;
}

const metric = ({ namespace, metric_name, dimensions, period, statistic, stat }: Watched) =>
  `${namespace} ${metric_name} of ${Object.values(dimensions).join()}, ${statistic ?? stat ?? ''} of ${period} s`;

const queriesOf = (alarm: Block['values']) =>
  (alarm['metric_query'] ?? []) as unknown as { id: string; expression?: string; metric?: Watched }[];

/** An alarm in words: what it looks at, and when it goes off. */
function alarmInWords(alarm: Block['values']): readonly [string, string] {
  const queries = queriesOf(alarm);
  const looked = queries.map(({ id, expression, metric: of }) => expression ?? `${id} = ${of ? metric(of) : ''}`);
  const what = queries.length === 0 ? metric(alarm as unknown as Watched) : looked.join('; ');
  const when = `${String(alarm['comparison_operator'])} ${String(alarm['threshold'])}`;
  const points = `${String(alarm['datapoints_to_alarm'])} of ${String(alarm['evaluation_periods'])}`;
  return [String(alarm['alarm_name']), `${what}: ${when}, ${points}, ${String(alarm['treat_missing_data'])}`];
}

test('every alarm, what it looks at and when it goes off', () => {
  const machine = 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog';
  const once = 'GreaterThanOrEqualToThreshold 1, 1 of 1, notBreaching';
  const ofMachine = (name: string) => `AWS/States ${name} of ${machine}, Sum of 300 s: ${once}`;
  const ofFunction = (name: string, handler: string) =>
    `AWS/Lambda ${name} of dev-blog-${handler}, Sum of 300 s: ${once}`;
  const handlers = [
    ...['start-query-execution', 'check-query-execution', 'send-report'],
    ...['start-analytics-workflow', 'notify-failure'],
  ];
  expect(Object.fromEntries(alarms.map(alarmInWords))).toEqual({
    'events-not-converted-dev-blog':
      '100 * failed / (failed + converted); ' +
      'failed = AWS/Firehose FailedConversion.Records of events-stream-dev-blog, Sum of 900 s; ' +
      'converted = AWS/Firehose SucceedConversion.Records of events-stream-dev-blog, Sum of 900 s: ' +
      'GreaterThanThreshold 1, 1 of 1, notBreaching',
    'events-late-dev-blog':
      'AWS/Firehose DeliveryToS3.DataFreshness of events-stream-dev-blog, Maximum of 300 s: ' +
      'GreaterThanThreshold 900, 1 of 1, notBreaching',
    'events-not-delivered-dev-blog':
      'AWS/Firehose DeliveryToS3.Success of events-stream-dev-blog, Average of 300 s: ' +
      'LessThanThreshold 1, 3 of 3, notBreaching',
    'report-failed-dev-blog': ofMachine('ExecutionsFailed'),
    'report-timed-out-dev-blog': ofMachine('ExecutionsTimedOut'),
    'report-aborted-dev-blog': ofMachine('ExecutionsAborted'),
    'report-throttled-dev-blog': ofMachine('ExecutionThrottled'),
    'notice-undelivered-dev-blog': `AWS/SQS ApproximateNumberOfMessagesVisible of report-notice-dlq-dev-blog, Maximum of 300 s: ${once}`,
    'schedule-undelivered-dev-blog': `AWS/SQS ApproximateNumberOfMessagesVisible of report-schedule-dlq-dev-blog, Maximum of 300 s: ${once}`,
    'no-report-dev-blog':
      'IF(FILL(succeeded, 0) > 0, 0, IF(DATE(succeeded) == 1 AND HOUR(succeeded) >= 7, 1)); ' +
      `succeeded = AWS/States ExecutionsSucceeded of ${machine}, Sum of 3600 s: ` +
      'GreaterThanOrEqualToThreshold 1, 17 of 17, ignore',
    ...Object.fromEntries(
      handlers.flatMap((handler) => [
        [`${handler}-errors-dev-blog`, ofFunction('Errors', handler)],
        [`${handler}-throttles-dev-blog`, ofFunction('Throttles', handler)],
      ]),
    ),
  });
});

test.each(alarms)('$alarm_name tells operators what has happened, what to do and where to read more', (alarm) => {
  expect(alarm).toMatchObject({
    alarm_actions: [TOPIC],
    depends_on: ['aws_sns_topic_policy.monitoring_topic-policy'],
    alarm_description: expect.stringMatching(
      /^[A-Z].*\. What to do: .*\. More: docs\/operations\.md, [\w-]+\.$/,
    ) as string,
  });
  // CloudWatch takes no longer one.
  expect(String(alarm['alarm_description']).length).toBeLessThanOrEqual(1024);
  const [, section = 'none'] = /operations\.md, ([\w-]+)\.$/.exec(String(alarm['alarm_description'])) ?? [];
  if (!readFileSync('docs/operations.md', 'utf8').includes(`\`${section}\``)) {
    throw new Error(`${placeOf('docs/operations.md', '| alarm ')}: the table of alarms has no row for \`${section}\`.`);
  }
});

test('what an alarm tells to do names what it is about', () => {
  const descriptions = alarms.map((alarm) => String(alarm['alarm_description']));
  expect(descriptions.filter((text) => /…|\bundefined\b|\$\{/.test(text))).toEqual([]);
  for (const text of descriptions) expect(text).toMatch(/aws [a-z]+ [a-z-]+|s3:\/\/|Service Quotas/);
});

describe('the operations topic', () => {
  const ours = JSON.stringify({
    StringEquals: { 'aws:SourceAccount': '000000000000' },
    ArnEquals: { 'aws:SourceArn': [] as string[] },
  });
  // In the order in which they are defined.
  const everyAlarm = () => {
    const [statement] = inWords(only(stack, 'aws_sns_topic_policy', 'monitoring_topic-policy'));
    return [...(statement ?? '').matchAll(/"(arn:aws:cloudwatch:[^"]*)"/g)].map(([, name]) => name ?? '');
  };

  test('lets CloudWatch publish for these alarms of this account alone, and nobody without TLS', () => {
    expect(everyAlarm().sort()).toEqual(alarms.map((alarm) => arn(alarm['alarm_name'])).sort());
    const condition = ours.replace('[]', JSON.stringify(everyAlarm()));
    const statements = inWords(only(stack, 'aws_sns_topic_policy', 'monitoring_topic-policy'));
    expect(statements).toEqual([
      `PublishAlarms: Allow {"Service":"cloudwatch.amazonaws.com"} sns:Publish on ${TOPIC} if ${condition}`,
      `RequireTls: Deny {"AWS":"*"} sns:Publish on ${TOPIC} if {"Bool":{"aws:SecureTransport":"false"}}`,
    ]);
  });

  test('is under a key of its own, which CloudWatch may use for these alarms alone', () => {
    const key = only(stack, 'aws_kms_key', 'monitoring_key');
    expect(values(stack, 'aws_sns_topic', 'monitoring_topic')).toMatchObject({
      name: 'operations-dev-blog',
      kms_master_key_id: key.values['arn'],
    });
    expect(key.values).toMatchObject({ enable_key_rotation: true });
    const condition = ours.replace('[]', JSON.stringify(everyAlarm()));
    // The pipelines' are those of every such key: notifications.test.ts.
    expect(inWords(key).filter((words) => !words.startsWith('Pipeline'))).toEqual([
      'DelegateToIam: Allow {"AWS":"arn:aws:iam::000000000000:root"} kms:* on *',
      `EncryptAlarms: Allow {"Service":"cloudwatch.amazonaws.com"} kms:Decrypt, kms:GenerateDataKey on * if ${condition}`,
    ]);
  });

  test('has the operators as its subscribers, and not those who read reports', () => {
    const subscribed = stack.blocks.filter(({ values: { topic_arn } }) => topic_arn === TOPIC);
    expect(subscribed.map(({ values: { protocol, endpoint } }) => [protocol, endpoint])).toEqual([
      ['https', 'https://pager.example.com/hook'],
    ]);
  });
});

test('a schedule that is off is not missed', () => {
  const made = (enabled: boolean) =>
    scheduleAlarms(
      { stateMachineArn: 'machine' },
      {
        reports: [{ schedule: { name: 'monthly', every: 'month', day: 1, at: '08:00', enabled }, name: 'rule' }],
        queueName: 'queue',
        queueUrl: 'url',
      },
    ).map(({ what }) => what);
  expect(made(false)).toEqual(['schedule-undelivered']);
  expect(made(true)).toEqual(['schedule-undelivered', 'no-report']);
});

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: { readonly title: string; readonly alarms?: string[]; readonly metrics?: Json[][] };
}

describe('the dashboard', () => {
  const { widgets } = JSON.parse(String(values(stack, 'aws_cloudwatch_dashboard')['dashboard_body'])) as {
    widgets: Widget[];
  };

  test('shows the pipeline from left to right, row by row, and nothing lies on another', () => {
    expect(widgets.map(({ x, y, properties: { title } }) => [x, y, title])).toEqual([
      [0, 0, 'Alarms (docs/operations.md says what to do)'],
      [0, 4, '1. Events in'],
      [6, 4, '2. Age of the oldest event not delivered'],
      [12, 4, '3. Conversion to Parquet'],
      [18, 4, '4. Read by queries in Athena'],
      [0, 10, '5. Reports'],
      [6, 10, '6. How long reports and functions take'],
      [12, 10, '7. Functions that failed, or were refused a run'],
      [18, 10, '8. Events that came to nothing'],
    ]);
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
  });

  test('shows the state of every alarm', () => {
    expect([...(widgets[0]?.properties.alarms ?? [])].sort()).toEqual(
      alarms.map((alarm) => arn(alarm['alarm_name'])).sort(),
    );
  });

  test('draws every metric that an alarm looks at', () => {
    const drawn = JSON.stringify(widgets.flatMap(({ properties: { metrics = [] } }) => metrics));
    const looked = alarms.flatMap((alarm) => {
      return [alarm['metric_name'], ...queriesOf(alarm).map(({ metric: of }) => of?.metric_name)].filter(
        (name) => name !== undefined,
      );
    });
    const missing = new Set(looked.filter((name) => !drawn.includes(`"${String(name)}"`)));
    expect([...missing]).toEqual([]);
  });

  test('marks what one query may read at most', () => {
    expect(widgets[4]?.properties).toMatchObject({
      metrics: [
        [
          {
            label: 'read',
            expression: `SEARCH('Namespace="AWS/Athena" MetricName="ProcessedBytes" WorkGroup="analytics-dev-blog"', 'Sum', 86400)`,
          },
        ],
      ],
      annotations: { horizontal: [{ value: 10_737_418_240 }] },
    });
  });
});
