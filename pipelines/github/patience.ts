/** What of GitHub's answer tells whether, and how long, to wait. */
export interface Failure {
  readonly status?: number;
  readonly message?: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

/** "If … neither is present, wait for at least one minute": the same page. */
const UNSAID = 60_000;

/**
 * How long GitHub asks to wait because of a rate limit, in milliseconds; undefined for any other failure.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function rateLimitPause(error: unknown, now = Date.now()): number | undefined {
  const { status, message = '', response } = error as Failure;
  if (status !== 403 && status !== 429) return undefined;
  const {
    'retry-after': after,
    'x-ratelimit-remaining': remaining,
    'x-ratelimit-reset': reset,
  } = response?.headers ?? {};
  const asked = after === undefined ? undefined : retryAfter(String(after), now);
  if (asked !== undefined) return asked;
  if (String(remaining) === '0') {
    const until = Number(reset) * 1_000;
    return Number.isFinite(until) ? Math.max(0, until - now) : UNSAID;
  }
  // The secondary limit's 403 has no header of its own; its message is all that tells it from a missing permission.
  return status === 429 || /rate limit/i.test(message) ? UNSAID : undefined;
}

/** In seconds, or as a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfter(value: string, now: number): number | undefined {
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
