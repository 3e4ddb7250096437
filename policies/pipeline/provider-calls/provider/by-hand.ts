import { type Phase } from './resource';

/** What a later source calls than the one that the command could read, and what that one called instead. */
export interface ByHand {
  /** Where it is written. */
  readonly where: string;
  readonly calls: Readonly<Partial<Record<Phase, readonly string[]>>>;
  readonly gone: readonly string[];
}

/**
 * Read by hand in sources of 6.x, none of which could be had whole; by resource type. What the command reads for itself
 * is refused here.
 */
export const byHand: Readonly<Record<string, ByHand>> = {
  aws_budgets_budget: {
    where: 'budgets/budget.go has ResourceTags in CreateBudget and @Tags(identifierAttribute="arn")',
    calls: {
      read: ['budgets:ListTagsForResource'],
      update: ['budgets:TagResource', 'budgets:UntagResource'],
    },
    gone: [],
  },
  aws_cloudwatch_log_group: {
    where:
      'logs/group.go has Tags in CreateLogGroup, which AWS refuses without logs:TagResource (https://github.com/brunovicco/opslens/blob/9e969c3854e02e2033620e483ad6326d7a495db7/docs/labs/phase-0-cloudwatch-authorization-failure.md), and @Tags(identifierAttribute="arn")',
    calls: {
      read: ['logs:ListTagsForResource'],
      update: ['logs:TagResource', 'logs:UntagResource'],
    },
    gone: ['logs:ListTagsLogGroup', 'logs:TagLogGroup', 'logs:UntagLogGroup'],
  },
  aws_s3_bucket: {
    where: 'tags in CreateBucket and by S3 Control: https://github.com/hashicorp/terraform-provider-aws/pull/45251',
    calls: {
      read: ['s3:ListTagsForResource'],
      create: ['s3:TagResource'],
      update: ['s3:TagResource', 's3:UntagResource'],
    },
    gone: ['s3:DeleteBucketTagging', 's3:GetBucketTagging', 's3:PutBucketTagging'],
  },
  aws_sfn_state_machine: {
    where: 'sfn/state_machine.go has stateMachineDefinitionValidate in CustomizeDiff',
    calls: { read: ['states:ValidateStateMachineDefinition'] },
    gone: [],
  },
};
