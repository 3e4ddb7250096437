import { blocksOfType, optionalText } from '../../terraform/query';
import { type Check } from '../findings/finding';

export const sharedRole: Check = {
  rule: 'shared-role',
  why: 'Functions that share a role each hold what any of them needs.',
  cite: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  run: ({ stack, access }) =>
    [...access.roles.values()].flatMap(({ arn, name, source }) => {
      const functions = blocksOfType(stack, 'aws_lambda_function').filter(
        (block) => optionalText(block, 'role') === arn,
      );
      return functions.length < 2
        ? []
        : [
            {
              subject: name,
              ...(source ? { where: source } : {}),
              message: `${functions.length} functions share the role: ${functions.map((block) => block.name).join(', ')}`,
              fix: 'Give each function a role of its own, with what it calls.',
            },
          ];
    }),
};
