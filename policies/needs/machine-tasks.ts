import { catalog } from '../../catalog/all';
import { type Service } from '../../catalog/entry';
import { serviceOfTask } from '../../catalog/sdk-name';
import { blocksOfType, text } from '../../terraform/query';
import { type Block, type Json, type Stack } from '../../terraform/stack';
import { type Problem } from '../findings/finding';
import { type Need } from './need';

/** https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html and …/integrate-optimized.html */
const integration = /^arn:aws[^:]*:states:::(aws-sdk:)?([a-z0-9-]+):([A-Za-z0-9]+)(?:\.[A-Za-z0-9:]+)?$/;

/**
 * Actions of services that a machine's definition can call and that no recorded run of its role did: whether it may is not
 * known until it is too late. Of a task that waits, or that Step Functions follows, the call that begins it.
 */
export function unrecordedTasks(stack: Stack, needs: readonly Need[]): Problem[] {
  return blocksOfType(stack, 'aws_sfn_state_machine').flatMap((machine): Problem[] => {
    const role = text(machine, 'role_arn');
    const recorded = new Set(
      needs
        .filter(({ principal }) => principal.kind === 'role' && principal.arn === role)
        .map(({ action }) => action.toLowerCase()),
    );
    return tasksOf(machine).flatMap(({ state, resource }): Problem[] => {
      const [, bySdk, service = '', called = ''] = integration.exec(resource) ?? [];
      if (called === '') return [];
      const subject = text(machine, 'name');
      const where = machine.source ? { where: machine.source } : {};
      const known = bySdk === undefined ? catalog.find(({ prefix }) => prefix === service) : serviceOfTask(service);
      if (!known) {
        const message = `its state "${state}" calls ${resource}, and which right that takes is not known`;
        return [{ subject, ...where, message, fix: 'Add the service, with its client, to catalog/services/.' }];
      }
      const action = actionOf(known, called);
      if (recorded.has(action.toLowerCase())) return [];
      const message = `its state "${state}" can call ${action}, which no recorded run did`;
      const fix =
        'Have local/record/ take the way there, and record again: npm run regenerate. What does not stand here, a stand-in answers (local/stand-ins/).';
      return [{ subject, ...where, message, fix }];
    });
  });
}

function actionOf({ prefix, renamed }: Service, called: string): string {
  const operation = `${called.charAt(0).toUpperCase()}${called.slice(1)}`;
  return `${prefix}:${renamed?.[operation] ?? operation}`;
}

interface Task {
  readonly state: string;
  readonly resource: string;
}

function tasksOf(machine: Block): Task[] {
  return statesIn(JSON.parse(text(machine, 'definition')) as Json);
}

/** Those of branches and processors too. */
function statesIn(value: Json): Task[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(statesIn);
  return Object.entries(value).flatMap(([field, inner]): Task[] => {
    if (field !== 'States' || typeof inner !== 'object' || inner === null) return statesIn(inner);
    return Object.entries(inner).flatMap(([state, one]) => [...taskOf(state, one as Json), ...statesIn(one as Json)]);
  });
}

function taskOf(state: string, one: Json): Task[] {
  const fields = typeof one === 'object' && one !== null && !Array.isArray(one) ? one : {};
  const { Type: type, Resource: resource } = fields as { Type?: Json; Resource?: Json };
  return type === 'Task' && typeof resource === 'string' ? [{ state, resource }] : [];
}
