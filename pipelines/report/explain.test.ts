import { explain } from './explain';

const deployment = {
  environment: 'dev',
  accountId: '111122223333',
  region: 'eu-west-1',
  machineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:analytics-dev-blog',
  queryOutputBucket: 'query-output',
};
const failure = (name: string, message: string, code?: string) =>
  Object.assign(new Error(message), { name, ...(code === undefined ? {} : { code }) });

test.each([
  [
    'another account’s credentials',
    failure('AccessDeniedException', 'User: arn:aws:sts::444455556666:assumed-role/x/y is not authorized'),
    'The AWS credentials are of account 444455556666, and dev lives in 111122223333',
  ],
  [
    'too few rights',
    failure('AccessDeniedException', 'User: arn:aws:iam::111122223333:user/x is not authorized to perform: states:X'),
    'AWS refused: User: arn:aws:iam::111122223333:user/x is not authorized',
  ],
  [
    'an environment that is not deployed',
    failure('StateMachineDoesNotExist', 'State Machine Does Not Exist'),
    'dev is not deployed: account 111122223333 has no arn:aws:states:',
  ],
  ['a session that is over', failure('ExpiredTokenException', 'expired'), 'AWS does not take the credentials'],
  ['no network', failure('Error', 'getaddrinfo ENOTFOUND', 'ENOTFOUND'), 'AWS is not reached'],
])('%s is told as what to do', (_what, error, message) => {
  expect(explain(error, deployment, {})).toMatchObject({
    name: 'UserError',
    message: expect.stringContaining(message) as string,
    cause: error,
  });
});

test('an address at which nothing listens is told with its remedy', () => {
  const error = failure('Error', 'connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED');
  expect(explain(error, deployment, { endpoint: 'http://127.0.0.1:1' })).toMatchObject({
    message: expect.stringMatching(/^Nothing answers at http:\/\/127\.0\.0\.1:1 .*npm start -- --serve/) as string,
  });
});

test('any other error stays as it is', () => {
  const error = failure('InternalFailure', 'x');
  expect(explain(error, deployment, {})).toBe(error);
});
