import { type Stack } from '../../../terraform/stack';
import { type HttpRequest } from '../endpoint/protocols';
import { checkRequest, type RequestRules } from '../requests/check';
import { AwsError, NotServed } from '../shared/errors';

export const requestRules: RequestRules = {
  service: 'lambda',
  served: {
    Invoke: ['FunctionName', 'InvocationType', 'LogType', 'Qualifier', 'Payload'],
    GetFunction: ['FunctionName', 'Qualifier'],
    GetFunctionConfiguration: ['FunctionName', 'Qualifier'],
    GetFunctionEventInvokeConfig: ['FunctionName', 'Qualifier'],
    GetPolicy: ['FunctionName', 'Qualifier'],
    ListTags: ['Resource'],
    ListFunctions: ['Marker', 'MaxItems'],
  },
};

/** Of the model: which header has which member. */
const HEADERS = {
  InvocationType: 'x-amz-invocation-type',
  LogType: 'x-amz-log-type',
  ClientContext: 'x-amz-client-context',
  DurableExecutionName: 'x-amz-durable-execution-name',
  TenantId: 'x-amz-tenant-id',
} as const;

/** Which function a request means. */
export interface Asked {
  readonly name: string;
  /** Of the function, without its qualifier. */
  readonly arn: string;
  /** A version or alias, when one is asked for. */
  readonly qualifier?: string;
}

/** A function's ARN, as it is asked for. */
export const qualified = (arn: string, qualifier: string | undefined): string =>
  qualifier === undefined ? arn : `${arn}:${qualifier}`;

/**
 * @param encoded the function as the path has it
 * @throws AwsError for a request that breaks the model, or that asks for another account or Region
 */
export function asked(operation: string, encoded: string, { query, headers }: HttpRequest, stack: Stack): Asked {
  const FunctionName = decoded(encoded);
  const Qualifier = query.get('Qualifier') ?? undefined;
  const inHeaders = operation === 'Invoke' ? Object.entries(HEADERS) : [];
  checkRequest(requestRules, operation, {
    FunctionName,
    Qualifier,
    ...Object.fromEntries(inHeaders.map(([member, header]) => [member, headers[header]])),
  });
  if (headers[HEADERS.LogType] === 'Tail' && operation === 'Invoke') {
    throw new NotServed('InvalidParameterValueException', 'Invoke with LogType Tail', 400, ['None']);
  }
  return resolve(FunctionName, Qualifier, stack);
}

/**
 * The resource of a request for tags.
 * @param encoded as the path has it
 * @throws AwsError for one that breaks the model
 */
export function taggedResource(encoded: string): string {
  const Resource = decoded(encoded);
  checkRequest(requestRules, 'ListTags', { Resource });
  return Resource;
}

/** A name, a partial ARN (`000000000000:function:name`) or a whole one, with a qualifier behind it or not. */
export function resolve(given: string, Qualifier: string | undefined, { region, accountId }: Stack): Asked {
  const [, of = '', at, name = '', own] =
    /^(?:arn:[^:]*:lambda:)?(?:([a-z]{2}[a-z0-9-]*-\d):)?(?:(\d{12}):)?(?:function:)?([^:]+)(?::(.+))?$/.exec(given) ??
    [];
  // localstack/localstack, tests/aws/services/lambda_/test_lambda_api.snapshot.json; so are the words below.
  if (of !== '' && of !== region) {
    throw notFound(`Functions from '${of}' are not reachable in this region ('${region}')`);
  }
  if (at !== undefined && at !== accountId) {
    throw new AwsError('AccessDeniedException', `${given} is of another account than ${accountId}`, 403);
  }
  if (own !== undefined && Qualifier !== undefined && own !== Qualifier) {
    throw new AwsError(
      'InvalidParameterValueException',
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  const qualifier = own ?? Qualifier;
  const arn = `arn:aws:lambda:${region}:${accountId}:function:${name}`;
  return { name, arn, ...(qualifier === undefined ? {} : { qualifier }) };
}

export const notFound = (message: string): AwsError => new AwsError('ResourceNotFoundException', message, 404);

/** A part of a path. @throws AwsError for one that is not percent-encoded */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidParameterValueException', `${JSON.stringify(text)} is not percent-encoded`);
  }
}
