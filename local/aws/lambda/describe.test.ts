import { type Block } from '../../../terraform/stack';
import { blockOf, stackOf } from '../shared/test-support';
import { eventInvokeConfig, functionPolicy } from './describe';

const ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:f';
const configuration = { name: 'f', arn: ARN } as Parameters<typeof functionPolicy>[1];
const permission = (statement_id: string, values: Block['values'] = {}) => {
  const own = { function_name: 'f', action: 'lambda:InvokeFunction', principal: 'events.amazonaws.com' };
  return blockOf('aws_lambda_permission', { statement_id, ...own, ...values }, statement_id);
};
const sids = (...blocks: Block[]) =>
  (
    JSON.parse(functionPolicy(stackOf(...blocks), configuration).Policy) as { Statement: { Sid: string }[] }
  ).Statement.map(({ Sid }) => Sid);

// localstack/localstack, tests/aws/services/lambda_/test_lambda_api.snapshot.json: test_lambda_permission_fn_versioning
test('a function’s policy has the permissions on the function, and none of its versions and aliases', () => {
  const all = [
    permission('own'),
    permission('by-arn', { function_name: ARN }),
    permission('other', { function_name: 'g' }),
  ];
  expect(sids(...all, permission('of-alias', { qualifier: 'live' }))).toEqual(['own', 'by-arn']);
});

test('a version’s policy has the permissions on that version', () => {
  const blocks = [permission('own'), permission('of-version', { qualifier: '1' })];
  expect(JSON.parse(functionPolicy(stackOf(...blocks), configuration, '1').Policy)).toMatchObject({
    Statement: [{ Sid: 'of-version', Resource: `${ARN}:1` }],
  });
});

// The same: test_add_lambda_permission_fields
test.each([
  ['*', '*'],
  ['lambda.amazonaws.com', { Service: 'lambda.amazonaws.com' }],
  ['111111111111', { AWS: 'arn:aws:iam::111111111111:root' }],
  ['arn:aws:iam::111111111111:user/u', { AWS: 'arn:aws:iam::111111111111:user/u' }],
])('the principal %s is told as Lambda tells it', (principal, told) => {
  const { Policy } = functionPolicy(stackOf(permission('a', { principal })), configuration);
  expect((JSON.parse(Policy) as { Statement: { Principal: unknown }[] }).Statement[0]?.Principal).toEqual(told);
});

test('a policy’s revision is another once the policy is', () => {
  const revision = (...blocks: Block[]) => functionPolicy(stackOf(...blocks), configuration).RevisionId;
  expect(revision(permission('a'))).toBe(revision(permission('a')));
  expect(revision(permission('a'))).not.toBe(revision(permission('a'), permission('b')));
});

test('only an alias’s permissions are no policy of the function', () => {
  expect(() => sids(permission('of-alias', { qualifier: 'live' }))).toThrow(
    'The resource you requested does not exist.',
  );
});

// The same: test_lambda_eventinvokeconfig_exceptions
test.each([
  [
    { maximum_event_age_in_seconds: 60, maximum_retry_attempts: 1 },
    { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 },
  ],
  [{ maximum_retry_attempts: 1 }, { MaximumRetryAttempts: 1 }],
])('how a function takes events is told as far as it was set: %j', (values, told) => {
  const block = { ...permission('x', values), type: 'aws_lambda_function_event_invoke_config' };
  const { LastModified: _, ...rest } = eventInvokeConfig(stackOf(block), configuration, new Date(0)) as Record<
    string,
    unknown
  >;
  expect(JSON.parse(JSON.stringify(rest))).toEqual({
    ...told,
    FunctionArn: `${ARN}:$LATEST`,
    DestinationConfig: { OnSuccess: {}, OnFailure: {} },
  });
});
