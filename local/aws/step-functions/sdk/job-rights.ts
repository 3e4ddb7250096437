import { type Call } from '../../shared/call';
import { statesOf } from '../interpreter/machine';
import { patternOf } from '../interpreter/states/task-pattern';
import { type MachineConfiguration } from '../machine-configuration';

const page = 'https://docs.aws.amazon.com/step-functions/latest/dg/stepfunctions-iam.html';
const rule = 'StepFunctionsGetEventsForStepFunctionsExecutionRule';

/**
 * What the role of a machine needs beside the calls of its tasks where one waits for an execution: Step Functions hears of
 * its end by a rule of its own. @throws AccessDenied
 */
export function requireJobRights({ arn, definition }: MachineConfiguration, as: (cite: string) => Call): void {
  const patterns = statesOf(definition).map(({ Resource }) => patternOf(String(Resource)).pattern);
  if (!patterns.some((pattern) => pattern.startsWith('sync'))) return;
  const [prefix, partition, , region, account] = arn.split(':');
  const call = as(page);
  for (const action of ['PutTargets', 'PutRule', 'DescribeRule']) {
    call.require(`events:${action}`, [prefix, partition, 'events', region, account, `rule/${rule}`].join(':'));
  }
}
