import { GetWorkGroupCommand } from '@aws-sdk/client-athena';
import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { DescribeDeliveryStreamCommand } from '@aws-sdk/client-firehose';
import { GetDatabaseCommand, GetTableCommand } from '@aws-sdk/client-glue';
import { GetFunctionCommand, GetFunctionEventInvokeConfigCommand, GetPolicyCommand } from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { text } from '../../terraform/query';
import { type Block, type Stack } from '../../terraform/stack';
import { bucketReads } from './bucket-reads';
import { type Clients } from './clients';

/** A call that tells how a resource is set up, and what it takes. */
export interface Read {
  /** `lambda:GetFunction`: the service as IAM names it, and the API's operation. */
  readonly operation: string;
  /** What IAM checks. */
  readonly action: string;
  readonly resources: readonly string[];
  send(clients: Clients): Promise<object>;
}

type ReadOf = (block: Block, stack: Stack) => Read;

const read = (operation: string, resources: string | readonly string[], send: Read['send']): Read => ({
  operation,
  action: operation,
  resources: typeof resources === 'string' ? [resources] : resources,
  send,
});

/** By the type of the block that it tells of. Calls that the pipelines' plan role may make, and no others. */
const READS: Readonly<Record<string, ReadOf>> = {
  ...bucketReads,
  aws_glue_catalog_database: (block, stack) => {
    const Name = text(block, 'name');
    return read('glue:GetDatabase', [catalog(stack), text(block, 'arn')], ({ glue }) =>
      glue.send(new GetDatabaseCommand({ Name })),
    );
  },
  aws_glue_catalog_table: (block, stack) => {
    const [DatabaseName, Name] = [text(block, 'database_name'), text(block, 'name')];
    const database = `${catalog(stack).replace(/catalog$/, 'database')}/${DatabaseName}`;
    return read('glue:GetTable', [catalog(stack), database, text(block, 'arn')], ({ glue }) =>
      glue.send(new GetTableCommand({ DatabaseName, Name })),
    );
  },
  aws_kinesis_firehose_delivery_stream: (block) => {
    const DeliveryStreamName = text(block, 'name');
    return read('firehose:DescribeDeliveryStream', text(block, 'arn'), ({ firehose }) =>
      firehose.send(new DescribeDeliveryStreamCommand({ DeliveryStreamName })),
    );
  },
  aws_athena_workgroup: (block) => {
    const WorkGroup = text(block, 'name');
    return read('athena:GetWorkGroup', text(block, 'arn'), ({ athena }) =>
      athena.send(new GetWorkGroupCommand({ WorkGroup })),
    );
  },
  aws_lambda_function: (block) => {
    const FunctionName = text(block, 'function_name');
    return read('lambda:GetFunction', text(block, 'arn'), ({ lambda }) =>
      lambda.send(new GetFunctionCommand({ FunctionName })),
    );
  },
  aws_lambda_permission: (block, stack) => {
    const FunctionName = text(block, 'function_name');
    return read('lambda:GetPolicy', functionArn(stack, FunctionName), ({ lambda }) =>
      lambda.send(new GetPolicyCommand({ FunctionName })),
    );
  },
  aws_lambda_function_event_invoke_config: (block, stack) => {
    const FunctionName = text(block, 'function_name');
    return read('lambda:GetFunctionEventInvokeConfig', functionArn(stack, FunctionName), ({ lambda }) =>
      lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })),
    );
  },
  aws_sfn_state_machine: (block) => {
    const stateMachineArn = text(block, 'arn');
    return read('states:DescribeStateMachine', stateMachineArn, ({ states }) =>
      states.send(new DescribeStateMachineCommand({ stateMachineArn })),
    );
  },
  aws_cloudwatch_event_rule: (block) => {
    const Name = text(block, 'name');
    return read('events:DescribeRule', text(block, 'arn'), ({ events }) =>
      events.send(new DescribeRuleCommand({ Name })),
    );
  },
  aws_cloudwatch_event_target: (block, { region, accountId }) => {
    const Rule = text(block, 'rule');
    return read('events:ListTargetsByRule', `arn:aws:events:${region}:${accountId}:rule/${Rule}`, ({ events }) =>
      events.send(new ListTargetsByRuleCommand({ Rule })),
    );
  },
  aws_sns_topic: (block) => topic(text(block, 'arn')),
  aws_sns_topic_policy: (block) => topic(text(block, 'arn')),
};

const catalog = ({ region, accountId }: Stack): string => `arn:aws:glue:${region}:${accountId}:catalog`;

const functionArn = ({ region, accountId }: Stack, name: string): string =>
  name.startsWith('arn:') ? name : `arn:aws:lambda:${region}:${accountId}:function:${name}`;

/** Its policy is one of its attributes. */
const topic = (TopicArn: string): Read =>
  read('sns:GetTopicAttributes', TopicArn, ({ sns }) => sns.send(new GetTopicAttributesCommand({ TopicArn })));

const NO_CLIENT = 'the SDK client of its service is not among the dependencies';

/** Types that are deployed and that no call here tells of, and why. */
const UNREAD: Readonly<Record<string, string>> = {
  aws_sns_topic_subscription: 'AWS draws its ARN, and no role of the pipelines may list subscriptions',
  aws_budgets_budget: NO_CLIENT,
  aws_cloudwatch_dashboard: NO_CLIENT,
  aws_cloudwatch_log_group: NO_CLIENT,
  aws_cloudwatch_log_metric_filter: NO_CLIENT,
  aws_cloudwatch_log_stream: NO_CLIENT,
  aws_cloudwatch_metric_alarm: NO_CLIENT,
  aws_iam_policy: NO_CLIENT,
  aws_iam_role: NO_CLIENT,
  aws_iam_role_policy: NO_CLIENT,
  aws_kms_alias: NO_CLIENT,
  aws_kms_key: NO_CLIENT,
  aws_sqs_queue: NO_CLIENT,
  aws_sqs_queue_policy: NO_CLIENT,
};

/** What one call tells of: a topic's attributes hold its policy, which is a block of its own. */
export interface Reading {
  readonly blocks: readonly Block[];
  readonly read: Read;
}

export interface Unread {
  readonly block: Block;
  readonly why: string;
}

/** Every resource of the stack that AWS knows of, in the stack's order: what tells of it, or why nothing does. */
export function readingsOf(stack: Stack): { readonly readings: Reading[]; readonly unread: Unread[] } {
  const readings = new Map<string, { blocks: Block[]; read: Read }>();
  const unread: Unread[] = [];
  for (const block of stack.blocks) {
    if (block.kind !== 'resource' || !block.type.startsWith('aws_')) continue;
    const read = READS[block.type]?.(block, stack);
    if (!read) {
      unread.push({ block, why: UNREAD[block.type] ?? 'this command knows no call that tells of such a resource' });
      continue;
    }
    const key = `${read.operation} ${read.resources.join(' ')}`;
    const known = readings.get(key);
    if (known) known.blocks.push(block);
    else readings.set(key, { blocks: [block], read });
  }
  return { readings: [...readings.values()], unread };
}
