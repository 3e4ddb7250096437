import { SendTaskSuccessCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { render } from '../../../state-machines/language/rendered/render';
import { snsPublish, startExecutionSync } from '../../../state-machines/language/services/services';
import { stateMachine } from '../../../state-machines/language/state-machine';
import { waitForTaskToken } from '../../../state-machines/language/written/integration';
import { synthesizeInto } from '../../../terraform/test-support';
import { devStack, temporaryFolder } from '../../test-support';
import { standUp } from '../account';
import { clientsOf } from '../clients';
import { LiveClock } from '../shared/clock';
import { type Machine, withMachine } from './sdk/test-support';

// What the builder's types and rights say of tasks that wait, held against what runs.

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('built-waits');
beforeAll(() => synthesizeInto(folder));
afterAll(remove);

const arns = {
  self: 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog',
  topic: 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog',
};
const nested = startExecutionSync<{ text: string; nested: boolean }, { text: string }>()('self');
const ask = waitForTaskToken<{ approved: boolean }>()(snsPublish('topic'));

const machine = stateMachine<{ text: string; nested: boolean }>()({
  startAt: 'Which',
  states: {
    Which: {
      type: 'Choice',
      choices: [{ variable: '$.nested', booleanEquals: true, next: 'Done' }],
      default: 'Nested',
    },
    Nested: {
      type: 'Task',
      run: nested,
      parameters: { Input: { text: '$.text', nested: true } },
      resultPath: '$.execution',
      next: 'Ask',
    },
    Ask: {
      type: 'Task',
      run: ask,
      parameters: { Message: { token: '$$.Task.Token', text: '$.execution.Output.text' } },
      heartbeatSeconds: 30,
      timeoutSeconds: 60,
      resultSelector: { approved: '$.approved' },
      end: true,
    },
    Done: { type: 'Succeed' },
  },
});

test('a machine whose tasks wait runs here with the rights that are derived for it, and no others', async () => {
  const { definition, permissions } = render(machine, arns);
  const statements = permissions.map(({ actions, resources }) => ({
    Effect: 'Allow',
    Action: [...actions],
    Resource: [...resources],
  }));
  const key = { Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*' };
  const change = withMachine(definition.States as Record<string, Machine>, ...statements, key);
  const account = await standUp(devStack(folder, change), { clock: new LiveClock(), folder: `${folder}/run` });
  const clients = clientsOf(account);
  try {
    const given = JSON.stringify({ text: 'naïve ✓', nested: false });
    await clients.states.send(new StartExecutionCommand({ stateMachineArn: arns.self, input: given }));
    while (account.sns.outbox.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const { token, text } = JSON.parse(account.sns.outbox[0]?.message ?? '') as Record<string, string>;
    expect(text).toBe('naïve ✓');
    await clients.states.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"approved":true,"by":"x"}' }));
    await account.stepFunctions.idle();
    const [outer] = account.stepFunctions.executions();
    expect({ status: outer?.status, cause: outer?.cause, output: outer?.output }).toEqual({
      status: 'SUCCEEDED',
      cause: undefined,
      output: '{"approved":true}',
    });
    expect(account.accessControl.refusals).toEqual([]);
  } finally {
    clients.close();
    await account.close();
  }
});
