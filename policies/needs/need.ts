import { type AccessRequest } from '../iam/authorize';
import { type Principal } from '../iam/principal';

/** One permission that a run used. */
export interface Need {
  readonly principal: Principal;
  /** `service:Action` */
  readonly action: string;
  /** Every one of them is needed, e.g. Glue's table and its ancestors. `*` for an action that takes none. */
  readonly resources: readonly string[];
  /** Condition keys of the request that only the caller knows. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** The service that made the call for the principal. */
  readonly via?: string;
  /** The AWS page that says which permission such a call takes. */
  readonly cite?: string;
  /** Where we write who may, for who lacks it. */
  readonly grantIn?: string;
  /** What answered the call is written in local/stand-ins/, and no service: whether AWS would answer so is not known. */
  readonly standIn?: true;
  /** Where the principal's own calls are written: `lambdas/send-report.ts:41`. */
  readonly at?: readonly string[];
}

/** The last part of an ARN, or the service's name: what a person calls the principal. */
export function principalName(principal: Principal): string {
  if (principal.kind === 'service') return principal.service;
  if (principal.kind === 'root') return 'root';
  const arn = principal.kind === 'federated' ? principal.provider : principal.arn;
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** A need on one of its resources, as IAM is asked. */
export const requestOf = (
  {
    principal,
    action,
    context,
    via,
  }: { [P in 'principal' | 'action' | 'context' | 'via']?: Need[P] | undefined } & Pick<Need, 'principal' | 'action'>,
  resource: string,
): AccessRequest => ({
  principal,
  action,
  resource,
  ...(context === undefined ? {} : { context }),
  ...(via === undefined ? {} : { via }),
});
