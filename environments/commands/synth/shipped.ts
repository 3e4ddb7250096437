import type { GitHub } from '../../github-settings';
import { type Settings, type ValidSettings, validSettings } from '../../settings';
import { inputsDigest } from '../../../scripts/programs/current-synthesis';
import { type Program } from '../../../scripts/programs/tool';
import { synthCommand } from './synth-command';

/**
 * The settings as they came, for tests: these hold whatever a fork writes into its own. A fork's settings are held by
 * `npm run policies`, `npm run diagram -- --check`, `npm run check:workflows` and `npm run preflight`.
 */
const common = {
  application: 'blog',
  region: 'eu-west-1',
  retentionInDays: 14,
  reports: [{ name: 'monthly', every: 'month' as const, day: 1, at: '08:00' }],
  lateArrivalDays: 2,
  eventsSince: '2020-01-01',
  tags: { Component: 'analytics' },
};

export const shippedDev: Settings = {
  ...common,
  environment: 'dev',
  accountId: '000000000000',
  subscribers: [{ protocol: 'email', endpoint: 'analytics-dev@example.com' }],
  operators: [{ protocol: 'email', endpoint: 'operators-dev@example.com' }],
  athenaScanLimitBytes: 10_737_418_240,
};

export const shippedProd: Settings = {
  ...common,
  environment: 'prod',
  accountId: '000000000001',
  subscribers: [{ protocol: 'email', endpoint: 'analytics@example.com' }],
  operators: [{ protocol: 'email', endpoint: 'operators@example.com' }],
  athenaScanLimitBytes: 107_374_182_400,
};

export const shippedGitHub: GitHub = { repository: 'OWNER/REPO', subjectPrefix: 'repo:OWNER/REPO' };

export const shippedProgram: Program = 'terraform';

/** As `environments/all.ts` has those that are set. */
export const SHIPPED: Readonly<Record<string, Settings>> = { dev: shippedDev, prod: shippedProd };

export const shippedEnvironments = (): ValidSettings[] =>
  Object.values(SHIPPED).map((settings) => validSettings(settings, 'environments/commands/synth/shipped.ts'));

/** As `npm run synth`, of the settings as they came. */
export const main = async (args: readonly string[]): Promise<number> =>
  synthCommand(args, SHIPPED, {
    ...{ whose: 'shipped', inputs: inputsDigest() },
    ...{ repository: shippedGitHub, program: shippedProgram },
  });
