import { type Service } from '../entry';

export const kinesis = {
  name: 'kinesis',
  prefix: 'kinesis',
  types: {
    aws_kinesis_stream: { bill: { loses: 'records not read yet', use: 'shards and GB' } },
  },
} satisfies Service;
