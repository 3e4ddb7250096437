import { UserError } from '../../scripts/user-error';
import { blocksOfType, text } from '../query';
import { type Block, type Stack } from '../stack';

/** The output that says which of a stack's machines makes its reports: the pipelines start that one. */
const REPORT_MACHINE = 'state_machine_arn';

/**
 * The machine that makes a stack's reports, however many there are besides: the one that its output names. Nothing where the
 * stack has no machine.
 * @throws UserError when the output names none of them, or is not there and there are several
 */
export function reportMachineOf(stack: Stack): Block | undefined {
  const machines = blocksOfType(stack, 'aws_sfn_state_machine').filter(({ kind }) => kind === 'resource');
  const output = stack.outputs[REPORT_MACHINE];
  const [first, another] = machines;
  if (first === undefined || (output === undefined && another === undefined)) return first;
  const found = machines.find((machine) => text(machine, 'arn') === output);
  if (found) return found;
  const says = output === undefined ? 'is missing' : `is ${JSON.stringify(output)}`;
  throw new UserError(
    `The stack ${stack.name} has ${machines.length} state machine${another ? 's' : ''} (${machines.map(({ address }) => address).join(', ')}), and its ` +
      `output ${REPORT_MACHINE} ${says}: it must be the ARN of the one that makes reports.`,
  );
}
