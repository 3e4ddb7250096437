import { type Truth } from '../../truth';

const rights = 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html';

/** What the stream's role may not do, and what is then refused: nothing is delivered, and nothing lost. */
export interface RefusedDelivery extends Truth {
  /** A statement that is taken out of every policy, or text of the stack that is another. */
  readonly without?: string;
  readonly replace?: readonly [from: string, to: string];
  readonly refused: string;
}

export const refusedDeliveries: readonly RefusedDelivery[] = [
  {
    says: 'Objects are put with the rights of the role',
    source: { page: `${rights}#using-iam-s3` },
    without: 'DeliverObjects',
    refused: 'is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::events-dev-blog',
  },
  {
    says: 'The bucket is looked for before',
    source: { page: `${rights}#using-iam-s3` },
    without: 'FindUploads',
    refused: 'is not authorized to perform: s3:GetBucketLocation on resource: arn:aws:s3:::events-dev-blog',
  },
  {
    says: 'The schema is read from Glue',
    source: { page: `${rights}#using-iam-glue` },
    without: 'ReadSchema',
    refused: 'is not authorized to perform: glue:GetTable on resource: arn:aws:glue:',
  },
  {
    says: 'Firehose is whom the role trusts',
    source: { page: `${rights}#firehose-assume-role` },
    replace: ['firehose.amazonaws.com', 'glue.amazonaws.com'],
    refused: 'firehose.amazonaws.com is unable to assume role',
  },
];
