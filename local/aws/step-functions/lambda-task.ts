import { stepFunctions } from '../../../catalog/services/step-functions';
import { type Principal } from '../../../policies/iam/authorize';
import { AccessDenied, type AccessControl } from '../shared/access-control';
import { callOnBehalf } from '../shared/call';
import { AwsError } from '../shared/errors';
import { TaskError } from './task-error';

/** What an invocation gave: JSON, either way. */
export interface LambdaAnswer {
  readonly payload: string;
  /** Present when the function failed; `payload` is then `{errorType, errorMessage, trace}`. */
  readonly error?: unknown;
}

export type InvokeLambda = (functionArn: string, payload: string) => Promise<LambdaAnswer>;

const optimized = /^arn:aws[^:]*:states:::lambda:invoke$/;
const page = 'https://docs.aws.amazon.com/step-functions/latest/dg/lambda-iam.html';

/**
 * Invokes the function of a Task with the rights of the machine's role.
 * @throws TaskError named as Step Functions names it: the function's own errorType, or `Lambda.…` for the service's
 */
export async function lambdaTask(
  access: AccessControl,
  role: Principal,
  invoke: InvokeLambda,
  resource: string,
  input: unknown,
): Promise<unknown> {
  const isOptimized = optimized.test(resource);
  const { FunctionName, Payload } = (isOptimized ? input : {}) as { FunctionName?: string; Payload?: unknown };
  const functionArn = isOptimized ? String(FunctionName) : resource;
  const answer = await callLambda(access, role, invoke, functionArn, isOptimized ? (Payload ?? {}) : input);
  const result = JSON.parse(answer.payload === '' ? 'null' : answer.payload) as unknown;
  if (answer.error !== undefined) {
    const { errorType } = (result ?? {}) as { errorType?: string };
    throw new TaskError(errorType ?? 'Lambda.Unknown', answer.payload);
  }
  return isOptimized ? { ExecutedVersion: '$LATEST', Payload: result, StatusCode: 200 } : result;
}

async function callLambda(
  access: AccessControl,
  role: Principal,
  invoke: InvokeLambda,
  functionArn: string,
  payload: unknown,
): Promise<LambdaAnswer> {
  try {
    callOnBehalf(access, role, stepFunctions.principal, page).require('lambda:InvokeFunction', functionArn);
    return await invoke(functionArn, JSON.stringify(payload));
  } catch (error) {
    if (error instanceof AccessDenied) {
      const details = '(Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException)';
      throw new TaskError('Lambda.AWSLambdaException', `${error.message} ${details}`);
    }
    if (error instanceof AwsError) throw new TaskError(`Lambda.${error.code}`, error.message);
    throw error;
  }
}
