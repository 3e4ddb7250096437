import { synthesizeInto } from '../../../terraform/test-support';
import { blocksOfType, text } from '../../../terraform/query';
import { devStack, temporaryFolder } from '../../test-support';
import { type Account, standUp } from '../account';
import { requestTruths as athena } from '../athena/truth/requests';
import { requestTruths as events } from '../event-bridge/truth/requests';
import { requestTruths as firehose } from '../firehose/truth/requests';
import { requestTruths as lambda } from '../lambda/truth/requests';
import { subscriptionArn } from '../sns/subscriptions';
import { requestTruths as sns } from '../sns/truth/requests';
import { requestTruths as stepFunctions } from '../step-functions/truth/requests';
import { SimulatedClock } from '../shared/clock';
import { NotServed } from '../shared/errors';
import { ask } from './test-support';
import { type Names, type RequestTruth } from './truth';

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('requests');
let account: Account;
let names: Names;

beforeAll(async () => {
  synthesizeInto(folder);
  const stack = devStack(folder);
  account = await standUp(stack, { clock: new SimulatedClock(new Date('2026-03-01T08:00:00Z')), folder });
  const first = (type: string, argument: string, holding = '') =>
    blocksOfType(stack, type)
      .map((block) => text(block, argument))
      .find((value) => value.includes(holding)) ?? '';
  names = {
    accountId: stack.accountId,
    region: stack.region,
    rule: blocksOfType(stack, 'aws_cloudwatch_event_rule')
      .filter(({ values }) => values['schedule_expression'] !== undefined)
      .map((block) => text(block, 'name'))[0] as string,
    topicArn: first('aws_sns_topic', 'arn', 'notifications'),
    subscriptionArn: blocksOfType(stack, 'aws_sns_topic_subscription').map(subscriptionArn)[0] as string,
    functionName: first('aws_lambda_function', 'function_name'),
    asynchronous: first('aws_lambda_function_event_invoke_config', 'function_name'),
    invocable: first('aws_lambda_permission', 'function_name'),
    machineArn: first('aws_sfn_state_machine', 'arn'),
    stream: first('aws_kinesis_firehose_delivery_stream', 'name'),
    workgroup: first('aws_athena_workgroup', 'name'),
  };
});
afterAll(async () => {
  await account.close();
  remove();
});

test.each(Object.entries({ athena, events, firehose, lambda, sns, stepFunctions }))(
  'every request of %s is answered as AWS does, or refused by name',
  async (_service, truths) => {
    const wrong: object[] = [];
    for (const row of truths(names)) {
      const got = await ask(account, row);
      try {
        hold(row, got);
      } catch (error) {
        wrong.push({
          says: row.says,
          got: JSON.stringify(got).slice(0, 600),
          why: (error as Error).message.slice(0, 300),
        });
      }
    }
    expect(wrong).toEqual([]);
  },
);

/** @throws when the answer is another than the row's */
function hold({ answer, error, refused }: RequestTruth, got: Awaited<ReturnType<typeof ask>>): void {
  if (refused !== undefined) {
    expect(got).toMatchObject({ error: expect.any(NotServed) as NotServed });
    expect((got as { error: Error }).error.message).toContain(refused);
    return;
  }
  if (error) {
    expect(got).toMatchObject({ error });
    expect((got as { error: Error }).error).not.toBeInstanceOf(NotServed);
    return;
  }
  expect(got).toHaveProperty('answer');
  const { answer: text } = got as { answer: unknown };
  if (typeof answer === 'string') expect(text).toContain(answer);
  else expect(text).toMatchObject(matching(answer) as object);
}

/** Patterns for what differs from run to run. */
function matching(value: unknown): unknown {
  if (value instanceof RegExp) return expect.stringMatching(value);
  if (Array.isArray(value)) return value.map(matching);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, matching(below)]));
}
