import type { Call } from './intrinsic';
import type { Path } from './template';

/**
 * The role as which a Task runs, in another account or in this one: the machine's role is allowed to assume it, and needs no right to what the
 * task runs, which is that role's to have. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
 */
export interface Credentials {
  /** The role, by a name whose ARN `render` is handed; or a path, a call or an expression that gives its ARN. */
  readonly roleArn: Path | Call;
  /** Where it is known when the machine runs alone: the roles that it may be, by their names. */
  readonly roles?: readonly string[];
}

/** Whether a role is known when the machine runs alone. */
export const isReadRole = (roleArn: unknown): boolean => typeof roleArn !== 'string' || /^(\$(?!\{)|\{%)/.test(roleArn);

/** The names of the roles that a Task may run as. */
export const rolesOf = (credentials: Credentials | undefined): readonly string[] => {
  if (credentials === undefined) return [];
  return isReadRole(credentials.roleArn) ? (credentials.roles ?? []) : [String(credentials.roleArn)];
};

/** The same, of a state's type. */
export type RoleNames<State> = State extends { credentials: { roles: readonly (infer Name)[] } }
  ? Name & string
  : State extends { credentials: { roleArn: infer Name } }
    ? IsReadRole<Name> extends true
      ? never
      : Name & string
    : never;

/** As `isReadRole`. */
export type IsReadRole<Role> = Role extends string
  ? Role extends `\${${string}`
    ? false
    : Role extends `$${string}` | `{%${string}`
      ? true
      : false
  : true;
