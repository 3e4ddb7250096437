import { takeForwards } from './forwards';

const named = (given: readonly string[], variables: Record<string, string> = {}) =>
  takeForwards(given, variables).map(({ service, origin, by }) => [service, origin.origin, by]);

test('an option names where a service is; a variable too, which is then gone, and gives way to the option', () => {
  const variables = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:2',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://localhost:3',
    AWS_ENDPOINT_URL_ECS: '',
    PATH: '/bin',
  };
  expect(named(['dynamodb=https://emulator:8000/'], variables)).toEqual([
    ['dynamodb', 'https://emulator:8000', '--forward dynamodb=https://emulator:8000/'],
    ['secretsmanager', 'http://localhost:3', 'AWS_ENDPOINT_URL_SECRETS_MANAGER'],
  ]);
  expect(Object.keys(variables)).toEqual(['AWS_ENDPOINT_URL', 'PATH']);
});

test.each([
  ['dynamodb', 'write SERVICE=URL'],
  ['=http://127.0.0.1:1', 'write SERVICE=URL'],
  ['dynamo=http://127.0.0.1:1', 'no service is signed for as dynamo'],
  ['dynamodb=127.0.0.1:8000', 'this is no URL'],
  ['dynamodb=localhost:8000', 'localhost is not spoken'],
  ['dynamodb=file:///tmp', 'file is not spoken'],
  ['dynamodb=http://user:word@127.0.0.1:8000', 'leave user and password out'],
  ['dynamodb=http://127.0.0.1:8000/path', 'not below /path'],
  ['dynamodb=http://127.0.0.1:8000?a=b', 'a query or fragment has no place here'],
  ['dynamodb=http://127.0.0.1:8000/#', 'a query or fragment has no place here'],
])('--forward %s is refused: %s', (given, words) => {
  expect(() => named([given])).toThrow(`--forward ${given}: `);
  expect(() => named([given])).toThrow(words);
});

test('all that is wrong is told at once, by the name of what has it', () => {
  const twice = ['dynamodb=http://127.0.0.1:1', 'dynamodb=http://127.0.0.1:2', 'ssm'];
  expect(() => named(twice, { AWS_ENDPOINT_URL_SSM: 'ssm' })).toThrow(
    /--forward ssm: write[^]*--forward dynamodb is given twice[^]*AWS_ENDPOINT_URL_SSM is ssm: this is no URL/,
  );
});
