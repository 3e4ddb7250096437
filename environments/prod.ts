import type { Settings } from './settings';

/** What people rely on: in an account of its own. */
export const prod: Settings = {
  application: 'blog',
  environment: 'prod',
  region: 'eu-west-1',
  accountId: '000000000001', // EDIT before a real deploy
  retentionInDays: 14,
  subscribers: [{ protocol: 'email', endpoint: 'analytics@example.com' }], // EDIT before a real deploy
  operators: [{ protocol: 'email', endpoint: 'operators@example.com' }], // EDIT before a real deploy
  reports: [{ name: 'monthly', every: 'month', day: 1, at: '08:00' }], // UTC
  lateArrivalDays: 2,
  athenaScanLimitBytes: 107_374_182_400, // 100 GiB: fifty US cents at most
  eventsSince: '2020-01-01',
  tags: { Component: 'analytics' },
};
