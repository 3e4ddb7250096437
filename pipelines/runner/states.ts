import { AwsFault } from './aws-fault';
import { type Answer } from './loopback';
import { type LocalAccount } from './local-account';
import { mustBeAllowed, type Session } from './sessions';

/** Each operation's action, and what it is about. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html */
const RESOURCE: Readonly<Record<string, 'stateMachineArn' | 'executionArn'>> = {
  StartExecution: 'stateMachineArn',
  ListExecutions: 'stateMachineArn',
  DescribeExecution: 'executionArn',
  GetExecutionHistory: 'executionArn',
};

/** Step Functions: who may ask is decided here, by the bootstrap stack's roles; the answer is the local account's. */
export async function statesAnswer(
  session: Session,
  target: string,
  body: Buffer,
  account: LocalAccount | undefined,
): Promise<Answer> {
  const operation = target.replace('AWSStepFunctions.', '');
  const field = RESOURCE[operation];
  if (field === undefined) throw new AwsFault('UnknownOperationException', `${target} is not served here`, 400);
  const resource = String((JSON.parse(body.toString('utf8')) as Record<string, unknown>)[field]);
  mustBeAllowed(session, `states:${operation}`, resource);
  if (!account) throw new AwsFault('StateMachineDoesNotExist', `There is no ${resource}`, 400);
  const response = await account.send('states', target, body.toString('utf8'));
  return {
    status: response.status,
    body: await response.text(),
    headers: { 'content-type': 'application/x-amz-json-1.0', date: response.headers.get('date') ?? '' },
  };
}
