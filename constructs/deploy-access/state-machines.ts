import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine';
import { arnOf } from '../parts/deployment';
import { type Access, allowOn, type Deployed } from './deployed';

/** State machines: their definitions, and no execution. */
export function manageStateMachines(deployed: Deployed): Access {
  const machines = deployed.each(SfnStateMachine, ({ nameInput }, text) =>
    arnOf('states', deployed.deployment, `stateMachine:${text(nameInput)}`),
  );
  return {
    read: [
      ...allowOn(
        'ReadStateMachines',
        ['states:DescribeStateMachine', 'states:ListStateMachineVersions', 'states:ListTagsForResource'],
        machines,
      ),
      // Asks AWS whether a definition is one; it takes no resource.
      ...allowOn('CheckDefinitions', 'states:ValidateStateMachineDefinition', machines.length > 0 ? ['*'] : []),
    ],
    write: allowOn(
      'ManageStateMachines',
      [
        'states:CreateStateMachine',
        'states:DeleteStateMachine',
        'states:TagResource',
        'states:UntagResource',
        'states:UpdateStateMachine',
      ],
      machines,
    ),
  };
}
