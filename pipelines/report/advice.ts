import { type Failure } from './visits';

/** What to do about a failure, by its error's name: the first that matches. */
const ADVICE: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [
    /^PublishOutcomeUnknown$/,
    'See whether the report arrived at its subscribers. If it did, nothing is missing; if not, make it again.',
  ],
  [/^InvalidInput$/, 'The input is not a period that can be reported on: the cause names the field. Start another.'],
  [
    /^Athena\.CANCELLED$/,
    'Athena stopped the query, or a person did. If the cause is the limit on bytes scanned, report on a shorter period ' +
      'or raise athenaScanLimitBytes in the settings.',
  ],
  [/^Athena\./, 'Read the cause; the query itself stands in Athena under the id that it names. Then make it again.'],
  [
    /AccessDenied|NotAuthorized|AuthorizationError|KMSAccessDenied/,
    'A role lacks the permission that the cause names: grant it in constructs/, prove it with "npm run policies", deploy.',
  ],
  [
    /^States\.Timeout$/,
    'It took too long. Look for a query that hangs in Athena; report on a shorter period if it is long.',
  ],
  [/^(Lambda\.|Sandbox\.)|Throttl|TooManyRequests/, 'This passes as a rule: make the report again.'],
];

const OTHERWISE =
  "The failed state's function has logged more, in CloudWatch. When it is mended, make the report again.";

export const adviceOn = ({ error }: Pick<Failure, 'error'>): string =>
  ADVICE.find(([pattern]) => pattern.test(error))?.[1] ?? OTHERWISE;
