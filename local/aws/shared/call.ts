import { type Principal } from '../../../policies/iam/authorize';
import { type AccessControl, type Context, nameOf, type Use } from './access-control';

/** What is told of a use beside it. */
export type Mark = Pick<Use, 'standIn'>;

/** What a service's operation knows of the call it serves. */
export interface Call {
  readonly principal: Principal;
  readonly requestId: string;
  /** Where it is written, when that is known: `lambdas/send-report.ts:41`. */
  readonly at?: string;
  /** The call needs this permission of its caller. @throws AccessDenied */
  require(action: string, resource: string | readonly string[], context?: Context, mark?: Mark): void;
}

/** An operation of a service: the input and output as the SDK's client has them, save for its Date objects. */
export type Operation = (input: Record<string, unknown>, call: Call) => Promise<unknown>;

/** A principal's own call. @param at where it is written, when that is known */
export const callBy = (access: AccessControl, principal: Principal, requestId: string, at?: string): Call =>
  callAs(access, principal, requestId, { service: 'sdk', ...(at === undefined ? {} : { at }) });

/** A call by a presigned URL: whoever holds it has the rights of its signer, who makes no call itself. */
export const callByLink = (access: AccessControl, signer: Principal, requestId: string): Call =>
  callAs(access, signer, requestId, {
    service: 'behalf',
    cite: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html',
  });

/**
 * A call that the service `via` makes with the principal's rights: Athena reading S3 as the caller, Firehose as its role.
 * @param cite the AWS page that says which permissions that takes
 */
export const callOnBehalf = (
  access: AccessControl,
  principal: Principal,
  via: string,
  cite: string,
  requestId = 'on-behalf',
): Call => callAs(access, principal, requestId, { service: 'behalf', via, cite });

/** @param made how each use of a permission came about */
function callAs(
  access: AccessControl,
  principal: Principal,
  requestId: string,
  made: Pick<Use, 'service' | 'via' | 'cite' | 'at'>,
): Call {
  return {
    principal,
    requestId,
    ...(made.at === undefined ? {} : { at: made.at }),
    require: (action, resource, context = {}, mark = {}) =>
      access.require({
        principal,
        principalName: nameOf(principal),
        action,
        resources: typeof resource === 'string' ? [resource] : resource,
        context,
        ...made,
        ...mark,
      }),
  };
}
