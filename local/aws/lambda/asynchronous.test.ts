import { blockOf, stackOf } from '../shared/test-support';
import { asynchronousBlockOf } from './asynchronous';

const ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:f';

test.each(['f', ARN])('how a function takes events is found by its name and its ARN: %s', (function_name) => {
  const one = blockOf('aws_lambda_function_event_invoke_config', { function_name });
  expect(asynchronousBlockOf(stackOf(one), { name: 'f', arn: ARN })).toBe(one);
});
