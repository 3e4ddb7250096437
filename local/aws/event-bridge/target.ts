import { text } from '../../../terraform/query';
import { UserError } from '../../../scripts/user-error';
import { type Block } from '../../../terraform/stack';
import { readTargetInput, type TargetInput } from './target-input';

/** A target of a rule, as the stack has it. */
export interface RuleTarget {
  readonly block: Block;
  readonly input: TargetInput;
}

/** Where EventBridge brings events to here. */
const SERVED = ['lambda', 'sns', 'sqs'];

/** @throws UserError for a target that AWS refuses, or that is not served here */
export function readTarget(block: Block): RuleTarget {
  const arn = text(block, 'arn');
  const [, , service = ''] = arn.split(':');
  if (!SERVED.includes(service)) {
    throw new UserError(`${block.address}: arn is ${arn}: targets of ${SERVED.join(', ')} are served here, no other.`);
  }
  if (service === 'lambda' && arn.split(':').length > 7) {
    throw new UserError(`${block.address}: arn is ${arn}: a version or an alias of a function is not served here.`);
  }
  return { block, input: readTargetInput(block) };
}
