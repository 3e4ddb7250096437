import type { Permission } from './permission';

declare const taskTypes: unique symbol;

/** `arn:aws:states:::sns:publish`; the partition may be filled in later, or all of it. */
export type ActionArn = `arn:${string}:states:${string}` | `\${${string}`;

/**
 * A service's action that a Task may run, on the resource that `resourceName` names: `render` is handed its ARN. `In`:
 * the parameters that the machine's author gives; those that say which resource come from the ARN. `Out`: the result.
 * `Errors`: as `names`, those of its errors, where they are known.
 */
export interface Integration<Name extends string = string, In = unknown, Out = unknown, Errors = unknown> {
  /** `*`: it is on none, and needs no ARN. */
  readonly resourceName: Name;
  /** What it is on beside that one: the definition of a job beside its queue. */
  readonly alsoOn?: readonly Name[];
  /** `arn:aws:states:::sns:publish`; of an activity, nothing: its own ARN is the Resource. */
  readonly action?: ActionArn;
  /** The task ends when somebody hands back `$$.Task.Token`, which its parameters must tell. */
  readonly waitsForToken?: true;
  /** The parameters that the resource's ARN gives, and those of `alsoOn`. */
  readonly place: (arn: string, ...others: readonly string[]) => Placed;
  /** What the machine's role needs for it. */
  readonly permissions: (arn: string, ...others: readonly string[]) => readonly Permission[];
  readonly [taskTypes]?: { readonly in: In; readonly out: Out; readonly errors: Errors };
}

export interface Placed {
  readonly [parameter: string]: string | Placed;
}

/** One that can wait for a token. */
export interface TokenIntegration<
  Name extends string = string,
  In = unknown,
  Out = unknown,
  Errors = unknown,
> extends Integration<Name, In, Out, Errors> {
  readonly action: ActionArn;
  readonly supportsToken: true;
}

/**
 * The task with `.waitForTaskToken`: it waits until SendTaskSuccess hands it `Out`. A `heartbeatSeconds` or a
 * `timeoutSeconds` bounds the wait, which else may last for a year.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
export const waitForTaskToken =
  <Out>() =>
  <Name extends string, In>({
    resourceName,
    alsoOn,
    action,
    place,
    permissions,
  }: TokenIntegration<Name, In>): WaitingTask<Name, In, Out> => ({
    resourceName,
    ...(alsoOn && { alsoOn }),
    action: `${action}.waitForTaskToken`,
    waitsForToken: true,
    place,
    permissions,
  });

export interface WaitingTask<Name extends string = string, In = unknown, Out = unknown> extends Integration<
  Name,
  In,
  Out
> {
  readonly waitsForToken: true;
}
