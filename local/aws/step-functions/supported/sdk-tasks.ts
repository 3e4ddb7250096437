import { type Service } from '../../../../catalog/entry';
import { serviceOfTask } from '../../../../catalog/sdk-name';
import { type Answers } from '../../service';
import { isFields } from '../../../../scripts/text/is-fields';
import { type AslObject } from '../interpreter/machine';
import { ClientPackage } from '../sdk/client-of';
import { taskName } from '../sdk/member-name';
import { patternOf } from '../interpreter/states/task-pattern';
import { namingOf, optimizedAction } from '../sdk/optimized';
import { operationOf, sdkResource } from '../sdk/sdk-task';
import { unknownField } from '../sdk/to-client';
import { givenField, type Language, type Refuse } from './fields';

/** Refuses a Task on an action of a service of which nothing is known here. */
export function refuseSdkResource(resource: string, refuse: Refuse): void {
  const [, name = ''] = sdkResource.exec(resource) ?? [];
  const service = serviceOfTask(name);
  if (!service) return refuse(`Resource ${resource} (catalog/services/ has no client of ${name})`);
  if (service.taskErrors === undefined) refuse(`Resource ${resource} (how its errors are named is not known)`);
}

/** The same once the account stands: of an action that nobody answers, and of parameters that it does not take. */
export async function refuseUnanswered(
  state: AslObject,
  language: Language,
  answers: Answers,
  refuse: Refuse,
): Promise<void> {
  const resource = patternOf(String(state['Resource'])).called;
  const own = optimizedAction(resource);
  const called = own ?? sdkAction(resource);
  if (!called) return;
  const { service, operation } = called;
  const schemas = (await ClientPackage.load(service)).operation(operation);
  if (!schemas) return refuse(`Resource ${resource} (${service.client ?? ''} has no ${operation}Command)`);
  const why = answers(service, operation);
  if (why !== undefined) refuse(`Resource ${resource} (${why})`);
  const place = givenField[language];
  // What an expression gives is looked at when the task runs.
  const given = isFields(state[place]) ? state[place] : {};
  const field = unknownField(schemas.input, given, own ? namingOf(own) : taskName);
  if (field !== undefined) refuse(`${place}.${field} of ${resource} (the action takes no such field)`);
}

function sdkAction(resource: string): { readonly service: Service; readonly operation: string } | undefined {
  const [, name = '', action = ''] = sdkResource.exec(resource) ?? [];
  const service = serviceOfTask(name);
  return service && { service, operation: operationOf(action) };
}
