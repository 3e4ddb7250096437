import type { QueryLanguage } from '../../language/written/jsonata';
import type { Fields } from '../../../scripts/text/is-fields';
import { type Found, lastWord } from '../found';
import { isFields } from '../../../scripts/text/is-fields';
import { said } from '../read-by';
import { quoted } from '../states/write-template';
import { writeApiCall } from './api-call';
import { writeHttpsCall } from './https-call';
import { writeOnTwo } from './on-two';
import { busArn, RESOURCE_ACTIONS, type ResourceAction, workgroup } from './resource-actions';
import { onResource, operationOf, within, type WrittenTask } from './written-task';

/** An action of one of the builder's own functions. @param action without `.waitForTaskToken` */
export function writeOnResource(
  action: string,
  waits: boolean,
  parameters: Fields,
  clauses: readonly unknown[],
  found: Found,
  language: QueryLanguage,
): WrittenTask | undefined {
  if (action === 'events:putEvents') return toBus(parameters, found);
  if (action === 'apigateway:invoke') return writeApiCall(parameters, clauses, found, language);
  if (action === 'http:invoke' && !waits) return writeHttpsCall(parameters, found, language);
  if (/^(batch|ecs):/.test(action)) return writeOnTwo(action, waits, parameters, found, language);
  if (OF_QUERY.test(action) && !waits)
    return onWorkgroup(`athena${action.charAt(7).toUpperCase()}${action.slice(8)}`, parameters, found);
  const known = Object.hasOwn(RESOURCE_ACTIONS, action) ? RESOURCE_ACTIONS[action] : undefined;
  if (known === undefined || (waits && !known.supportsToken) || known.takes?.(parameters) === false) return undefined;
  const task = placed(known, parameters, found, language);
  return (
    task && {
      ...task,
      typeAt: known.typeAt ?? (() => 'string'),
      ...(known.ofClient ? { ofClient: operationOf(action) } : {}),
    }
  );
}

/** On the resource whose ARN gives what its parameters say, or on one whose ARN is to be given. */
function placed(
  action: ResourceAction,
  parameters: Fields,
  found: Found,
  language: QueryLanguage,
): WrittenTask | undefined {
  const call = action.called.replace('INPUT', isObject(parameters, language) ? 'Record<string, unknown>' : 'string');
  const { [action.said]: text, ...rest } = parameters;
  const which = said(parameters, action.said, language);
  if (which.as === 'left out') {
    if (action.said !== 'WorkGroup') return undefined;
    return within('inPrimaryWorkgroup(', 'services/athena', onMade(workgroup('primary'), rest));
  }
  const arn = which.as === 'written' && typeof text === 'string' ? action.arn(text) : undefined;
  if (arn === undefined) {
    const made = action.made(lastWord(String(text ?? action.said), 'resource'));
    return within(`saidBy(${quoted(action.said)}, `, 'written/said-by', onMade(made, parameters));
  }
  return arn === text || action.said === 'QueueUrl'
    ? onResource(call, action.from, arn, rest, found)
    : onMade(arn, rest);

  function onMade(made: string, given: Fields): WrittenTask {
    found.notes.add(
      `${made}: made up in part; give the ARN of what ${which.as === 'written' ? quoted(String(text)) : action.said} says: the role is allowed that one alone`,
    );
    return onResource(call, action.from, made, given, found);
  }
}

const isObject = (parameters: Fields, language: QueryLanguage): boolean =>
  isFields(parameters['Input']) || said(parameters, 'Input', language).as === 'read';

function toBus(parameters: Fields, found: Found): WrittenTask | undefined {
  const arn = busArn(parameters);
  if (arn === undefined) return undefined;
  if (!JSON.stringify(parameters).includes(quoted(arn)))
    found.notes.add(`${arn}: region and account are made up; give the bus's own`);
  return { ...onResource('eventsPutEvents', 'services/events', arn, parameters, found), typeAt: () => 'string' };
}

const OF_QUERY = /^athena:(getQueryExecution|getQueryResults|stopQueryExecution)$/;

function onWorkgroup(call: string, parameters: Fields, found: Found): WrittenTask {
  const arn = workgroup('primary');
  found.notes.add(`${arn}: made up; give the ARN of the workgroup that the query is of`);
  return { ...onResource(call, 'services/athena', arn, parameters, found), typeAt: () => 'string' };
}
