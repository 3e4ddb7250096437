import { readStack } from '../../terraform/read-stack';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { type Stack } from '../../terraform/stack';
import { UserError } from '../../scripts/user-error';

/** Where an environment's reports are made, by its synthesized stack. */
export interface Deployment {
  readonly environment: string;
  readonly accountId: string;
  readonly region: string;
  readonly machineArn: string;
  /** Queries' results and the reports' pages lie in it. */
  readonly queryOutputBucket: string;
}

/**
 * @param stacks the folder of synthesized stacks
 * @throws UserError when it lacks the environment, or its stack makes no reports
 */
export function deploymentOf(stacks: string, environment: string): Deployment {
  const stack = readStack(stackFolder(stacks, environment));
  return {
    environment,
    accountId: stack.accountId,
    region: stack.region,
    machineArn: output(stack, 'state_machine_arn'),
    queryOutputBucket: output(stack, 'query_output_bucket'),
  };
}

function output({ name, outputs }: Stack, key: string): string {
  const value = outputs[key];
  if (typeof value === 'string') return value;
  throw new UserError(
    `The stack ${name} has no output ${key}, so no report can be made of it: name an environment's own stack, or run ` +
      '"npm run synth" to write it anew.',
  );
}
