import { type OperatorTruth } from '../../operator-truth';

const page = (operation: string) => ({
  page: `https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_${operation}.html`,
});
const group = '/aws/lambda/dev-blog-send-report';

export const logsTruths: readonly OperatorTruth[] = [
  {
    says: 'A group that is not there: ResourceNotFoundException',
    source: page('FilterLogEvents'),
    operation: 'FilterLogEvents',
    input: { logGroupName: '/nope' },
    error: 'ResourceNotFoundException',
  },
  {
    says: '"You must include either logGroupIdentifier or logGroupName, but not both"',
    source: page('FilterLogEvents'),
    operation: 'FilterLogEvents',
    input: { logGroupName: group, logGroupIdentifier: group },
    error: 'InvalidParameterException',
  },
  {
    says: '"If you specify a value for both logStreamNames and logStreamNamePrefix, the action returns an InvalidParameterException"',
    source: page('FilterLogEvents'),
    operation: 'FilterLogEvents',
    input: { logGroupName: group, logStreamNames: ['a'], logStreamNamePrefix: 'a' },
    error: 'InvalidParameterException',
  },
  {
    says: 'A stream that is not there: ResourceNotFoundException',
    source: page('GetLogEvents'),
    operation: 'GetLogEvents',
    input: { logGroupName: group, logStreamName: 'nope' },
    error: 'ResourceNotFoundException',
  },
  {
    says: 'A token of nobody: InvalidParameterException',
    source: page('DescribeLogGroups'),
    operation: 'DescribeLogGroups',
    input: { nextToken: 'xx' },
    error: 'InvalidParameterException',
  },
  {
    says: '"If you order the results by event time, you cannot specify the logStreamNamePrefix parameter"',
    source: page('DescribeLogStreams'),
    operation: 'DescribeLogStreams',
    input: { logGroupName: group, orderBy: 'LastEventTime', logStreamNamePrefix: 'a' },
    error: 'InvalidParameterException',
  },
  {
    says: 'A limit of the model: "failed to satisfy constraint", InvalidParameterException',
    source: { model: 'logs DescribeLogGroupsRequest: limit of DescribeLimit, 1 to 50' },
    operation: 'DescribeLogGroups',
    input: { limit: 0 },
    error: 'InvalidParameterException',
  },
  {
    says: 'What a data protection policy masks, as it came: refused by its name',
    source: page('GetLogEvents'),
    operation: 'GetLogEvents',
    input: { logGroupName: group, logStreamName: 'x', unmask: true },
    error: 'InvalidParameterException',
  },
  {
    says: 'At most 50 groups a page',
    source: page('DescribeLogGroups'),
    operation: 'DescribeLogGroups',
    input: { limit: 51 },
    error: 'InvalidParameterException',
  },
  {
    says: 'A group of the stack is there before anything is logged, with `:*` behind its ARN and without',
    source: { recorded: 'radkawar/stackd at 9dc356f, testdata/aws/logs/ingestion.json: describe-group-defaults' },
    operation: 'DescribeLogGroups',
    input: { logGroupNamePrefix: group },
    answer: {
      logGroups: [
        {
          logGroupName: group,
          arn: `arn:aws:logs:eu-west-1:000000000000:log-group:${group}:*`,
          logGroupArn: `arn:aws:logs:eu-west-1:000000000000:log-group:${group}`,
          metricFilterCount: 0,
          deletionProtectionEnabled: false,
          bearerTokenAuthenticationEnabled: false,
        },
      ],
    },
  },
];
