import { AwsError, NotServed } from '../../shared/errors';

/** A right that a call takes of its caller: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
export interface Right {
  /** `service:Action` */
  readonly action: string;
  readonly resource: string;
}

/** Whose the call's resources are. */
export interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** A request's input, as the SDK's client has it. */
export type Members = Readonly<Record<string, unknown>>;

/** All rights that a call takes. @throws AwsError for a call that does not name its resource */
export type Rights = (input: Members, place: Place) => readonly Right[];

/** What is known of a service's calls, though it is not served here. AWS JSON all of them. */
export interface KnownCalls {
  /** What the SDKs call `AWS_ENDPOINT_URL_…`: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
  readonly variable: string;
  /** By operation; another is refused by its name. */
  readonly operations: Readonly<Record<string, Rights>>;
}

/** An action that takes no resource. */
export const onNothing =
  (action: string): Rights =>
  () => [{ action, resource: '*' }];

/** But for a member that takes rights of others, or on others, which nobody has looked up. */
export const without =
  (operation: string, members: readonly string[], rights: Rights): Rights =>
  (input, place) => {
    const given = members.filter((name) => input[name] !== undefined && input[name] !== null);
    if (given.length === 0) return rights(input, place);
    throw new NotServed('ValidationException', `${operation} with ${given.join(', ')}`, 400);
  };

/** AWS's words for what is missing: a member's name begins in lower case there. */
export function textOf(input: Members, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw missing(name, value);
}

export function listOf(input: Members, name: string): readonly unknown[] {
  const value = input[name];
  if (Array.isArray(value) && value.length > 0) return value;
  throw missing(name, value);
}

export function mapOf(input: Members, name: string): Members {
  const value = input[name];
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
    return value as Members;
  }
  throw missing(name, value);
}

const missing = (name: string, value: unknown): AwsError =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value ${value === undefined || value === null ? 'null' : JSON.stringify(value)} at ` +
      `'${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: Member must not be null`,
  );
