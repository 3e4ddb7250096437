import { inWords, only, values } from '../terraform/test-support';
import { synthesized } from '../environments/commands/synth/test-support';

const stack = synthesized();
const RULE = 'arn:aws:events:eu-west-1:000000000000:rule/send-report-once-a-month-dev-blog';
const FUNCTION = 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-start-analytics-workflow';
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:report-schedule-dlq-dev-blog';

test('at 8:00 UTC on the first of every month, the rule hands its event to the function', () => {
  expect(values(stack, 'aws_cloudwatch_event_rule', 'schedule_rule')).toMatchObject({
    name: 'send-report-once-a-month-dev-blog',
    schedule_expression: 'cron(0 8 1 * ? *)',
    state: 'ENABLED',
  });
  expect(values(stack, 'aws_cloudwatch_event_target', 'schedule_target')).toMatchObject({
    rule: 'send-report-once-a-month-dev-blog',
    arn: FUNCTION,
    retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
    dead_letter_config: { arn: QUEUE },
    depends_on: ['aws_lambda_permission.schedule_permission'],
  });
});

test('settings turn it off', () => {
  const off = synthesized({
    reports: [{ name: 'monthly', every: 'month', day: 1, at: '08:00', enabled: false }],
    monthlyBudgetUsd: 20,
  });
  expect(values(off, 'aws_cloudwatch_event_rule', 'schedule_rule')['state']).toBe('DISABLED');
  // Then its report is not missed.
  const alarms = off.blocks.filter(({ type }) => type === 'aws_cloudwatch_metric_alarm').map(({ name }) => name);
  expect(alarms).toContain('monitoring_report-failed');
  expect(alarms).not.toContain('monitoring_no-report');
  // Settings ask for a budget, too.
  expect(values(off, 'aws_budgets_budget')['limit_amount']).toBe('20');
  expect(stack.blocks.filter(({ type }) => type === 'aws_budgets_budget')).toEqual([]);
});

test('only this rule of this account may invoke the function', () => {
  expect(values(stack, 'aws_lambda_permission', 'schedule_permission')).toMatchObject({
    action: 'lambda:InvokeFunction',
    function_name: 'dev-blog-start-analytics-workflow',
    principal: 'events.amazonaws.com',
    source_arn: RULE,
    source_account: '000000000000',
  });
});

test('an event that the function fails on three times is kept, with what went wrong', () => {
  expect(values(stack, 'aws_lambda_function_event_invoke_config', 'schedule_failed-events')).toMatchObject({
    function_name: 'dev-blog-start-analytics-workflow',
    maximum_retry_attempts: 2,
    maximum_event_age_in_seconds: 21_600,
    destination_config: { on_failure: { destination: QUEUE } },
  });
});

test('the function may start the one state machine, and Lambda keep for it what it failed on', () => {
  expect(inWords(only(stack, 'aws_iam_role_policy', 'start-analytics-workflow_role_policy'))).toEqual([
    'StartReports: Allow states:StartExecution ' +
      'on arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog',
    `KeepFailed: Allow sqs:SendMessage on ${QUEUE}`,
    'WriteOwnLogs: Allow logs:CreateLogStream, logs:PutLogEvents ' +
      'on arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/dev-blog-start-analytics-workflow:*',
  ]);
});

test('what can not be delivered is kept for two weeks in an encrypted queue that takes it from this rule only', () => {
  expect(values(stack, 'aws_sqs_queue', 'schedule_dead-letter-queue')).toMatchObject({
    name: 'report-schedule-dlq-dev-blog',
    message_retention_seconds: 1_209_600,
    sqs_managed_sse_enabled: true,
  });
  expect(inWords(only(stack, 'aws_sqs_queue_policy', 'schedule_dead-letter-queue-policy'))).toEqual([
    `KeepUndelivered: Allow {"Service":"events.amazonaws.com"} sqs:SendMessage on ${QUEUE} ` +
      `if {"StringEquals":{"aws:SourceAccount":"000000000000"},"ArnEquals":{"aws:SourceArn":"${RULE}"}}`,
    `RequireTls: Deny {"AWS":"*"} sqs:* on ${QUEUE} if {"Bool":{"aws:SecureTransport":"false"}}`,
  ]);
});

