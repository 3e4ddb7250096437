import { redriveCommand, remedyFor } from '../../lambdas/report/remedy';

/** What a failure means, by its error's name: the first that matches. */
const ADVICE: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /^PublishOutcomeUnknown$/,
    'See whether the report arrived at its subscribers. If it did, nothing is missing; if not, make it again: a redrive ' +
      'sends nothing.',
  ],
  [/^InvalidInput$/, 'The input is not a period that can be reported on: the cause names the field. Start another.'],
  [
    /^Athena\.CANCELLED$/,
    'Athena stopped the query, or a person did. If the cause is the limit on bytes scanned, report on a shorter period ' +
      'or raise athenaScanLimitBytes in the settings.',
  ],
  [
    /^Athena\./,
    'It was tried three times. Read the cause; the query itself stands in Athena under the id that it names. Then make it again.',
  ],
  [
    /AccessDenied|NotAuthorized|AuthorizationError|KMSAccessDenied/,
    'A role lacks the permission that the cause names: grant it in constructs/, prove it with "npm run policies", deploy.',
  ],
  [
    /^States\.Timeout$/,
    'It took too long. Look for a query that hangs in Athena; report on a shorter period if it is long.',
  ],
  [/^(Lambda\.|Sandbox\.)|Throttl|TooManyRequests/, 'This passes as a rule, and did not within six minutes.'],
];

const OTHERWISE = "The failed state's function has logged more, in CloudWatch.";

interface Ended {
  readonly arn: string;
  readonly status: string;
  readonly error: string;
}

export function adviceOn({ arn, status, error }: Ended): string {
  const meaning =
    status === 'ABORTED' ? 'A person stopped it.' : (ADVICE.find(([pattern]) => pattern.test(error))?.[1] ?? OTHERWISE);
  if (remedyFor({ status, error }) !== 'redrive') return meaning;
  return `${meaning} Then resume it where it stopped, within 14 days: ${redriveCommand(arn)}`;
}
