import type { Retrier } from '../language/written/literal';

/** As the report's machine has them, which keeps them to itself. */
export const timeoutSeconds = 70;
const patience = {
  errorEquals: ['States.ALL'],
  intervalSeconds: 2,
  maxAttempts: 10,
  backoffRate: 2,
  maxDelaySeconds: 60,
} as const satisfies Retrier;
export const ofAction = [patience] as const;
export const retry = [
  {
    errorEquals: [
      'InvalidInput',
      'InvalidEnvironment',
      'AccessDenied',
      'AccessDeniedException',
      'AuthorizationErrorException',
      'PublishOutcomeUnknown',
      'ReportGivenUp',
    ],
    maxAttempts: 0,
  },
  patience,
] as const satisfies readonly Retrier[];
