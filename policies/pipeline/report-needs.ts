import { blocksOfType, text } from '../../terraform/query';
import { type Stack } from '../../terraform/stack';
import { type Need } from '../needs/need';
import { type PipelineRoles } from './pipeline-roles';

const page = (operation: string): string =>
  `https://docs.aws.amazon.com/step-functions/latest/apireference/API_${operation}.html`;

/** Every run has a name of its own. */
const EXECUTIONS = ['one', 'another'];

/** What `npm run report` calls: it looks for a run that goes on already, starts one, and follows it. */
export function reportNeeds({ roles }: PipelineRoles, analytics: Stack): Need[] {
  return blocksOfType(analytics, 'aws_sfn_state_machine').flatMap((block) => {
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
  });
}