describe('several reports', () => {
  const many = synthesized({
    reports: [
      { name: 'monthly', every: 'month', day: 22, at: '13:05' },
      { name: 'weekly', every: 'week', day: 'sunday', at: '12:30' },
      { name: 'daily', every: 'day', at: '06:00', enabled: false },
    ],
  });
  const rules = many.blocks.filter(
    ({ type, values: { schedule_expression: on } }) => type === 'aws_cloudwatch_event_rule' && on,
  );

  test('are a rule each, of one function, which knows them by their rules', () => {
    expect(
      rules.map(({ name, values: { name: called, schedule_expression: on, state, description } }) => [
        ...[name, called, on, state, description],
      ]),
    ).toEqual([
      [
        ...['schedule_daily-report_rule', 'send-daily-report-dev-blog', 'cron(0 6 * * ? *)', 'DISABLED'],
        'Run at 6:00 am (UTC) every day',
      ],
      [
        ...['schedule_rule', 'send-report-once-a-month-dev-blog', 'cron(5 13 22 * ? *)', 'ENABLED'],
        'Run at 1:05 pm (UTC) every 22nd day of the month',
      ],
      [
        ...['schedule_weekly-report_rule', 'send-weekly-report-dev-blog', 'cron(30 12 ? * SUN *)', 'ENABLED'],
        'Run at 12:30 pm (UTC) every Sunday',
      ],
    ]);
    const targets = many.blocks.filter(
      ({ type, name }) => type === 'aws_cloudwatch_event_target' && name.startsWith('schedule_'),
    );
    expect(targets.map(({ values: { rule, arn } }) => [rule, arn])).toEqual(
      rules.map(({ values: { name } }) => [name, FUNCTION]),
    );
    const { environment } = values(many, 'aws_lambda_function', 'start-analytics-workflow') as never as {
      environment: { variables: { SCHEDULES: string } };
    };
    expect(JSON.parse(environment.variables.SCHEDULES)).toEqual({
      'send-report-once-a-month-dev-blog': { name: 'monthly', every: 'month' },
      'send-weekly-report-dev-blog': { name: 'weekly', every: 'week' },
      'send-daily-report-dev-blog': { name: 'daily', every: 'day' },
    });
    expect(many.outputs).toMatchObject({
      schedule_rule: 'send-report-once-a-month-dev-blog',
      schedule_rule_weekly: 'send-weekly-report-dev-blog',
    });
  });

  test('may each invoke it, and each keep what was not delivered', () => {
    const arns = rules.map(({ values: { arn } }) => arn);
    const permissions = many.blocks.filter(
      ({ type, name }) => type === 'aws_lambda_permission' && name.startsWith('schedule_'),
    );
    expect(permissions.map(({ values: { source_arn, statement_id } }) => [source_arn, statement_id])).toEqual([
      [arns[0], 'InvokeBySchedule-daily'],
      [arns[1], 'InvokeBySchedule'],
      [arns[2], 'InvokeBySchedule-weekly'],
    ]);
    const [kept] = inWords(only(many, 'aws_sqs_queue_policy', 'schedule_dead-letter-queue-policy'));
    expect(kept).toContain(`"ArnEquals":{"aws:SourceArn":${JSON.stringify([arns[1], arns[2], arns[0]])}}`);
  });

  test('are missed each by its own rule, those that are on', () => {
    const missed = many.blocks
      .filter(({ name }) => name.startsWith('monitoring_no-report'))
      .map(({ values: of }) => of);
    expect(
      missed.map(({ alarm_name: name, metric_query: queries, evaluation_periods: hours }) => [name, hours, queries]),
    ).toMatchObject([
      [
        ...['no-report-dev-blog', 12],
        [{ expression: 'IF(FILL(fired, 0) > 0, 0, IF(DATE(fired) == 22 AND HOUR(fired) >= 12, 1))' }, { id: 'fired' }],
      ],
      [
        ...['no-report-weekly-dev-blog', 13],
        [
          { expression: 'IF(FILL(fired, 0) > 0, 0, IF(DAY(fired) == 7 AND HOUR(fired) >= 11, 1))' },
          { metric: { metric_name: 'Invocations', dimensions: { RuleName: 'send-weekly-report-dev-blog' } } },
        ],
      ],
    ]);
    expect(missed.map(({ alarm_description: text }) => String(text).slice(0, 78))).toEqual([
      'The 22nd of the month is over, and the monthly report has not been started. Wh',
      'Sunday is over, and the weekly report has not been started. What to do: see wh',
    ]);
    expect(String(values(many, 'aws_cloudwatch_metric_alarm', 'schedule-undelivered')['alarm_description'])).toMatch(
      /^The event that starts a report came to nothing, .* Start that report by hand/,
    );
    const graphs = String(values(many, 'aws_cloudwatch_dashboard')['dashboard_body']);
    for (const rule of rules) expect(graphs).toContain(`"Invocations","RuleName","${String(rule.values['name'])}"`);
  });
});

