import type { GetQueryExecutionCommandOutput, StartQueryExecutionCommandInput } from '@aws-sdk/client-athena';
import { nameIn, partsOf } from './arn-parts';
import type { GivenByName, TakenByName, WithPresent } from './sdk/shape';
import type { Integration, TokenIntegration } from '../written/integration';
import type { Permission } from '../written/permission';
import type { Json } from '../written/template';

/** A value that is sent as JSON: what a template made of it. */
type Payload = Json | object;
/** https://docs.aws.amazon.com/sns/latest/api/API_MessageAttributeValue.html */
interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}
/** What AWS answers, field by field; it adds headers of the response, which nobody should read. */
type Answer<T> = Readonly<T>;

/** A function that takes an empty object may be told nothing: it gets `{}` (LocalStack, lambda_service.py: invoke). */
type Invoked<In> = Record<never, never> extends In ? { readonly Payload?: In } : { readonly Payload: In };

/**
 * Invokes a function by Lambda's API, where its alias, its status or a token is needed; by its ARN it is simpler.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html, its permissions: …/lambda-iam.html
 */
export const lambdaInvoke =
  <In extends Payload, Out>() =>
  <const Name extends string>(
    functionName: Name,
  ): TokenIntegration<Name, Invoked<In>, Answer<{ Payload: Out; StatusCode: number; ExecutedVersion: string }>> => ({
    resourceName: functionName,
    action: 'arn:aws:states:::lambda:invoke',
    supportsToken: true,
    place: (arn) => ({ FunctionName: arn }),
    permissions: (arn) => [{ sid: 'InvokeTasks', actions: ['lambda:InvokeFunction'], resources: [arn] }],
  });

/**
 * Publishes to a topic. A topic with a key of its own asks for kms:GenerateDataKey and kms:Decrypt too.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html, …/sns-iam.html
 */
export const snsPublish = <const Name extends string>(
  topicName: Name,
): TokenIntegration<
  Name,
  {
    readonly Message: Payload;
    readonly Subject?: string;
    readonly MessageAttributes?: Readonly<Record<string, MessageAttribute>>;
  },
  Answer<{ MessageId: string }>
> => ({
  resourceName: topicName,
  action: 'arn:aws:states:::sns:publish',
  supportsToken: true,
  place: (arn) => ({ TopicArn: arn }),
  permissions: (arn) => [{ sid: 'PublishMessages', actions: ['sns:Publish'], resources: [arn] }],
});

/**
 * Sends to a queue, whose URL is made of its ARN. A queue with a key of its own asks for kms:GenerateDataKey and
 * kms:Decrypt too. https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html, …/sqs-iam.html
 */
export const sqsSendMessage = <const Name extends string>(
  queueName: Name,
): TokenIntegration<
  Name,
  {
    readonly MessageBody: Payload;
    readonly DelaySeconds?: number;
    readonly MessageGroupId?: string;
    readonly MessageDeduplicationId?: string;
  },
  Answer<{ MessageId: string }>
> => ({
  resourceName: queueName,
  action: 'arn:aws:states:::sqs:sendMessage',
  supportsToken: true,
  place: (arn) => {
    const { partition, region, account, resource } = partsOf(arn, 'sqs');
    const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    return { QueueUrl: `https://sqs.${region}.${domain}/${account}/${resource}` };
  },
  permissions: (arn) => [{ sid: 'SendMessages', actions: ['sqs:SendMessage'], resources: [arn] }],
});

/** What it takes to start executions of a machine and to follow them to their end: stepfunctions-iam.html, Synchronous. */
export const followExecutions = (arn: string): Permission[] => {
  const parts = partsOf(arn, 'states');
  const account = `${parts.region}:${parts.account}`;
  return [
    { sid: 'StartNestedExecutions', actions: ['states:StartExecution'], resources: [arn] },
    {
      sid: 'FollowNestedExecutions',
      actions: ['states:DescribeExecution', 'states:StopExecution'],
      resources: [`arn:${parts.partition}:states:${account}:execution:${nameIn(parts, 'stateMachine:')}:*`],
    },
    {
      sid: 'WatchNestedExecutions',
      actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      resources: [`arn:${parts.partition}:events:${account}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`],
    },
  ];
};

/**
 * Starts an execution of another machine and waits for it; `Output` is what that one gives, parsed.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 * Its permissions: https://docs.aws.amazon.com/step-functions/latest/dg/stepfunctions-iam.html
 */
export const startExecutionSync =
  <In extends Payload, Out>() =>
  <const Name extends string>(
    machineName: Name,
  ): Integration<
    Name,
    { readonly Input: In; readonly Name?: string },
    Answer<{ ExecutionArn: string; Name: string; Status: string; Output: Out; StartDate: number; StopDate: number }>
  > => ({
    resourceName: machineName,
    action: 'arn:aws:states:::states:startExecution.sync:2',
    place: (arn) => ({ StateMachineArn: arn }),
    permissions: followExecutions,
  });

/** Those that the page lists, and the values of a prepared query's places. */
export type QueryParameters = Pick<
  TakenByName<StartQueryExecutionCommandInput>,
  'QueryString' | 'ClientRequestToken' | 'ExecutionParameters' | 'QueryExecutionContext' | 'ResultConfiguration'
>;

/** By the client's types, which promise nothing of it: what stands here by name is vouched for. */
type DoneQuery = WithPresent<
  GivenByName<GetQueryExecutionCommandOutput>,
  | `QueryExecution.${'QueryExecutionId' | 'Query' | 'WorkGroup' | 'ResultConfiguration.OutputLocation'}`
  | `QueryExecution.Statistics.${'DataScannedInBytes' | 'EngineExecutionTimeInMillis'}`
> & { readonly QueryExecution: { readonly Status: { readonly State: 'SUCCEEDED' } } };

/**
 * Runs a query in a workgroup and waits for it. These are the rights to run it; what it reads and writes (Glue, S3)
 * depends on its SQL, and is granted beside them.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html, …/athena-iam.html
 */
export const athenaStartQueryExecutionSync = <const Name extends string>(
  workgroupName: Name,
): Integration<Name, QueryParameters, DoneQuery> => ({
  resourceName: workgroupName,
  action: 'arn:aws:states:::athena:startQueryExecution.sync',
  place: inWorkgroup,
  permissions: (arn) => [
    {
      sid: 'RunQueries',
      actions: ['athena:StartQueryExecution', 'athena:StopQueryExecution', 'athena:GetQueryExecution'],
      resources: [arn],
    },
    readDataCatalog(arn),
  ],
});

export const inWorkgroup = (arn: string) => ({ WorkGroup: nameIn(partsOf(arn, 'athena'), 'workgroup/') });

/** The catalog that a query uses unless it names another. */
export function readDataCatalog(workgroupArn: string): Permission {
  const { partition, region, account } = partsOf(workgroupArn, 'athena');
  const catalog = `arn:${partition}:athena:${region}:${account}:datacatalog/AwsDataCatalog`;
  return { sid: 'ReadDataCatalog', actions: ['athena:GetDataCatalog'], resources: [catalog] };
}

/**
 * Hands its input to a worker that polls the activity; the role needs nothing for it.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html
 */
export const activity =
  <In, Out>() =>
  <const Name extends string>(activityName: Name): Integration<Name, In, Out> & { readonly action?: undefined } => ({
    resourceName: activityName,
    place: () => ({}),
    permissions: () => [],
  });
