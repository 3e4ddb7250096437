import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { render } from '../../../../state-machines/language/rendered/render';
import { sdkTask } from '../../../../state-machines/language/services/sdk/sdk-task';
import { startExecutionSync } from '../../../../state-machines/language/services/services';
import { stateMachine } from '../../../../state-machines/language/state-machine';
import { lambdaTask } from '../../../../state-machines/language/written/lambda-task';
import { type Json } from '../../../../terraform/stack';
import { devStack } from '../../../test-support';
import { standUp } from '../../account';
import { clientsOf } from '../../clients';
import { type Use } from '../../shared/access-control';
import { SimulatedClock } from '../../shared/clock';
import { type Machine, taskRoleArn, withMachine, withTaskRole } from '../sdk/test-support';

// A machine of the builder's whose tasks run as another role.

interface Schema<T> {
  readonly _zod: { readonly input: T; readonly output: T };
}
export const self = 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog';
export const arns = {
  self,
  role: taskRoleArn,
  look: 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-check-query-execution',
  workgroup: 'arn:aws:athena:eu-west-1:000000000000:workgroup/analytics-dev-blog',
};
const look = lambdaTask<Schema<{ queryExecutionId: string }>, Schema<{ state: string }>>()('look');
const nested = startExecutionSync<{ nested: boolean; role: string }, object>()('self');

export const machine = stateMachine<{ nested: boolean; role: string }>()({
  startAt: 'Which',
  states: {
    Which: {
      type: 'Choice',
      choices: [{ variable: '$.nested', booleanEquals: true, next: 'Done' }],
      default: 'Workgroup',
    },
    Workgroup: {
      type: 'Task',
      run: sdkTask('athena', 'getWorkGroup', { on: 'workgroup', present: ['WorkGroup', 'WorkGroup.Name'] }),
      credentials: { roleArn: 'role' },
      parameters: { WorkGroup: 'analytics-dev-blog' },
      resultSelector: { name: '$.WorkGroup.Name' },
      resultPath: '$.workgroup',
      next: 'Nested',
    },
    Nested: {
      type: 'Task',
      run: nested,
      credentials: { roleArn: '$.role', roles: ['role'] },
      parameters: { Input: { nested: true, role: '$.role' } },
      resultPath: '$.execution',
      next: 'Look',
    },
    Look: {
      type: 'Task',
      run: look,
      credentials: { roleArn: 'role' },
      parameters: { queryExecutionId: 'none' },
      resultPath: null,
      catch: [{ errorEquals: ['InvalidInput'], resultPath: '$.looked', next: 'Done' }],
      next: 'Done',
    },
    Done: { type: 'Succeed' },
  },
});

export const allow = (Action: string, Resource: string): Json => ({ Effect: 'Allow', Action, Resource });
const runs = `${self.replace('stateMachine', 'execution')}:*`;
/** What the tasks take of the role that they run as. */
export const rights: readonly Json[] = [
  allow('athena:GetWorkGroup', arns.workgroup),
  allow('states:StartExecution', self),
  allow('states:DescribeExecution', runs),
  allow('lambda:InvokeFunction', arns.look),
];

export const trusting = (Principal: Json, Condition?: Json): Json => ({
  Effect: 'Allow',
  Principal,
  Action: 'sts:AssumeRole',
  ...(Condition === undefined ? {} : { Condition }),
});

export interface Given {
  /** The machine's role's, beside what the report's machine takes. */
  readonly derived?: readonly Json[];
  readonly ofTask?: readonly Json[];
  readonly trusted?: (machineRole: string) => Json;
  readonly role?: string;
}

export const { definition, permissions } = render(machine, arns);
export const derived = permissions.map(({ actions, resources }) => ({
  Effect: 'Allow',
  Action: [...actions],
  Resource: [...resources],
}));

/** Runs the machine in a folder of the synthesized stacks, and tells what came of it. */
export async function run(
  folder: string,
  { derived: own = derived, ofTask = rights, trusted, role = taskRoleArn }: Given = {},
) {
  const states = definition.States as Record<string, Machine>;
  const change = (json: string) => withMachine(states, ...own)(withTaskRole(ofTask, trusted)(json));
  const uses: Use[] = [];
  const stack = devStack(folder, change);
  const account = await standUp(stack, {
    clock: new SimulatedClock(new Date('2026-10-31T00:00:00Z')),
    folder: `${folder}/run`,
    record: (use) => uses.push(use),
  });
  const clients = clientsOf(account);
  try {
    const input = JSON.stringify({ nested: false, role });
    await clients.states.send(new StartExecutionCommand({ stateMachineArn: self, input }));
    await account.stepFunctions.idle();
    const [execution] = account.stepFunctions.executions();
    const { status, error, cause = '', output = 'null', history } = execution ?? {};
    const refused = account.accessControl.refusals.map(
      ({ use, resource }) => `${use.principalName} ${use.action} ${resource}`,
    );
    return { status, error, cause, output: JSON.parse(output) as unknown, history, uses, refused, stack };
  } finally {
    clients.close();
    await account.close();
  }
}
