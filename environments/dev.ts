import type { Settings } from './settings';

/** For trying things. The local run stands this one up. */
export const dev: Settings = {
  application: 'blog',
  environment: 'dev',
  region: 'eu-west-1',
  accountId: '000000000000', // EDIT before a real deploy
  retentionInDays: 14,
  subscribers: [{ protocol: 'email', endpoint: 'analytics-dev@example.com' }], // EDIT before a real deploy
  operators: [{ protocol: 'email', endpoint: 'operators-dev@example.com' }], // EDIT before a real deploy
  reports: [{ name: 'monthly', every: 'month', day: 1, at: '08:00' }], // UTC
  lateArrivalDays: 2,
  athenaScanLimitBytes: 10_737_418_240, // 10 GiB: five US cents at most
  eventsSince: '2020-01-01',
  tags: { Component: 'analytics' },
};
