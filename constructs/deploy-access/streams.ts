import { KinesisFirehoseDeliveryStream } from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream';
import { arnOf } from '../parts/deployment';
import { type Access, allowOn, type Deployed } from './deployed';

/** Delivery streams: their settings, and no record. */
export function manageStreams(deployed: Deployed): Access {
  const streams = deployed.each(KinesisFirehoseDeliveryStream, ({ nameInput }, text) =>
    arnOf('firehose', deployed.deployment, `deliverystream/${text(nameInput)}`),
  );
  return {
    read: allowOn('ReadStreams', ['firehose:DescribeDeliveryStream', 'firehose:ListTagsForDeliveryStream'], streams),
    write: allowOn(
      'ManageStreams',
      [
        'firehose:CreateDeliveryStream',
        'firehose:DeleteDeliveryStream',
        'firehose:StartDeliveryStreamEncryption',
        'firehose:TagDeliveryStream',
        'firehose:UntagDeliveryStream',
        'firehose:UpdateDestination',
      ],
      streams,
    ),
  };
}
