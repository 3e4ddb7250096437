import { queue, standFunction, arnOf } from '../aws/lambda/test-support';
import { blockOf } from '../aws/shared/test-support';
import { temporaryFolder } from '../test-support';
import { fillQueues } from './fill-queues';

const { folder, remove } = temporaryFolder('fill-queues');
const CODE = `export const handler = async ({ Records: [{ body }] }) => { JSON.parse(body); };`;
const stood = standFunction(folder, CODE, {
  grants: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((right) => [`sqs:${right}`, '*'] as const),
  blocks: [
    queue('jobs-dev-blog'),
    blockOf('aws_lambda_event_source_mapping', { event_source_arn: arnOf('sqs', 'jobs-dev-blog'), function_name: 'f' }),
  ],
});
const account = { ...stood, accessControl: stood.access };
afterAll(async () => {
  await stood.lambda.stop();
  await stood.lambda.close();
  remove();
});

test('a function that is fed from a queue takes what it is known to take', async () => {
  await fillQueues(account, { jobs: ['{}', '[]'] });
  const actions = stood.uses.flatMap(({ action, principal }) => (principal.kind === 'role' ? [action] : []));
  expect(actions.filter((one) => one === 'sqs:DeleteMessage')).toHaveLength(3);
  expect(stood.sqs.messages).toEqual([]);
});

test('of a queue that no message is known of, the place to write one is told', async () => {
  await expect(fillQueues(account, { job: ['{}'] })).rejects.toThrow(
    /^aws_sqs_queue\.jobs-dev-blog: no message is known that f takes out of jobs-dev-blog: add one to local\/record\/messages\.ts:\d+, by/,
  );
});

test('so it is for one that the function fails on, with its log', async () => {
  await expect(fillQueues(account, { jobs: ['no JSON'] })).rejects.toThrow(
    /f failed on a message out of jobs-dev-blog: no JSON\n.*local\/record\/messages\.ts:\d+; .*\n[^]*SyntaxError/,
  );
});
