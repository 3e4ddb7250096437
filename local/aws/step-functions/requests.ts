import { type RequestRules } from '../requests/check';
import { AwsError } from '../shared/errors';
import { pageOf } from '../shared/pages';

/** What of the requests is served. */
export const requestRules: RequestRules = {
  service: 'stepfunctions',
  served: {
    StartExecution: ['stateMachineArn', 'name', 'input'],
    DescribeExecution: ['executionArn'],
    GetExecutionHistory: ['executionArn', 'maxResults', 'reverseOrder', 'nextToken', 'includeExecutionData'],
    ListExecutions: ['stateMachineArn', 'statusFilter', 'maxResults', 'nextToken'],
    StopExecution: ['executionArn', 'error', 'cause'],
    RedriveExecution: ['executionArn', 'clientToken'],
    SendTaskSuccess: ['taskToken', 'output'],
    SendTaskFailure: ['taskToken', 'error', 'cause'],
    SendTaskHeartbeat: ['taskToken'],
    DescribeStateMachine: ['stateMachineArn'],
    ListStateMachines: ['maxResults', 'nextToken'],
    ListTagsForResource: ['resourceArn'],
  },
};

/**
 * localstack/localstack, tests/aws/services/stepfunctions/v2/test_sfn_api.snapshot.json, has the words for what is no
 * ARN; what else may be wrong with one is told in ours.
 * @throws AwsError InvalidArn
 */
export function checkArn(arn: unknown, type: 'stateMachine' | 'execution'): string {
  const text = String(arn);
  if (!text.startsWith('arn:')) throw invalidArn(`Invalid ARN prefix: ${text}`);
  const [, , service, , , kind, ...rest] = text.split(':');
  // Its words: recorded, radkawar/stackd at 9dc356f, testdata/aws/stepfunctions/redrive_execution.json.
  if (service === 'states' && kind !== type) throw invalidArn(`Resource type not valid in this context: ${kind}`);
  if (service !== 'states' || rest.length === 0 || rest.some((part) => part === '')) {
    throw invalidArn(`${text} is no ARN of type ${type}`);
  }
  return text;
}

const invalidArn = (why: string): AwsError => new AwsError('InvalidArn', `Invalid Arn: '${why}'`);

/**
 * A page in the API's names; 0 is its own size, 100. Sizes were checked against the model.
 * @throws AwsError for a token that was not given for this list; in words recorded by localstack/localstack,
 * tests/aws/services/stepfunctions/v2/test_sfn_api_aliasing.snapshot.json
 */
export function page(
  field: string,
  all: readonly unknown[],
  { maxResults, nextToken, request }: { maxResults: unknown; nextToken: unknown; request: readonly unknown[] },
): object {
  const size = typeof maxResults === 'number' && maxResults > 0 ? maxResults : 100;
  const token = typeof nextToken === 'string' ? nextToken : undefined;
  const wrong = () => new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  const { items, next } = pageOf(all, { size, token, request, wrong });
  return { [field]: items, ...(next === undefined ? {} : { nextToken: next }) };
}
