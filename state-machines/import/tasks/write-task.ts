import type { QueryLanguage } from '../../language/written/jsonata';
import { type Fields, isFields } from '../../../scripts/text/is-fields';
import type { Found } from '../found';
import { reads } from '../read-by';
import { textOf } from '../refusal';
import { quoted } from '../states/write-template';
import { writeOnResource } from './on-resource';
import { type Installed, writeOfSdk } from './of-sdk';
import { onResource, within, type WrittenTask } from './written-task';

/** What a Task's Resource says: `arn:aws:states:::sns:publish`, whose partition may be filled in later. */
const ACTION = /^arn:(\$\{[^}]*\}|[^:]*):states:([^:]*:[^:]*):([^:]+:[^:]+(?::[^:]+)*)$/;

/** @param parameters its Parameters, or its Arguments in JSONata */
export function writeTask(
  state: Fields,
  parameters: Fields | undefined,
  where: string,
  found: Found,
  installed: Installed,
  language: QueryLanguage,
): WrittenTask {
  const resource = textOf(state['Resource'], where);
  const [, partition = '', place, action] = ACTION.exec(resource) ?? [];
  if (resource.startsWith('${') && saysResource(parameters)) return untyped(resource, parameters, where, found);
  if (action === undefined || action.startsWith('activity:')) return ofArn(resource, parameters, found);
  const waits = action.endsWith('.waitForTaskToken');
  const plain = action.replace(/\.waitForTaskToken$/, '');
  const clauses = [state['Retry'], state['Catch']].flat();
  const typed =
    place === ':'
      ? (writeOnResource(plain, waits, parameters ?? {}, clauses, found, language) ??
        writeOfSdk(plain, parameters, clauses, found, installed))
      : undefined;
  if (typed === undefined) return untyped(resource, parameters, where, found);
  const placed =
    partition === 'aws' ? typed : within(`inPartition(${quoted(partition)}, `, 'written/in-partition', typed);
  const task = waits ? within('waitForTaskToken<unknown>()(', 'written/integration', placed) : placed;
  return task.ofClient !== undefined && reads(task.parameters, language) ? beside(task, task.ofClient, found) : task;
}

/** Whether parameters are those of a service's action, whatever stands in the Resource: a function or a worker takes its own. */
const saysResource = (parameters: Fields = {}): boolean =>
  Object.keys(parameters).some((field) =>
    /^(QueueUrl|TopicArn|StateMachineArn|FunctionName|TableName|JobName|JobQueue|Cluster|ApiEndpoint)(\.\$)?$/.test(
      field,
    ),
  );

/** Written beside the machine, so that what it takes can be named where its parameters read. */
function beside(task: WrittenTask, action: string, found: Found): WrittenTask {
  const name = found.taskFor(task.source, action);
  return {
    ...task,
    source: name,
    typeAt: (names) => `ParameterOf<typeof ${name}, [${names.join(', ')}]>`,
  };
}

/** An activity, or a Lambda function. */
function ofArn(resource: string, parameters: Fields | undefined, found: Found): WrittenTask {
  const isActivity = /^arn:[^:]*:states:[^:]*:[^:]*:activity:/.test(resource);
  if (isActivity || /activity/i.test(resource)) {
    if (!isActivity) found.notes.add(`${resource}: taken for an activity, by its name`);
    return onResource('activity<unknown, unknown>()', 'services/services', resource, parameters, found);
  }
  if (resource.startsWith('$')) found.notes.add(`${resource}: taken for a Lambda function's ARN`);
  found.notes.add('Contract: what a function takes and gives is not known here; put its own contracts there');
  return onResource('lambdaTask<Contract, Contract>()', 'written/lambda-task', resource, parameters, found);
}

function untyped(resource: string, parameters: Fields | undefined, where: string, found: Found): WrittenTask {
  found.untyped += 1;
  found.notes.add(
    `${where}: ${resource} is not typed; its role is allowed nothing for it until its permissions are given`,
  );
  return {
    source: `untypedTask(${quoted(resource)}, [])`,
    parameters: isFields(parameters) ? parameters : undefined,
    typeAt: () => 'unknown',
    imports: [['untypedTask', 'written/untyped-task']],
  };
}
