import { temporaryFolder } from '../../test-support';
import { blockOf } from '../shared/test-support';
import { arnOf, type Grants, queue, roleArn, standFunction } from './test-support';

const { folder, remove } = temporaryFolder('dead-letters');
const close: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const one of close) await one();
  remove();
});

const [dead, failed, told] = [arnOf('sqs', 'dead'), arnOf('sqs', 'failed'), arnOf('sns', 'told')];
const topic = blockOf('aws_sns_topic', { name: 'told', arn: told });
const CODE = 'export const handler = async ({ fails }) => { if (fails) throw new Error(fails); };';

function stood(target: string, grants: Grants, ...more: ReturnType<typeof queue>[]) {
  const settings = { dead_letter_config: [{ target_arn: target }] };
  const own = `${folder}/${close.length}`;
  const account = standFunction(own, CODE, {
    grants,
    settings,
    blocks: [queue('dead'), queue('failed'), topic, ...more],
  });
  close.push(() => account.lambda.close());
  return account;
}

// localstack/localstack, tests/aws/services/lambda_/event_source_mapping/test_lambda_integration_sqs.snapshot.json:
// test_sqs_queue_as_lambda_dead_letter_queue
test('an event that fails for good goes to the dead-letter queue as it came; a destination gets its record beside it', async () => {
  const config = { function_name: 'f', destination_config: [{ on_failure: [{ destination: failed }] }] };
  const { lambda, sqs } = stood(
    dead,
    [['sqs:SendMessage', '*']],
    blockOf('aws_lambda_function_event_invoke_config', config),
  );
  await lambda.invokeAsynchronously('f', '{"fails":""}');
  expect(sqs.messages).toEqual([]);
  const long = `${'x'.repeat(1023)}é`;
  const { requestId } = await lambda.invokeAsynchronously('f', `{ "fails": "${long}" }`);
  expect(sqs.messages).toMatchObject([
    { queueArn: failed },
    {
      queueArn: dead,
      body: `{ "fails": "${long}" }`,
      attributes: {
        RequestID: { DataType: 'String', StringValue: requestId },
        ErrorCode: { DataType: 'Number', StringValue: '200' },
        ErrorMessage: { DataType: 'String', StringValue: 'x'.repeat(1023) },
      },
    },
  ]);
});

test('so it does to a topic', async () => {
  const { lambda, sns, uses } = stood(told, [['sns:Publish', told]]);
  await lambda.invokeAsynchronously('f', '{"fails":"x"}');
  expect(sns.outbox).toMatchObject([
    { topicArn: told, message: '{"fails":"x"}', publishedBy: 'f', attributes: { ErrorMessage: { StringValue: 'x' } } },
  ]);
  const asked = {
    action: 'sns:Publish',
    resources: [told],
    principal: { kind: 'role', arn: roleArn },
    service: 'behalf',
  };
  expect(uses.filter(({ action }) => action === 'sns:Publish')).toMatchObject([asked, asked]);
});

test.each([
  [dead, 'SendMessage on SQS'],
  [told, 'Publish on SNS'],
])('a role that may not send to %s: Lambda does not make the function', (target, call) => {
  expect(() => stood(target, [['sqs:SendMessage', failed]])).toThrow(
    `The provided execution role does not have permissions to call ${call}`,
  );
});
