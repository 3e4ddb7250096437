import { type Stack } from '../../../terraform/stack';
import { checkAsynchronous } from './asynchronous';

test('what would be done otherwise than on AWS is refused before anything runs', () => {
  const values = {
    function_name: 'f',
    qualifier: 'live',
    destination_config: [{ on_failure: [{ destination: 'arn:aws:sns:eu-west-1:000000000000:t' }] }],
  };
  const address = 'aws_lambda_function_event_invoke_config.f';
  const type = 'aws_lambda_function_event_invoke_config';
  const stack = { blocks: [{ kind: 'resource', type, name: 'f', address, values }] } as unknown as Stack;
  expect(() => checkAsynchronous(stack)).toThrow(
    `${address}: qualifier live is not served here: leave it out.\n` +
      `${address}: destination_config.on_failure.destination arn:aws:sns:eu-west-1:000000000000:t is not served here: ` +
      'an SQS queue is.',
  );
});
