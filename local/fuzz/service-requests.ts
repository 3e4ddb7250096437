import { type Dice } from './dice';
import { type Draft, type Known } from './draft';
import { anyJson, headerText, nasty } from './texts';

/** Of JSON's services, what stands before the operation, and what requests are signed for. */
const targets: Readonly<Record<string, readonly [prefix: string, service: string]>> = {
  athena: ['AmazonAthena', 'athena'],
  cloudWatch: ['GraniteServiceVersion20100801', 'monitoring'],
  events: ['AWSEvents', 'events'],
  firehose: ['Firehose_20150804', 'firehose'],
  glue: ['AWSGlue', 'glue'],
  logs: ['Logs_20140328', 'logs'],
  sqs: ['AmazonSQS', 'sqs'],
  stepFunctions: ['AWSStepFunctions', 'states'],
};

const members = [
  'DeliveryStreamName',
  'Record',
  'Records',
  'Data',
  'QueryString',
  'WorkGroup',
  'QueryExecutionId',
  'QueryExecutionIds',
  'QueryExecutionContext',
  'Database',
  'DatabaseName',
  'TableName',
  'Name',
  'Names',
  'Rule',
  'NamePrefix',
  'EventBusName',
  'Entries',
  'Source',
  'DetailType',
  'Detail',
  'Resources',
  'Time',
  'stateMachineArn',
  'executionArn',
  'name',
  'input',
  'statusFilter',
  'maxResults',
  'MaxResults',
  'nextToken',
  'NextToken',
  'Limit',
  'logGroupName',
  'logStreamName',
  'filterPattern',
  'startTime',
  'QueueUrl',
  'QueueName',
  'AttributeNames',
  'ReceiptHandle',
  'AlarmName',
  'AlarmNames',
  'StateValue',
  'StateReason',
  'Namespace',
  'MetricName',
  'Dimensions',
  'Value',
  'resourceArn',
  'ResourceARN',
];

/** Few of those that set machines to work: they are for what is asked about them, not for what they do. */
const working = /^(Start|Invoke|PutEvents)/;

export function jsonRequest(dice: Dice, { standing }: Known): Draft {
  const names = Object.keys(standing.operations).filter((name) => standing.operations[name]?.protocol === 'json');
  const name = dice.of(names);
  const [prefix, service] = targets[name] ?? [name, name];
  const served = standing.operations[name]?.operations ?? [];
  const light = served.filter((operation) => !working.test(operation) || dice.once(100));
  const operation = dice.once(30) ? dice.of(nasty) : dice.of(light.length > 0 ? light : ['None']);
  const input = Object.fromEntries(dice.some(6, () => [dice.of(members), valueOf(dice, standing)]));
  const body = dice.once(30)
    ? dice.of(['', '{', '[]', 'null', '1', '"a"', '{"a":1,"a":2}', '['.repeat(5000)])
    : JSON.stringify(input);
  const target = `${prefix}.${operation}`.replaceAll(/[^\x20-\x7e]/g, '?').trim();
  return {
    method: dice.once(50) ? 'GET' : 'POST',
    url: dice.once(50) ? '/a/b?c' : '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body,
    service,
  };
}

function valueOf(dice: Dice, { names, buckets }: Known['standing']): unknown {
  const real = [
    names.stream,
    names.machineArn,
    ...names.schedules.map(({ name }) => name),
    `${names.machineArn.replace(':stateMachine:', ':execution:')}:x`,
    ...buckets,
    'eyJpZCI6IjEifQ==',
  ];
  return dice.once(2) ? dice.of(real) : anyJson(dice, [...real, ...members]);
}

export function queryRequest(dice: Dice, { standing }: Known): Draft {
  const services = Object.entries(standing.operations).filter(([, { protocol }]) => protocol === 'query');
  const [service, { operations }] = dice.of(services);
  const fields = dice.some(
    6,
    () =>
      `${encodeURIComponent(dice.of(['TopicArn', 'TargetArn', 'Message', 'Subject', 'MessageStructure', 'MessageAttributes.entry.1.Name', 'NextToken', ...members, ...nasty]))}=${encodeURIComponent(dice.of([...nasty, standing.names.machineArn.replace(/:states:(.*):stateMachine:.*/, ':sns:$1:a')]))}`,
  );
  const action = dice.once(20) ? dice.of(nasty) : dice.of(operations);
  const body = [`Action=${encodeURIComponent(action)}`, ...fields].join('&');
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return dice.once(20)
    ? { method: 'GET', url: `/?${body}`, headers, body: '', service }
    : { method: 'POST', url: '/', headers, body, service };
}

export function lambdaRequest(dice: Dice, { standing }: Known): Draft {
  const name = dice.of([
    ...nasty.map(encodeURIComponent),
    '%zz',
    '%',
    '%ff',
    'arn%3Aaws%3Alambda%3Aa%3A0%3Afunction%3Ab',
    standing.names.stream,
  ]);
  const path = dice.of(['', '/invocations', '/configuration', '/policy', '/event-invoke-config', '/..', '/%2e%2e']);
  const url = `/${dice.of(['2015-03-31', '2019-09-25', '2017-03-31'])}/${dice.once(4) ? 'tags' : 'functions'}/${name}${path}${dice.once(5) ? '?Qualifier=1' : ''}`;
  const method = dice.of(['GET', 'POST', 'PUT', 'DELETE']);
  return {
    method,
    url,
    headers: { 'x-amz-invocation-type': headerText(dice) || 'Event' },
    body: method === 'GET' ? '' : JSON.stringify(anyJson(dice, members)),
    service: 'lambda',
  };
}