test('without a monthly one, none is there of it', () => {
  const weekly = synthesized({ reports: [{ name: 'weekly', every: 'week', day: 'monday', at: '08:00' }] });
  expect(weekly.blocks.some(({ name }) => name === 'schedule_rule')).toBe(false);
  // The only one is missed by the machine's successes.
  expect(values(weekly, 'aws_cloudwatch_metric_alarm', 'monitoring_no-report-weekly')).toMatchObject({
    alarm_description: expect.stringMatching(/^Monday is over, and last week's report has not been sent\./) as string,
    metric_query: [
      { expression: 'IF(FILL(succeeded, 0) > 0, 0, IF(DAY(succeeded) == 1 AND HOUR(succeeded) >= 7, 1))' },
      {},
    ],
  });
});

describe('reports in a zone', () => {
  const zoned = synthesized({
    reports: [
      { name: 'monthly', every: 'month', day: 1, at: '08:00', timeZone: 'Europe/Berlin' },
      { name: 'weekly', every: 'week', day: 'monday', at: '05:30', timeZone: 'America/New_York' },
      { name: 'daily', every: 'day', at: '08:00', timeZone: 'America/New_York', enabled: false },
    ],
  });
  const group = 'arn:aws:scheduler:eu-west-1:000000000000:schedule-group/send-report-once-a-month-dev-blog';
  const part = (type: string, name: string) => only(zoned, type, name);

  test('are each a schedule of EventBridge Scheduler, and no rule', () => {
    expect(values(zoned, 'aws_scheduler_schedule', 'schedule_schedule')).toMatchObject({
      name: 'send-report-once-a-month-dev-blog',
      group_name: 'send-report-once-a-month-dev-blog',
      description: 'Run at 8:00 am (Europe/Berlin) every 1st day of the month',
      schedule_expression: 'cron(0 8 1 * ? *)',
      schedule_expression_timezone: 'Europe/Berlin',
      flexible_time_window: { mode: 'OFF' },
      state: 'ENABLED',
      target: {
        arn: FUNCTION,
        role_arn: 'arn:aws:iam::000000000000:role/send-report-once-a-month-dev-blog',
        input: '{"time":"<aws.scheduler.scheduled-time>","resources":["<aws.scheduler.schedule-arn>"]}',
        retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
        dead_letter_config: { arn: QUEUE },
      },
    });
    expect(values(zoned, 'aws_scheduler_schedule', 'weekly-report_schedule')).toMatchObject({
      schedule_expression: 'cron(30 5 ? * MON *)',
      schedule_expression_timezone: 'America/New_York',
      state: 'ENABLED',
    });
    expect(values(zoned, 'aws_scheduler_schedule', 'daily-report_schedule')['state']).toBe('DISABLED');
    const rules = zoned.blocks.filter(
      ({ type, values: { schedule_expression: on } }) => type === 'aws_cloudwatch_event_rule' && on,
    );
    expect(rules).toEqual([]);
    expect(zoned.outputs).toMatchObject({
      schedule_in_zone: 'send-report-once-a-month-dev-blog',
      schedule_in_zone_weekly: 'send-weekly-report-dev-blog',
    });
  });

  test('have a role each, which Scheduler takes on for its group alone', () => {
    expect(inWords(part('aws_iam_role', 'schedule_schedule-role'))).toEqual([
      'Trust: Allow {"Service":"scheduler.amazonaws.com"} sts:AssumeRole if ' +
        `{"StringEquals":{"aws:SourceAccount":"000000000000"},"ArnEquals":{"aws:SourceArn":"${group}"}}`,
    ]);
    expect(inWords(part('aws_iam_role_policy', 'schedule_schedule-role_policy'))).toEqual([
      `StartReports: Allow lambda:InvokeFunction on ${FUNCTION}`,
      `KeepUndelivered: Allow sqs:SendMessage on ${QUEUE}`,
    ]);
    const roles = zoned.blocks.filter(({ type, name }) => type === 'aws_iam_role' && name.endsWith('schedule-role'));
    expect(roles).toHaveLength(3);
  });

  test('are missed each by its group, from before the earliest of its hours in UTC', () => {
    const alarm = values(zoned, 'aws_cloudwatch_metric_alarm', 'monitoring_no-report');
    expect(alarm).toMatchObject({
      evaluation_periods: 19,
      metric_query: [
        { expression: 'IF(FILL(fired, 0) > 0, 0, IF(DATE(fired) == 1 AND HOUR(fired) >= 5, 1))' },
        {
          metric: {
            namespace: 'AWS/Scheduler',
            metric_name: 'InvocationAttemptCount',
            dimensions: { ScheduleGroup: 'send-report-once-a-month-dev-blog' },
          },
        },
      ],
    });
    const name = 'send-report-once-a-month-dev-blog';
    expect(String(alarm['alarm_description'])).toContain(
      `(aws scheduler get-schedule --group-name ${name} --name ${name})`,
    );
    expect(String(values(zoned, 'aws_cloudwatch_dashboard')['dashboard_body'])).toContain(
      `"AWS/Scheduler","InvocationAttemptCount","ScheduleGroup","${name}"`,
    );
  });

  test('take nothing that is for a rule', () => {
    expect(inWords(only(zoned, 'aws_sqs_queue_policy', 'schedule_dead-letter-queue-policy'))).toEqual([
      `RequireTls: Deny {"AWS":"*"} sqs:* on ${QUEUE} if {"Bool":{"aws:SecureTransport":"false"}}`,
    ]);
    const permissions = zoned.blocks.filter(
      ({ type, name }) => type === 'aws_lambda_permission' && name.startsWith('schedule'),
    );
    expect(permissions).toEqual([]);
  });
});
