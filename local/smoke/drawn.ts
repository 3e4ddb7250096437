/** What AWS draws anew for each resource, or counts: it can't be told beforehand, and tells nothing of the stack. */
interface Drawn {
  /** `*` for every call. */
  readonly operation: string;
  /** An attribute, with all that is below it. */
  readonly attribute: string;
  readonly why: string;
}

const TIME = 'when it was made or changed';
const ID = 'an id that AWS draws';

export const DRAWN: readonly Drawn[] = [
  { operation: '*', attribute: 'ResponseMetadata', why: "the request's id" },
  { operation: 's3:HeadBucket', attribute: 'AccessPointAlias', why: 'whether the call came by an access point' },
  { operation: 'glue:GetDatabase', attribute: 'Database.CreateTime', why: TIME },
  { operation: 'glue:GetTable', attribute: 'Table.CreateTime', why: TIME },
  { operation: 'glue:GetTable', attribute: 'Table.UpdateTime', why: TIME },
  { operation: 'glue:GetTable', attribute: 'Table.LastAccessTime', why: TIME },
  { operation: 'glue:GetTable', attribute: 'Table.CreatedBy', why: 'whose session made it' },
  { operation: 'glue:GetTable', attribute: 'Table.VersionId', why: 'counts the changes' },
  { operation: 'firehose:DescribeDeliveryStream', attribute: 'DeliveryStreamDescription.CreateTimestamp', why: TIME },
  {
    operation: 'firehose:DescribeDeliveryStream',
    attribute: 'DeliveryStreamDescription.LastUpdateTimestamp',
    why: TIME,
  },
  {
    operation: 'firehose:DescribeDeliveryStream',
    attribute: 'DeliveryStreamDescription.VersionId',
    why: 'counts the changes',
  },
  { operation: 'athena:GetWorkGroup', attribute: 'WorkGroup.CreationTime', why: TIME },
  { operation: 'lambda:GetFunction', attribute: 'Code', why: 'a link to the zip, signed for this call' },
  {
    operation: 'lambda:GetFunction',
    attribute: 'Configuration.CodeSha256',
    why: 'of the zip: Terraform packs its own from the same file',
  },
  {
    operation: 'lambda:GetFunction',
    attribute: 'Configuration.CodeSize',
    why: 'of the zip: Terraform packs its own from the same file',
  },
  { operation: 'lambda:GetFunction', attribute: 'Configuration.LastModified', why: TIME },
  { operation: 'lambda:GetFunction', attribute: 'Configuration.RevisionId', why: ID },
  {
    operation: 'lambda:GetFunction',
    attribute: 'Configuration.RuntimeVersionConfig',
    why: 'which patch of the runtime AWS has installed',
  },
  { operation: 'lambda:GetPolicy', attribute: 'RevisionId', why: ID },
  { operation: 'lambda:GetFunctionEventInvokeConfig', attribute: 'LastModified', why: TIME },
  { operation: 'states:DescribeStateMachine', attribute: 'creationDate', why: TIME },
  { operation: 'states:DescribeStateMachine', attribute: 'revisionId', why: ID },
  {
    operation: 'sns:GetTopicAttributes',
    attribute: 'Attributes.SubscriptionsConfirmed',
    why: 'counts what subscribers do',
  },
  {
    operation: 'sns:GetTopicAttributes',
    attribute: 'Attributes.SubscriptionsPending',
    why: 'counts what subscribers do',
  },
  {
    operation: 'sns:GetTopicAttributes',
    attribute: 'Attributes.SubscriptionsDeleted',
    why: 'counts what subscribers do',
  },
];

export const isDrawn = (operation: string, path: string): boolean =>
  DRAWN.some(
    (one) =>
      (one.operation === '*' || one.operation === operation) &&
      (path === one.attribute || path.startsWith(`${one.attribute}.`)),
  );
