import { isReadRole, rolesOf } from '../written/credentials';
import type { TaskLiteral } from '../written/literal';
import type { Permission } from '../written/permission';
import { namesOf } from '../written/runnable';
import type { TemplateFields } from '../written/template';
import type { Resources } from './resources';

/**
 * What a Task runs: its Resource, the parameters that its resources give, and whose credentials it runs with. What the
 * machine's role needs for it is noted. @param template renders one, in the state's language
 */
export function renderRun(
  { run, credentials }: TaskLiteral,
  resources: Resources,
  template: (fields: TemplateFields) => Record<string, unknown>,
) {
  const isFunction = 'functionName' in run;
  const [arn, ...others] = namesOf(run).map((name) => (name === '*' ? name : resources.arnOf(name))) as [
    string,
    ...string[],
  ];
  const roles = rolesOf(credentials).map((name) => resources.arnOf(name));
  const own = (): readonly Permission[] =>
    isFunction
      ? [{ sid: 'InvokeTasks', actions: ['lambda:InvokeFunction'], resources: [arn] }]
      : run.permissions(arn, ...others);
  resources.need(credentials === undefined ? own() : assume(roles));
  const [role = ''] = roles;
  return {
    resource: isFunction ? arn : (run.action ?? arn),
    placed: isFunction ? {} : run.place(arn, ...others),
    isAction: !isFunction && run.action !== undefined,
    credentials: credentials && {
      Credentials: template({ RoleArn: isReadRole(credentials.roleArn) ? credentials.roleArn : role }),
    },
  };
}

/** A right on no resource is none. */
const assume = (roles: readonly string[]): Permission[] =>
  roles.length === 0 ? [] : [{ sid: 'AssumeTaskRoles', actions: ['sts:AssumeRole'], resources: roles }];
