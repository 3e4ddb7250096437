import { randomUUID } from 'node:crypto';
import { stepFunctions } from '../../../catalog/services/step-functions';
import { type Principal } from '../../../policies/iam/authorize';
import { AccessDenied, type AccessControl } from '../shared/access-control';
import { callOnBehalf } from '../shared/call';
import { AwsError } from '../shared/errors';
import { refusal, runtimeFailure, StateFailure } from './interpreter/failure';
import { parseJson } from './interpreter/json';
import { invocationOutput } from './invocation-output';

/** What an invocation gave: JSON, either way. */
export interface LambdaAnswer {
  readonly payload: string;
  /** Present when the function failed; `payload` is then `{errorType, errorMessage, trace}`. */
  readonly error?: unknown;
}

export type InvokeLambda = (functionArn: string, payload: string) => Promise<LambdaAnswer>;

/** Who invokes, and where. */
export interface Invoker {
  readonly access: AccessControl;
  readonly role: Principal;
  readonly invoke: InvokeLambda;
  /** The machine's: a function that is named without account and region is there. */
  readonly machineArn: string;
  readonly now: () => Date;
}

const optimized = /^arn:aws[^:]*:states:::lambda:invoke$/;
const page = 'https://docs.aws.amazon.com/step-functions/latest/dg/lambda-iam.html';

/**
 * Invokes the function of a Task with the rights of the machine's role.
 * @throws StateFailure named as Step Functions names it: the function's own errorType, or `Lambda.…` for the service's
 */
export async function lambdaTask(invoker: Invoker, resource: string, input: unknown): Promise<unknown> {
  if (!optimized.test(resource)) return resultOf(await call(invoker, resource, JSON.stringify(input)));
  const { FunctionName, Payload, ...rest } = (input ?? {}) as { FunctionName?: unknown; Payload?: unknown };
  // An expression may give what a definition may not.
  for (const field of Object.keys(rest)) throw refusal(`${field} of lambda:invoke`);
  if (typeof FunctionName !== 'string') {
    throw runtimeFailure(`The field 'FunctionName' needs a text, found ${JSON.stringify(FunctionName) ?? 'none'}`);
  }
  // A text is sent as it is, and null as nothing: recorded, test_lambda_task_service.py test_invoke_json_values, test_invoke.
  const payload = typeof Payload === 'string' ? Payload : JSON.stringify(Payload ?? {});
  const answer = await call(invoker, arnOf(FunctionName, invoker.machineArn), payload);
  // Here the cause is written anew, there handed on as it is: recorded, test_task_service_lambda.py, test_task_lambda.py.
  return invocationOutput(resultOf(answer, compact), answer.payload, invoker.now());
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#lambda-Invoke-request-FunctionName */
function arnOf(name: string, machineArn: string): string {
  if (name.startsWith('arn:')) return name;
  const [arn, partition, , region, account] = machineArn.split(':');
  const partial = /^(\d{12}):function:(.+)$/.exec(name);
  return [arn, partition, 'lambda', region, partial?.[1] ?? account, 'function', partial?.[2] ?? name].join(':');
}

const compact = (json: string): string => (json === '' ? '' : JSON.stringify(JSON.parse(json)));

function resultOf({ payload, error }: LambdaAnswer, asCause = (json: string): string => json): unknown {
  if (error !== undefined) {
    const { errorType } = (JSON.parse(payload === '' ? 'null' : payload) ?? {}) as { errorType?: string };
    throw new StateFailure(errorType ?? 'Lambda.Unknown', asCause(payload));
  }
  try {
    return payload === '' ? null : parseJson(payload);
  } catch (fault) {
    throw refusal(fault instanceof Error ? fault.message : String(fault));
  }
}

async function call({ access, role, invoke }: Invoker, functionArn: string, payload: string): Promise<LambdaAnswer> {
  try {
    callOnBehalf(access, role, stepFunctions.principal, page).require('lambda:InvokeFunction', functionArn);
    return await invoke(functionArn, payload);
  } catch (error) {
    const said = ({ status, code }: { status: number; code: string }): string =>
      `(Service: AWSLambda; Status Code: ${status}; Error Code: ${code}; Request ID: ${randomUUID()}; Proxy: null)`;
    if (error instanceof AccessDenied) {
      const words = `${error.message} ${said({ status: 403, code: 'AccessDeniedException' })}`;
      throw new StateFailure('Lambda.AWSLambdaException', words);
    }
    if (error instanceof AwsError) throw new StateFailure(`Lambda.${error.code}`, `${error.message} ${said(error)}`);
    throw error;
  }
}
