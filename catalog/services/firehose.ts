import { read } from '../arguments';
import { type Attribute, join, regional } from '../attributes';
import { passRole, row, tagged } from '../calls';
import { type Service } from '../entry';
import { named } from '../names';

const PRINCIPAL = 'firehose.amazonaws.com';
const arn: Attribute = regional('firehose', join('deliverystream/', '$name'));

export const firehose = {
  name: 'firehose',
  prefix: 'firehose',
  principal: PRINCIPAL,
  client: '@aws-sdk/client-firehose',
  pricing: {
    page: 'https://aws.amazon.com/firehose/pricing/',
    rates: { ingestion: { dollars: 0.029, per: 'GB' }, conversion: { dollars: 0.018, per: 'GB' } },
  },
  types: {
    aws_kinesis_firehose_delivery_stream: {
      name: named('firehose:CreateDeliveryStream:DeliveryStreamName'),
      attributes: { id: arn, arn },
      calls: row('firehose/delivery_stream.go', {
        read: ['firehose:DescribeDeliveryStream', 'firehose:ListTagsForDeliveryStream'],
        create: [
          'firehose:CreateDeliveryStream',
          tagged(
            'firehose:TagDeliveryStream',
            'https://docs.aws.amazon.com/firehose/latest/dev/firehose-tagging-basics.html',
          ),
          'firehose:StartDeliveryStreamEncryption',
          passRole('extended_s3_configuration.role_arn', PRINCIPAL),
        ],
        update: [
          'firehose:UpdateDestination',
          'firehose:StartDeliveryStreamEncryption',
          'firehose:TagDeliveryStream',
          'firehose:UntagDeliveryStream',
          passRole('extended_s3_configuration.role_arn', PRINCIPAL),
        ],
        delete: ['firehose:DeleteDeliveryStream'],
      }),
      checked: {
        unreached: [
          {
            operations: ['firehose:StopDeliveryStreamEncryption'],
            why: 'server_side_encryption is always enabled',
            set: ['server_side_encryption.enabled'],
          },
        ],
      },
      encryption: {
        wants: 'server_side_encryption.enabled = true',
        oneOf: [{ argument: 'server_side_encryption.enabled', is: true }],
      },
      bill: { loses: 'records not delivered yet', use: 'GB taken in and converted' },
      picture: { words: 'Firehose stream', shape: 'box', tone: 'compute' },
      local: 'stood up',
      arguments: {
        destination: read('local/aws/firehose'),
        extended_s3_configuration: read('catalog/services', 'local/aws/firehose', 'local/start'),
        name: read('catalog/services', 'local/aws/firehose', 'local/start'),
        server_side_encryption: read('local/aws/firehose', 'policies/checks'),
      },
    },
  },
} satisfies Service;
