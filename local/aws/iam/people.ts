import { type Principal } from '../../../policies/iam/authorize';
import { blocksOfType, text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';

/** Who uses a stack. */
export interface People {
  /** An administrator, as the lab's reader is. */
  readonly operator: Principal;
  /** A user who holds the managed policies that are there for users: those that no role of the stack holds. */
  readonly producer: Principal;
}

export function peopleOf(stack: Stack): People {
  const attached = new Set(
    blocksOfType(stack, 'aws_iam_role_policy_attachment').map((block) => text(block, 'policy_arn')),
  );
  const policyArns = blocksOfType(stack, 'aws_iam_policy')
    .map((block) => text(block, 'arn'))
    .filter((arn) => !attached.has(arn));
  return {
    operator: { kind: 'root', accountId: stack.accountId },
    producer: { kind: 'identity', arn: `arn:aws:iam::${stack.accountId}:user/producer`, policyArns },
  };
}
