import { inWords, only, synthesized, values } from '../environments/commands/synth/test-support';

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
  const off = synthesized({ schedule: { enabled: false }, monthlyBudgetUsd: 20 });
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
