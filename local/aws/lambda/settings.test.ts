import { type Block } from '../../../terraform/stack';
import { blockOf, stackOf } from '../shared/test-support';
import { checkSettings } from './settings';

const ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:f';
const variables = (of: Record<string, string>) =>
  blockOf('aws_lambda_function', { function_name: 'f', arn: ARN, environment: { variables: of } });
const asynchronous = (values: Block['values']) =>
  blockOf('aws_lambda_function_event_invoke_config', { function_name: 'f', ...values });
const published = blockOf('aws_lambda_function', { function_name: 'f', arn: ARN, publish: true });
const permission = (qualifier: string) => blockOf('aws_lambda_permission', { function_name: 'f', qualifier });
const onFailure = (destination: string) => asynchronous({ destination_config: { on_failure: { destination } } });

test('what Lambda takes, and what does here what it does there, is taken', () => {
  expect(() =>
    checkSettings(
      stackOf(
        variables({ TABLE: 'x', a1: '', AWS_MAX_ATTEMPTS: '2' }),
        asynchronous({ qualifier: '$LATEST' }),
        onFailure('arn:aws:sqs:eu-west-1:000000000000:q'),
        published,
        permission('1'),
      ),
    ),
  ).not.toThrow();
});

test.each([
  [variables({ AWS_REGION: 'x' }), 'AWS_REGION'],
  [variables({ _HANDLER: 'x' }), '_HANDLER'],
  [variables({ TZ: 'Europe/Paris' }), 'TZ'],
  [variables({ NODE_OPTIONS: '--inspect' }), 'NODE_OPTIONS'],
  [variables({ AWS_ENDPOINT_URL: 'http://x' }), 'AWS_ENDPOINT_URL'],
  [variables({ a: 'x' }), 'has a: a letter'],
  [variables({ 'a-b': 'x' }), 'a-b'],
  [variables({ AB: 'x'.repeat(4095) }), '4097 bytes: at most 4096'],
  [asynchronous({ qualifier: 'live' }), 'qualifier is live'],
  [onFailure('arn:aws:sns:eu-west-1:000000000000:t'), 'on_failure.destination is arn:aws:sns'],
  [
    blockOf('aws_lambda_function', {
      dead_letter_config: [{ target_arn: 'arn:aws:lambda:eu-west-1:000000000000:function:g' }],
    }),
    'dead_letter_config.target_arn is arn:aws:lambda',
  ],
  [permission('1'), 'qualifier is 1'],
  [permission('live'), 'qualifier is live'],
])('what Lambda refuses, or does nothing here, is refused when the stack is stood up: %#', (one, why) => {
  expect(() => checkSettings(stackOf(one))).toThrow(why);
});

test('every fault is told at once', () => {
  const both = stackOf(variables({ TZ: 'x', LANG: 'x' }), asynchronous({ qualifier: '1' }));
  expect(() => checkSettings(both)).toThrow(/TZ[^]*LANG[^]*qualifier is 1/);
});
