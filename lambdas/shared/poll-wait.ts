/** Seconds after a query's submission at which it is looked at: often while it may end soon, then every half minute. */
const FIRST_LOOKS = [2, 4, 8, 16];
const STEADY_INTERVAL = 30;

/**
 * Whole seconds to wait before a query is looked at again, 1 to 30: until the next of 2, 4, 8, 16, 30, 60, 90, … seconds
 * after its submission. It follows from two moments alone, so nothing is carried round the loop, and what a round takes
 * does not add up. The steady looks are those of a constant wait of 30 s: no query is noticed later than by that wait,
 * and a long one costs four rounds more, however long it is.
 * @param submitted Athena's `SubmissionDateTime`; where it is unknown, the wait is 30 s
 */
export function pollWait(submitted: Date | undefined, now: Date): number {
  if (submitted === undefined) return STEADY_INTERVAL;
  // Athena's clock may be ahead of ours.
  const elapsed = Math.max(0, (now.getTime() - submitted.getTime()) / 1000);
  const next =
    FIRST_LOOKS.find((look) => look > elapsed) ?? (Math.floor(elapsed / STEADY_INTERVAL) + 1) * STEADY_INTERVAL;
  return Math.ceil(next - elapsed);
}

/**
 * Whole seconds to wait before a query that Athena ended as FAILED or CANCELLED is started again: one minute after the
 * first, five after the second, so that what lasts for five minutes ends no report.
 */
export const waitBeforeRestart = (attempt: number): number => (attempt === 0 ? 60 : 300);
