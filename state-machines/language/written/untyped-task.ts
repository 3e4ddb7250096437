import type { ActionArn, Integration } from './integration';
import type { Permission } from './permission';

interface Anything {
  readonly [field: string]: unknown;
}

type Waits<Action> = Action extends `${string}.waitForTaskToken` ? { readonly waitsForToken: true } : unknown;

/**
 * Any service's action, by what stands in the Resource, where its client is not installed or no function types it: takes any
 * parameters, gives what is not known (`assume` it), and is allowed what its author says.
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
 */
export const untypedTask = <const Action extends ActionArn>(
  action: Action,
  permissions: readonly Permission[],
): Integration<'*', Anything> & Waits<Action> => {
  const task: Integration<'*', Anything> = {
    resourceName: '*',
    action,
    place: () => ({}),
    permissions: () => permissions,
    ...(action.endsWith('.waitForTaskToken') ? { waitsForToken: true } : {}),
  };
  return task as Integration<'*', Anything> & Waits<Action>;
};
