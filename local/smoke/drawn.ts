/** What AWS draws anew for each resource, or counts: it can't be told beforehand, and tells nothing of the stack. */
export interface Drawn {
  readonly operation: string;
  /** With all that is below it. */
  readonly attribute: string;
  readonly why: string;
}

const TIME = 'when it was made, changed or used';
const ID = 'an id that AWS draws';
const COUNT = 'counts the changes';
const USE = 'counts what is in it, or who uses it';
const STATE = 'the state that the alarm is in';
const ZIP = 'of the zip: Terraform packs its own from the same file';

/** By operation, then by attribute: why it is left out. */
const WHY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  's3:HeadBucket': { AccessPointAlias: 'whether the call came by an access point' },
  'glue:GetDatabase': { 'Database.CreateTime': TIME },
  'glue:GetTable': {
    'Table.CreateTime': TIME,
    'Table.UpdateTime': TIME,
    'Table.LastAccessTime': TIME,
    'Table.CreatedBy': 'whose session made it',
    'Table.VersionId': COUNT,
  },
  'firehose:DescribeDeliveryStream': {
    'DeliveryStreamDescription.CreateTimestamp': TIME,
    'DeliveryStreamDescription.LastUpdateTimestamp': TIME,
    'DeliveryStreamDescription.VersionId': COUNT,
  },
  'athena:GetWorkGroup': { 'WorkGroup.CreationTime': TIME },
  'lambda:GetFunction': {
    Code: 'a link to the zip, signed for this call',
    'Configuration.CodeSha256': ZIP,
    'Configuration.CodeSize': ZIP,
    'Configuration.LastModified': TIME,
    'Configuration.RevisionId': ID,
    'Configuration.RuntimeVersionConfig': 'which patch of the runtime AWS has installed',
  },
  'lambda:GetPolicy': { RevisionId: ID },
  'lambda:GetFunctionEventInvokeConfig': { LastModified: TIME },
  'states:DescribeStateMachine': { creationDate: TIME, revisionId: ID },
  'sns:GetTopicAttributes': {
    'Attributes.SubscriptionsConfirmed': USE,
    'Attributes.SubscriptionsPending': USE,
    'Attributes.SubscriptionsDeleted': USE,
  },
  'sqs:GetQueueAttributes': {
    'Attributes.ApproximateNumberOfMessages': USE,
    'Attributes.ApproximateNumberOfMessagesDelayed': USE,
    'Attributes.ApproximateNumberOfMessagesNotVisible': USE,
    'Attributes.CreatedTimestamp': TIME,
    'Attributes.LastModifiedTimestamp': TIME,
  },
  'logs:DescribeLogGroups': { 'logGroups[].creationTime': TIME, 'logGroups[].storedBytes': USE },
  'logs:DescribeLogStreams': {
    'logStreams[].creationTime': TIME,
    'logStreams[].firstEventTimestamp': TIME,
    'logStreams[].lastEventTimestamp': TIME,
    'logStreams[].lastIngestionTime': TIME,
    'logStreams[].storedBytes': USE,
    'logStreams[].uploadSequenceToken': ID,
  },
  'cloudwatch:DescribeAlarms': {
    'MetricAlarms[].AlarmConfigurationUpdatedTimestamp': TIME,
    'MetricAlarms[].StateValue': STATE,
    'MetricAlarms[].StateReason': STATE,
    'MetricAlarms[].StateReasonData': STATE,
    'MetricAlarms[].StateUpdatedTimestamp': STATE,
    'MetricAlarms[].StateTransitionedTimestamp': STATE,
    'MetricAlarms[].EvaluationState': STATE,
  },
  'iam:GetRole': { 'Role.RoleId': ID, 'Role.CreateDate': TIME, 'Role.RoleLastUsed': TIME },
  'iam:GetPolicy': {
    'Policy.PolicyId': ID,
    'Policy.DefaultVersionId': COUNT,
    'Policy.AttachmentCount': USE,
    'Policy.PermissionsBoundaryUsageCount': USE,
    'Policy.CreateDate': TIME,
    'Policy.UpdateDate': TIME,
  },
  'iam:GetPolicyVersion': { 'PolicyVersion.VersionId': COUNT, 'PolicyVersion.CreateDate': TIME },
  'kms:DescribeKey': {
    'KeyMetadata.KeyId': ID,
    'KeyMetadata.CurrentKeyMaterialId': ID,
    'KeyMetadata.CreationDate': TIME,
  },
  'kms:GetKeyRotationStatus': { KeyId: ID, NextRotationDate: TIME },
};

export const DRAWN: readonly Drawn[] = Object.entries(WHY).flatMap(([operation, attributes]) =>
  Object.entries(attributes).map(([attribute, why]) => ({ operation, attribute, why })),
);

export function isDrawn(operation: string, path: string): boolean {
  const inAnyItem = path.replaceAll(/\[[^\]]*\]/g, '[]');
  return Object.keys(WHY[operation] ?? {}).some(
    (attribute) => inAnyItem === attribute || inAnyItem.startsWith(`${attribute}.`),
  );
}
