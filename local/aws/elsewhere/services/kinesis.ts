import { type KnownCalls, onNothing, type Rights, textOf } from './known-calls';

/** By its ARN, or by its name: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
const onStream =
  (action: string): Rights =>
  (input, { region, accountId }) => {
    const { StreamARN: arn } = input;
    const resource =
      typeof arn === 'string' ? arn : `arn:aws:kinesis:${region}:${accountId}:stream/${textOf(input, 'StreamName')}`;
    return [{ action: `kinesis:${action}`, resource }];
  };

const OF_A_STREAM = [
  'PutRecord',
  'PutRecords',
  'DescribeStream',
  'DescribeStreamSummary',
  'GetShardIterator',
  'ListShards',
];

/** GetRecords names its stream where its caller does: an iterator alone tells nothing. */
export const kinesisCalls: KnownCalls = {
  variable: 'AWS_ENDPOINT_URL_KINESIS',
  operations: {
    ...Object.fromEntries(OF_A_STREAM.map((name) => [name, onStream(name)])),
    GetRecords: (input) => [{ action: 'kinesis:GetRecords', resource: textOf(input, 'StreamARN') }],
    ListStreams: onNothing('kinesis:ListStreams'),
  },
};
