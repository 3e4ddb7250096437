import { type Caller, optimizedAction, optimizedTask } from './optimized';
import { sdkResource, sdkTask } from './sdk-task';
import { type SendCommand } from './send';

/** Whether a Task's resource is an action of a service that its client is sent for here. */
export const isServiceTask = (resource: string): boolean =>
  sdkResource.test(resource) || optimizedAction(resource) !== undefined;

/** @throws StateFailure named as Step Functions names it */
export const serviceTask = (send: SendCommand, resource: string, input: unknown, caller: Caller): Promise<unknown> =>
  sdkResource.test(resource) ? sdkTask(send, resource, input) : optimizedTask(send, resource, input, caller);
