import { type Service } from '../entry';

export const systemsManager = {
  name: 'systems-manager',
  prefix: 'ssm',
  types: {
    aws_ssm_parameter: { bill: { loses: 'its value' } },
  },
} satisfies Service;
