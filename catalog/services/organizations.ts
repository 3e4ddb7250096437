import { type Service } from '../entry';

export const organizations = {
  name: 'organizations',
  prefix: 'organizations',
  types: {
    aws_organizations_policy: { unreadAccess: true },
  },
} satisfies Service;
