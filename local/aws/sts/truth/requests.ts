import { type OperatorTruth } from '../../operator-truth';

export const stsTruths: readonly OperatorTruth[] = [
  {
    says: 'Of the account itself, the id is the account’s',
    source: {
      page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable',
    },
    operation: 'GetCallerIdentity',
    input: {},
    answer: { Account: '000000000000', UserId: '000000000000', Arn: 'arn:aws:iam::000000000000:root' },
  },
  {
    says: 'Taking on a role is refused by its name',
    source: { page: 'https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html' },
    operation: 'AssumeRole',
    input: { RoleArn: 'arn:aws:iam::000000000000:role/some', RoleSessionName: 'some' },
    error: 'InvalidAction',
  },
];
