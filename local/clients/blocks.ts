import { type Block, type Stack } from '../../terraform/stack';

/** What is put into the stack that is driven, beside its own. */
export const resourceOf = (type: string, name: string, values: Block['values']): Block => ({
  kind: 'resource',
  type,
  name,
  address: `${type}.${name}`,
  values,
});

export const roleArn = ({ accountId }: Stack, name: string): string => `arn:aws:iam::${accountId}:role/${name}`;

/** A role, by the statements of whom it trusts and of what it may do. */
export function roleOf(stack: Stack, name: string, trust: object, may: object): Block[] {
  return [
    resourceOf('aws_iam_role', name, { name, arn: roleArn(stack, name), assume_role_policy: policy(trust) }),
    resourceOf('aws_iam_role_policy', name, { name, role: name, policy: policy(may) }),
  ];
}

const policy = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
