import { reasonOf } from '../../../../scripts/text/words';
import { type NormalizedSchema } from '@smithy/core/schema';
import { type Service } from '../../../../catalog/entry';
import { serviceOfTask } from '../../../../catalog/sdk-name';
import { StateFailure, refusal } from '../interpreter/failure';
import { answerMetadata } from './answer-metadata';
import { ClientPackage } from './client-of';
import { fromClient, instantOf } from './from-client';
import { ours, type Answered, isAnswered } from './sdk-failure';
import { athena, type Optimized, optimized } from './optimized-services';
import { operationOf } from './sdk-task';
import { type SendCommand } from './send';
import { type Naming, verbatim } from './member-name';
import { inOrder } from './in-order';
import { NotTaken, toClient } from './to-client';

const resourceForm = /^arn:aws[^:]*:states:::([a-z]+):([a-z][A-Za-z0-9]*)$/;

/** Those that run here: `sns:publish`. */
export const optimizedActions = (): string[] =>
  Object.entries(optimized).flatMap(([name, { actions }]) => Object.keys(actions).map((action) => `${name}:${action}`));

export interface OptimizedAction {
  readonly service: Service;
  readonly operation: string;
  readonly takes: readonly string[];
  readonly waits: boolean;
}

/** Undefined for one that does not run here; `lambda:invoke` is another's. */
export function optimizedAction(resource: string): OptimizedAction | undefined {
  const [, name = '', action = ''] = resourceForm.exec(resource) ?? [];
  const known = Object.hasOwn(optimized, name) ? optimized[name] : undefined;
  const takes = known && Object.hasOwn(known.actions, action) ? known.actions[action] : undefined;
  const service = known && serviceOfTask(known.client);
  return takes && service ? { service, operation: operationOf(action), takes, waits: known.waits } : undefined;
}

/** Whose task it is. */
export interface Caller {
  readonly machineArn: string;
  readonly executionArn: string;
}

/**
 * Runs a Task on an optimized integration.
 * @throws StateFailure named as Step Functions names it
 */
export async function optimizedTask(
  send: SendCommand,
  resource: string,
  input: unknown,
  caller: Caller,
): Promise<unknown> {
  const action = optimizedAction(resource);
  const known = optimized[resourceForm.exec(resource)?.[1] ?? ''];
  const client = action && (await ClientPackage.load(action.service));
  const schemas = action && client?.operation(action.operation);
  if (!action || !known || !client || !schemas) throw refusal(`${resource} does not run here`);
  try {
    const given = added(action, toClient(schemas.input, input ?? {}, namingOf(action)) as Given, caller);
    const answer = await send(action.service, client, action.operation, given).catch((error: unknown) => {
      throw failure(error, known, client);
    });
    const output = await resultOf(schemas.output, answer.output, known);
    if (failedEntries(output)) throw new StateFailure('EventBridge.FailedEntry', JSON.stringify(output));
    return known.tells === 'the answer'
      ? { ...output, ...answerMetadata(answer, action.service.name === 'dynamodb') }
      : output;
  } catch (error) {
    throw error instanceof NotTaken ? refusal(`${resource}: ${error.message}`) : error;
  }
}

async function resultOf(schema: NormalizedSchema, output: object, known: Optimized): Promise<object> {
  const time = known.times === 'milliseconds' ? (at: Date): number => at.getTime() : instantOf;
  const told = ((await fromClient(schema, output, { naming: verbatim, time })) ?? {}) as object;
  return known.isInOrder ? inOrder(told) : told;
}

/** What an action of a query gives: of `.sync` what GetQueryExecution does. */
export const queryResult = (schema: NormalizedSchema, output: object): Promise<object> =>
  resultOf(schema, output, athena);

/** Those of the page alone; within them, whatever the service takes. */
export const namingOf =
  ({ takes }: OptimizedAction): Naming =>
  (member, depth) => {
    const name = verbatim(member, depth);
    return depth > 0 || (name !== undefined && takes.includes(name)) ? name : undefined;
  };

interface Given {
  readonly input?: unknown;
  readonly Entries?: readonly { readonly Resources?: readonly string[] }[];
}

/**
 * What Step Functions adds: to each event the machine and the execution, to an execution that is given no input an empty one. Recorded:
 * test_events_task_service.py test_put_events_base, test_sfn_task_service.py test_start_execution.
 */
function added({ operation }: OptimizedAction, given: Given, { machineArn, executionArn }: Caller): object {
  if (operation === 'StartExecution') return { ...given, input: given.input ?? '{}' };
  if (operation !== 'PutEvents') return given;
  const { Entries: entries = [] } = given;
  return {
    ...given,
    Entries: entries.map((entry) => ({ ...entry, Resources: [...(entry.Resources ?? []), machineArn, executionArn] })),
  };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html#connect-eventbridge-error */
const failedEntries = (output: object): boolean =>
  Number((output as { FailedEntryCount?: number }).FailedEntryCount) > 0;

function failure(error: unknown, known: Optimized, client: ClientPackage): StateFailure {
  if (!isAnswered(error) || ours.includes(error.name)) {
    return refusal(reasonOf(error));
  }
  const { httpStatusCode = 0, requestId = '' } = error.$metadata;
  const said = [
    `Service: ${known.called}`,
    `Status Code: ${httpStatusCode}`,
    `Error Code: ${codeOf(error)}`,
    `Request ID: ${requestId}`,
    'Proxy: null',
  ];
  const name = client.models(error) ? `${error.name.replace(/Exception$/, '')}Exception` : known.general;
  return new StateFailure(`${known.errors}.${name}`, `${error.message} (${said.join('; ')})`);
}

/** The one on the wire: of the Query protocol another than the class's. */
const codeOf = (error: Answered): string =>
  (error as { readonly Code?: string }).Code ??
  (error as { readonly Error?: { readonly Code?: string } }).Error?.Code ??
  error.name;
