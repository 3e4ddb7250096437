import { blocksOfType, optionalText, text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';

/**
 * The ARN of the customer key that `reference` names (an ARN, a key id, an alias or an alias' ARN), or nothing for an
 * AWS-managed key: those have policies that let the service's users in.
 */
export function customerKeyArn(stack: Stack, reference: string | undefined): string | undefined {
  if (reference === undefined || /(^|\/)aws\//.test(reference)) return undefined;
  const keys = blocksOfType(stack, 'aws_kms_key');
  const key = keys.find(
    (block) => reference === optionalText(block, 'arn') || reference === optionalText(block, 'key_id'),
  );
  if (key) return text(key, 'arn');
  const alias = blocksOfType(stack, 'aws_kms_alias').find(
    (block) => reference === text(block, 'name') || reference === optionalText(block, 'arn'),
  );
  // A key of another stack: its policy is not ours to read, so the use of it is refused rather than waved through.
  return alias ? customerKeyArn(stack, text(alias, 'target_key_id')) : reference;
}
