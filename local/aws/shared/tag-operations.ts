import { blocksOfType, optionalText, text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { type Call, type Operation } from './call';
import { AwsError } from './errors';
import { tagList, tagsByArn, tagsOf } from './tags';

/** How a service lists the tags of a resource of its own, in AWS JSON. Requests were checked against its model. */
interface TagListing {
  readonly action: string;
  /** Its Terraform types that have tags. */
  readonly types: readonly string[];
  /** The member of the input that names the resource. */
  readonly member: string;
  /** Its error for none of that name. */
  readonly unknown: string;
  answer(tags: Readonly<Record<string, string>>): object;
}

const listing =
  (stack: Stack, { action, types, member, unknown, answer }: TagListing): Operation =>
  async (input, call: Call) => {
    const arn = String(input[member]);
    call.require(action, arn);
    const tags = tagsByArn(stack, types, arn);
    if (!tags) throw new AwsError(unknown, `The resource ${arn} was not found`);
    return answer(tags);
  };

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_ListTagsForResource.html */
export const athenaTags = (stack: Stack): Record<string, Operation> => ({
  ListTagsForResource: listing(stack, {
    action: 'athena:ListTagsForResource',
    types: ['aws_athena_workgroup'],
    member: 'ResourceARN',
    unknown: 'ResourceNotFoundException',
    answer: (tags) => ({ Tags: tagList(tags) }),
  }),
});

/** Databases have tags, tables have none. https://docs.aws.amazon.com/glue/latest/webapi/API_GetTags.html */
export const glueTags = (stack: Stack): Record<string, Operation> => ({
  GetTags: listing(stack, {
    action: 'glue:GetTags',
    types: ['aws_glue_catalog_database'],
    member: 'ResourceArn',
    unknown: 'EntityNotFoundException',
    answer: (tags) => ({ Tags: tags }),
  }),
});

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html */
export const statesTags = (stack: Stack): Record<string, Operation> => ({
  ListTagsForResource: listing(stack, {
    action: 'states:ListTagsForResource',
    types: ['aws_sfn_state_machine'],
    member: 'resourceArn',
    unknown: 'ResourceNotFound',
    answer: (tags) => ({ tags: Object.entries(tags).map(([key, value]) => ({ key, value })) }),
  }),
});

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTagsForResource.html */
export const eventsTags = (stack: Stack): Record<string, Operation> => ({
  ListTagsForResource: listing(stack, {
    action: 'events:ListTagsForResource',
    types: ['aws_cloudwatch_event_rule'],
    member: 'ResourceARN',
    unknown: 'ResourceNotFoundException',
    answer: (tags) => ({ Tags: tagList(tags) }),
  }),
});

/** By name. https://docs.aws.amazon.com/firehose/latest/APIReference/API_ListTagsForDeliveryStream.html */
export const firehoseTags = (stack: Stack): Record<string, Operation> => ({
  ListTagsForDeliveryStream: async ({ DeliveryStreamName }, call) => {
    const name = String(DeliveryStreamName);
    const arn = `arn:aws:firehose:${stack.region}:${stack.accountId}:deliverystream/${name}`;
    call.require('firehose:ListTagsForDeliveryStream', arn);
    const block = blocksOfType(stack, 'aws_kinesis_firehose_delivery_stream').find((one) => text(one, 'name') === name);
    if (!block || optionalText(block, 'arn') !== arn) {
      throw new AwsError('ResourceNotFoundException', `Firehose ${name} under account ${stack.accountId} not found.`);
    }
    return { Tags: tagList(tagsOf(stack, block)), HasMoreTags: false };
  },
});
