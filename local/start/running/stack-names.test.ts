import { shippedStack } from '../../../terraform/test-support';
import { reportMachineOf } from '../../../terraform/stacks/report-machine';
import { type Block, type Json, type Stack } from '../../../terraform/stack';
import { namesOf } from './stack-names';

const shipped = shippedStack();
const names = namesOf(shipped);

/** The stack with a second of every block, which stands first and whose names and ARNs are others. */
function twice(stack: Stack): Stack {
  const other = (value: Json): Json => {
    if (typeof value === 'string') return value.replaceAll('dev-blog', 'dev-other');
    if (Array.isArray(value)) return value.map(other);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, other(below)]));
  };
  const more = stack.blocks.map((block): Block => ({
    ...block,
    name: `other_${block.name}`,
    address: `${block.type}.other_${block.name}`,
    values: other(block.values as Json) as Block['values'],
  }));
  return { ...stack, blocks: [...more, ...stack.blocks] };
}

const changed = (stack: Stack, address: string, values: Record<string, Json>): Stack => ({
  ...stack,
  blocks: stack.blocks.map((block) =>
    block.address === address ? { ...block, values: { ...block.values, ...values } } : block,
  ),
});

test('what belongs to the report is followed from its schedule', () => {
  expect(names).toMatchObject({
    machineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog',
    stream: 'events-stream-dev-blog',
    database: 'video-analytics-dev-blog',
    table: 'events-dev-blog',
    workgroup: 'analytics-dev-blog',
    topic: 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog',
    failureRule: 'report-failed-dev-blog',
    eventsPrefix: 'events/dt=',
    others: [],
  });
  expect(names.functions.map((arn) => arn.replace(/.*:dev-blog-/, '')).sort()).toEqual([
    ...['check-query-execution', 'notify-failure', 'send-report', 'start-analytics-workflow', 'start-query-execution'],
  ]);
});

test('a second of everything changes nothing of it, and its schedule is another’s', () => {
  const stack = twice(shipped);
  const { others, ...report } = namesOf(stack);
  expect({ ...report, others: [] }).toEqual(names);
  expect(others).toEqual([
    {
      by: 'rule',
      name: 'send-report-once-a-month-dev-other',
      expression: 'cron(0 8 1 * ? *)',
      enabled: true,
      machineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-other',
    },
  ]);
});

test('which machine makes reports is what the output says, and is asked for where it says none', () => {
  const stack = twice(shipped);
  const arn = (machine: Block | undefined) => machine?.values['arn'];
  expect(arn(reportMachineOf(stack))).toBe(names.machineArn);
  const { state_machine_arn: _, ...outputs } = stack.outputs;
  expect(arn(reportMachineOf({ ...shipped, outputs }))).toBe(names.machineArn);
  expect(reportMachineOf({ ...shipped, outputs, blocks: [] })).toBeUndefined();
  const machines =
    'dev has 2 state machines (aws_sfn_state_machine.other_report-workflow_state-machine, aws_sfn_state_machine.report-workflow_state-machine), ' +
    'and its output state_machine_arn';
  expect(() => namesOf({ ...stack, outputs })).toThrow(`${machines} is missing: it must be the ARN of the one that`);
  expect(() => namesOf({ ...stack, outputs: { state_machine_arn: 'x' } })).toThrow(`${machines} is "x": it must be`);
});

test.each<[what: string, stack: Stack, told: string]>([
  [
    'two streams into one table',
    {
      ...shipped,
      blocks: shipped.blocks.flatMap((block) =>
        block.type === 'aws_kinesis_firehose_delivery_stream'
          ? [block, { ...block, address: `${block.type}.second` }]
          : [block],
      ),
    },
    'A run needs one stream that delivers into the table video-analytics-dev-blog.events-dev-blog, which its reports read, and ' +
      'the stack dev has 2: aws_kinesis_firehose_delivery_stream.event-collection_stream, aws_kinesis_firehose_delivery_stream.second.',
  ],
  [
    'no stream into it',
    { ...shipped, blocks: shipped.blocks.filter(({ type }) => type !== 'aws_kinesis_firehose_delivery_stream') },
    'which its reports read, and the stack dev has none.',
  ],
  [
    'functions that say two topics, and no table',
    ['start-query-execution', 'check-query-execution'].reduce(
      (stack, name, index) =>
        changed(stack, `aws_lambda_function.report-workflow_${name}`, {
          environment: {
            variables: index === 0 ? { ATHENA_DATABASE: 'd', ATHENA_WORKGROUP: 'w' } : { SNS_TOPIC: 'another' },
          },
        }),
      shipped,
    ),
    'aws_lambda_function.report-workflow_check-query-execution, aws_lambda_function.report-workflow_send-report, aws_lambda_function.report-workflow_start-query-execution. Of their variables:\n' +
      '  EVENTS_TABLE is said by none; it must be said as one, by one of them or more.\n' +
      '  SNS_TOPIC is said as another and arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog; it must',
  ],
  [
    'a definition that is no JSON',
    changed(shipped, 'aws_sfn_state_machine.report-workflow_state-machine', { definition: '{' }),
    'aws_sfn_state_machine.report-workflow_state-machine: the definition is no JSON',
  ],
])('%s: refused, in words', (_, stack, told) => {
  expect(() => namesOf(stack)).toThrow(told);
});
