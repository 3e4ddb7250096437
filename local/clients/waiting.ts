import { type Stack } from '../../terraform/stack';
import { resourceOf, roleArn, roleOf } from './blocks';

/** What is asked of tasks that wait: a machine whose one task sends its token to a queue, and waits for whoever hands it back. */
export const WAITING = 'clients-waiting';
export const TOKENS = 'clients-tokens';

/** The stack with them: the shipped machine waits for nobody. */
export function withWaiting(stack: Stack): Stack {
  const { accountId, region } = stack;
  const queue = `arn:aws:sqs:${region}:${accountId}:${TOKENS}`;
  const trust = {
    Effect: 'Allow',
    Principal: { Service: 'states.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': accountId }, ArnEquals: { 'aws:SourceArn': machineArn(stack) } },
  };
  const definition = {
    StartAt: 'Ask',
    States: {
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Parameters: {
          QueueUrl: `https://sqs.${region}.amazonaws.com/${accountId}/${TOKENS}`,
          'MessageBody.$': '$$.Task.Token',
        },
        HeartbeatSeconds: 7200,
        End: true,
      },
    },
  };
  const blocks = [
    ...roleOf(stack, WAITING, trust, { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue }),
    resourceOf('aws_sqs_queue', TOKENS, { name: TOKENS, arn: queue, sqs_managed_sse_enabled: true }),
    resourceOf('aws_sfn_state_machine', WAITING, {
      ...{ name: WAITING, arn: machineArn(stack), type: 'STANDARD' },
      ...{ role_arn: roleArn(stack, WAITING), definition: JSON.stringify(definition) },
    }),
  ];
  return { ...stack, blocks: [...stack.blocks, ...blocks] };
}

export const machineArn = ({ accountId, region }: Pick<Stack, 'accountId' | 'region'>): string =>
  `arn:aws:states:${region}:${accountId}:stateMachine:${WAITING}`;
