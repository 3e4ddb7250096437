import { type Json } from '../../../../terraform/stack';
import { type Change } from '../../../test-support';

export type Machine = Readonly<Record<string, unknown>>;

/**
 * The dev stack with that machine in place of the report's, whose role may do this too. No rule is on: a function that tells
 * of an execution that failed would start for each.
 */
export const withMachine =
  (states: Record<string, Machine>, ...statements: Json[]): Change =>
  (json) => {
    const stack = JSON.parse(json) as { resource: Record<string, Record<string, Record<string, Json>>> };
    const [machine] = Object.values(stack.resource['aws_sfn_state_machine'] ?? {});
    const [policy] = Object.values(stack.resource['aws_iam_role_policy'] ?? {}).filter(({ policy: text }) =>
      String(text).includes('TraceExecutions'),
    );
    if (!machine || !policy) throw new Error('The stack has no machine.');
    machine['definition'] = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
    const document = JSON.parse(String(policy['policy'])) as { Statement: Json[] };
    for (const rule of Object.values(stack.resource['aws_cloudwatch_event_rule'] ?? {})) rule['state'] = 'DISABLED';
    // The boundary is for what the product has.
    for (const role of Object.values(stack.resource['aws_iam_role'] ?? {})) {
      if (String(role['name']).startsWith('state-machine-role')) delete role['permissions_boundary'];
    }
    policy['policy'] = JSON.stringify({ ...document, Statement: [...document.Statement, ...statements] });
    return JSON.stringify(stack);
  };

/**
 * The stack with one more role, `task-role`, that may do this, and whose trust policy names the machine's or what is given.
 */
export const withTaskRole =
  (statements: readonly Json[], trusted?: (machineRole: string) => Json): Change =>
  (json) => {
    const stack = JSON.parse(json) as { resource: Record<string, Record<string, Record<string, Json>>> };
    const roles = stack.resource['aws_iam_role'] ?? {};
    const machine = Object.values(roles).find(({ name }) => String(name).startsWith('state-machine-role'));
    if (!machine) throw new Error('The stack has no role of a machine.');
    const arn = `arn:aws:iam::000000000000:role/${String(machine['name'])}`;
    const Trust = trusted?.(arn) ?? { Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole' };
    const document = (Statement: readonly Json[]): string =>
      JSON.stringify({ Version: '2012-10-17', Statement: [...Statement] });
    stack.resource['aws_iam_role'] = {
      ...roles,
      'task-role': { name: 'task-role', assume_role_policy: document([Trust]) },
    };
    stack.resource['aws_iam_role_policy'] = {
      ...stack.resource['aws_iam_role_policy'],
      'task-role': { name: 'task-role', role: 'task-role', policy: document(statements) },
    };
    return JSON.stringify(stack);
  };
export const taskRoleArn = 'arn:aws:iam::000000000000:role/task-role';
