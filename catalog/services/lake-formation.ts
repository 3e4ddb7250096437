import { type Service } from '../entry';

export const lakeFormation = {
  name: 'lake-formation',
  prefix: 'lakeformation',
  types: {
    aws_lakeformation_permissions: { unreadAccess: true },
  },
} satisfies Service;
