import type { AlarmDefinition } from './alarm';
import { ofStream } from './metrics';

export interface Collection {
  readonly streamName: string;
  readonly bucketName: string;
}

const FIVE_MINUTES = 300;
/** Seconds; fifteen times what the stream buffers for. */
export const A_QUARTER_OF_AN_HOUR = 900;
/** Producers make mistakes now and then; a new version of one that makes nothing else must be noticed. */
const PER_CENT_NOT_CONVERTED = 1;

/** https://docs.aws.amazon.com/firehose/latest/dev/firehose-cloudwatch-metrics-best-practices.html */
export function collectionAlarms({ streamName, bucketName }: Collection): AlarmDefinition[] {
  const look = `aws logs tail /aws/kinesisfirehose/${streamName} --since 1h`;
  return [
    {
      what: 'events-not-converted',
      means: `More than ${PER_CENT_NOT_CONVERTED} % of the events of a quarter of an hour could not be converted; no report counts them.`,
      todo:
        `see what is wrong with them under s3://${bucketName}/errors/format-conversion-failed/ (rawData is the event, ` +
        'in base64) and have their producer corrected. They are kept for a year: put them on the stream again once they are mended.',
      watches: {
        expression: '100 * failed / (failed + converted)',
        metrics: {
          failed: ofStream('FailedConversion.Records', streamName, 'Sum', A_QUARTER_OF_AN_HOUR),
          converted: ofStream('SucceedConversion.Records', streamName, 'Sum', A_QUARTER_OF_AN_HOUR),
        },
        label: 'Events not converted, %',
      },
      alarmsWhen: { is: '>', than: PER_CENT_NOT_CONVERTED },
      // No events, nothing to convert.
      missingData: 'notBreaching',
    },
    {
      what: 'events-late',
      means:
        'Events have waited in the delivery stream for more than a quarter of an hour; after 24 hours they are lost.',
      todo: `read what keeps them from being delivered: ${look}. Most often it is the role, the bucket's policy or the Glue table.`,
      watches: ofStream('DeliveryToS3.DataFreshness', streamName, 'Maximum', FIVE_MINUTES),
      alarmsWhen: { is: '>', than: A_QUARTER_OF_AN_HOUR },
      // Reported only while events wait.
      missingData: 'notBreaching',
    },
    {
      what: 'events-not-delivered',
      means:
        'For a quarter of an hour, writing events to S3 failed; Firehose tries again for 24 hours, then they are lost.',
      todo: `read why: ${look}. Then look at the permissions of the stream's role and at the policy of the bucket ${bucketName}.`,
      watches: ofStream('DeliveryToS3.Success', streamName, 'Average', FIVE_MINUTES),
      alarmsWhen: { is: '<', than: 1 },
      // One refused write is S3's own hiccup, and Firehose's next try mends it.
      points: { breaching: 3, of: 3 },
      // Nothing to deliver.
      missingData: 'notBreaching',
    },
  ];
}
