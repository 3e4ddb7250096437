import { type Service } from '../entry';

const pricing = {
  page: 'https://aws.amazon.com/secrets-manager/pricing/',
  rates: { secret: { dollars: 0.4, per: 'secret' } },
};

export const secretsManager = {
  name: 'secrets-manager',
  prefix: 'secretsmanager',
  pricing,
  types: {
    aws_secretsmanager_secret: {
      bill: { loses: 'the secret', monthly: () => pricing.rates.secret.dollars, use: 'requests' },
    },
    aws_secretsmanager_secret_policy: { unreadAccess: true },
  },
} satisfies Service;
