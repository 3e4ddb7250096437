import { allow, policyText, trust } from './policy';

test('references stay in the text as Terraform needs them, and quotes are escaped', () => {
  const statement = allow('Read', 's3:GetObject', '${aws_s3_bucket.events.arn}/*', { StringEquals: { 'aws:x': '"' } });
  expect(JSON.parse(policyText([statement]))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Read',
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: ['${aws_s3_bucket.events.arn}/*'],
        Condition: { StringEquals: { 'aws:x': '"' } },
      },
    ],
  });
});

test('two statements of one name are refused', () => {
  expect(() => policyText([trust('a.amazonaws.com'), trust('b.amazonaws.com')])).toThrow(
    'Two statements of one policy have the Sid "Trust": rename one.',
  );
});

test('a policy without statements is refused', () => {
  expect(() => policyText([])).toThrow('A policy needs at least one statement.');
});
