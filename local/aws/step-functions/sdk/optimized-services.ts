/** A service whose optimized integration runs here. */
export interface Optimized {
  /** As its client is called, in one word. */
  readonly client: string;
  /** What its errors' names begin with, and what stands for those that its model has not. */
  readonly errors: string;
  readonly general: string;
  /** As the SDK for Java 1 calls it in a cause. */
  readonly called: string;
  /** By action, the parameters that it takes. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
  /** Whether the result tells of the answer itself. */
  readonly tells: 'the answer' | 'of no answer';
  /** How its times are written, where any was recorded otherwise than as an action of the SDK has them. */
  readonly times?: 'milliseconds';
  /** Whether the names of a result are in order. */
  readonly isInOrder?: true;
  /** Whether it may wait for a token: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html */
  readonly waits: boolean;
}

const item = ['TableName', 'ReturnConsumedCapacity', 'ExpressionAttributeNames'];
const written = [
  ...[...item, 'ConditionExpression', 'ExpressionAttributeValues', 'ReturnItemCollectionMetrics', 'ReturnValues'],
];

/**
 * Parameters: https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html, and those of a prepared query's places, which
 * aws/aws-cdk sends too (aws-stepfunctions-tasks, start-query-execution.ts). Recorded in two executions' outputs, of `.sync` and
 * GetQueryResults: aws-samples/serverless-patterns at 63f35d5, sfn-athena-cdk-python/README.md; aws-samples/step-functions-workflows-collection
 * at 23912b0, ingest-and-analyze-historical-storm-events/README.md. The class for what the model has not, and the words of a cause, are
 * the SDK for Java 1's: com.amazonaws.services.athena.model.AmazonAthenaException.
 */
export const athena: Optimized = {
  client: 'athena',
  errors: 'Athena',
  general: 'AmazonAthenaException',
  called: 'AmazonAthena',
  actions: {
    startQueryExecution: [
      ...['QueryString', 'WorkGroup', 'QueryExecutionContext', 'ResultConfiguration'],
      ...['ExecutionParameters', 'ClientRequestToken'],
    ],
    getQueryExecution: ['QueryExecutionId'],
    getQueryResults: ['QueryExecutionId', 'MaxResults', 'NextToken'],
    stopQueryExecution: ['QueryExecutionId'],
  },
  tells: 'of no answer',
  times: 'milliseconds',
  isInOrder: true,
  waits: false,
};

/**
 * Recorded: LocalStack, services/test_{sns,sqs,events,sfn,dynamodb}_task_service.py and error_handling/test_task_service_*.py. Parameters are
 * those of each service's page: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html, …/connect-sqs.html,
 * …/connect-eventbridge.html, …/connect-stepfunctions.html, …/connect-ddb.html
 */
export const optimized: Readonly<Record<string, Optimized>> = {
  sns: {
    client: 'sns',
    errors: 'SNS',
    general: 'AmazonSNSException',
    called: 'AmazonSNS',
    actions: {
      publish: [
        ...['TopicArn', 'TargetArn', 'Message', 'MessageAttributes', 'MessageStructure', 'PhoneNumber', 'Subject'],
        ...['MessageGroupId', 'MessageDeduplicationId'],
      ],
    },
    tells: 'the answer',
    waits: true,
  },
  sqs: {
    client: 'sqs',
    errors: 'SQS',
    general: 'AmazonSQSException',
    called: 'AmazonSQS',
    actions: {
      sendMessage: [
        ...['QueueUrl', 'MessageBody', 'DelaySeconds', 'MessageAttributes'],
        ...['MessageGroupId', 'MessageDeduplicationId'],
      ],
    },
    tells: 'the answer',
    waits: true,
  },
  states: {
    client: 'sfn',
    errors: 'StepFunctions',
    general: 'AWSStepFunctionsException',
    called: 'AWSStepFunctions',
    actions: { startExecution: ['StateMachineArn', 'Input', 'Name'] },
    tells: 'the answer',
    // Measured: floci-io/floci, AslExecutorNestedStartExecutionTest.java.
    times: 'milliseconds',
    waits: true,
  },
  events: {
    client: 'eventbridge',
    errors: 'EventBridge',
    general: 'AmazonEventBridgeException',
    called: 'AmazonEventBridge',
    actions: { putEvents: ['Entries'] },
    tells: 'of no answer',
    waits: true,
  },
  dynamodb: {
    client: 'dynamodb',
    errors: 'DynamoDB',
    general: 'AmazonDynamoDBException',
    called: 'AmazonDynamoDBv2',
    actions: {
      getItem: [...item, 'Key', 'AttributesToGet', 'ConsistentRead', 'ProjectionExpression'],
      putItem: [...written, 'Item', 'ConditionalOperator', 'Expected'],
      deleteItem: [...written, 'Key', 'ConditionalOperator', 'Expected'],
      updateItem: [...written, 'Key', 'UpdateExpression', 'AttributeUpdates', 'ConditionalOperator', 'Expected'],
    },
    tells: 'the answer',
    waits: false,
  },
  athena,
};
