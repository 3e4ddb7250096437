import { catalog } from '../../catalog/all';
import { type Service } from '../../catalog/entry';
import { serviceOfTask } from '../../catalog/sdk-name';
import { blocksOfType, text } from '../../terraform/query';
import { type Stack } from '../../terraform/stack';
import { type Problem } from '../findings/finding';
import { tasksOf } from './machine-states';
import { type Need } from './need';
import { isByPage, rightsOf } from './task-needs';

/** https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html and …/integrate-optimized.html */
const integration = /^arn:aws[^:]*:states:::(aws-sdk:)?([a-z0-9-]+):([A-Za-z0-9]+)(?:\.[A-Za-z0-9:]+)?$/;

/**
 * Actions of services that a machine's definition can call and that no recorded run of its role did: whether it may is not
 * known until it is too late. Of a task that waits, or that Step Functions follows, the call that begins it. One whose rights
 * a page tells is held by these.
 */
export function unrecordedTasks(stack: Stack, needs: readonly Need[]): Problem[] {
  return blocksOfType(stack, 'aws_sfn_state_machine').flatMap((machine): Problem[] => {
    const role = text(machine, 'role_arn');
    const recorded = new Set(
      needs
        .filter(({ principal }) => principal.kind === 'role' && principal.arn === role)
        .map(({ action }) => action.toLowerCase()),
    );
    return tasksOf(machine).flatMap((task): Problem[] => {
      const { state, resource } = task;
      if (rightsOf(task, machine, stack)) return [];
      const subject = text(machine, 'name');
      const where = machine.source ? { where: machine.source } : {};
      if (task.credentials) {
        const message = `its state "${state}" runs as a role that only an execution knows`;
        return [{ subject, ...where, message, fix: 'Name the role in the machine: a state for each that it may be.' }];
      }
      const [, bySdk, service = '', called = ''] = integration.exec(resource) ?? [];
      if (called === '') return [];
      const known = bySdk === undefined ? catalog.find(({ prefix }) => prefix === service) : serviceOfTask(service);
      if (!known && isByPage(task)) {
        const message = `its state "${state}" calls ${resource} on what only an execution knows: which right that takes is not known`;
        return [{ subject, ...where, message, fix: 'Write out in the machine what it is called on.' }];
      }
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
