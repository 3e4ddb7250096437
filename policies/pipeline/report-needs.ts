import { text } from '../../terraform/query';
import { type Stack } from '../../terraform/stack';
import { reportMachineOf } from '../../terraform/stacks/report-machine';
import { type Need } from '../needs/need';
import { type PipelineRoles } from './pipeline-roles';

const page = (operation: string): string =>
  `https://docs.aws.amazon.com/step-functions/latest/apireference/API_${operation}.html`;

/** Every run has a name of its own. */
const EXECUTIONS = ['one', 'another'];

/** What `npm run report` calls, of the machine that makes reports alone: it looks for a run that goes on already, starts one, and follows it. */
export function reportNeeds({ roles }: PipelineRoles, analytics: Stack): Need[] {
  const block = reportMachineOf(analytics);
  if (!block) return [];
  const machine = text(block, 'arn');
  const executions = EXECUTIONS.map((name) => `${machine.replace(':stateMachine:', ':execution:')}:${name}`);
  const calls: readonly (readonly [string, string])[] = [
    ['ListExecutions', machine],
    ['StartExecution', machine],
    ...executions.flatMap((execution): [string, string][] => [
      ['DescribeExecution', execution],
      ['GetExecutionHistory', execution],
    ]),
  ];
  return calls.map(([operation, resource]): Need => ({
    principal: { kind: 'role', arn: roles.report },
    action: `states:${operation}`,
    resources: [resource],
    cite: page(operation),
  }));
}
