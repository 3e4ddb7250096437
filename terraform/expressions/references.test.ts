import { referencesOf } from './references';

test('every reference with its place, once for each; not what only orders', () => {
  expect(
    referencesOf({
      '//': { metadata: { path: '${aws_sqs_queue.none.arn}' } },
      depends_on: ['aws_sqs_queue.none'],
      lifecycle: { replace_triggered_by: ['${aws_sqs_queue.none.arn}'] },
      arn: '${aws_lambda_function.start-workflow.arn}',
      plain: 'aws_sqs_queue.none.arn',
      escaped: '$${aws_sqs_queue.none.arn}',
      nested: [{ list: ['${aws_s3_bucket.a.arn}/*', '${aws_s3_bucket.a.arn}', 3, null] }],
      joined: '${join(":", [aws_sns_topic.t.arn, "aws_sqs_queue.none", data.aws_region.here.name])}',
    }),
  ).toEqual([
    { path: 'arn', address: 'aws_lambda_function.start-workflow' },
    { path: 'nested.list', address: 'aws_s3_bucket.a' },
    { path: 'nested.list', address: 'aws_s3_bucket.a' },
    { path: 'joined', address: 'aws_sns_topic.t' },
    { path: 'joined', address: 'data.aws_region.here' },
  ]);
});
