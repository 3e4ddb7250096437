import { blocksOfType, optionalText, text } from '../../terraform/query';
import { type Block, type Stack } from '../../terraform/stack';
import { type Check, type Problem } from '../findings/finding';

/** Characters, white space left out. */
const MANAGED = 6144;
const INLINE = 10_240;
const TRUST = 2048;
/** Managed policies of one role. */
const ATTACHED = 10;

export const policySize: Check = {
  rule: 'policy-size',
  why: 'IAM refuses a policy that is too large, and that is noticed only when it is applied.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  run: ({ stack }) => [
    ...resources(stack, 'aws_iam_policy').flatMap((block) =>
      tooLarge(block, text(block, 'name'), 'a managed policy', size(block, 'policy'), MANAGED),
    ),
    ...resources(stack, 'aws_iam_role').flatMap((role) => {
      const name = text(role, 'name');
      const own = (type: string): Block[] => resources(stack, type).filter((one) => optionalText(one, 'role') === name);
      const inline = own('aws_iam_role_policy').reduce((sum, block) => sum + size(block, 'policy'), 0);
      const attached = own('aws_iam_role_policy_attachment').length;
      return [
        ...tooLarge(role, name, 'a trust policy', size(role, 'assume_role_policy'), TRUST),
        ...tooLarge(role, name, "a role's inline policies", inline, INLINE),
        ...(attached > ATTACHED
          ? [problem(role, name, `${attached} managed policies are attached, ${ATTACHED} may be`)]
          : []),
      ];
    }),
  ],
};

const resources = (stack: Stack, type: string): Block[] =>
  blocksOfType(stack, type).filter(({ kind }) => kind === 'resource');

const size = (block: Block, argument: string): number =>
  JSON.stringify(JSON.parse(optionalText(block, argument) ?? '{}')).replaceAll(/\s/g, '').length;

const tooLarge = (block: Block, subject: string, what: string, length: number, most: number): Problem[] =>
  length > most ? [problem(block, subject, `${what} has ${length} characters, ${most} may be`)] : [];

const problem = ({ source }: Block, subject: string, message: string): Problem => ({
  subject,
  ...(source ? { where: source } : {}),
  message,
  fix: 'Spread the statements over several managed policies, or give several roles what one has.',
});
