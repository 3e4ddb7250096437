/** Ends a query's execution; the message is its StateChangeReason. */
export class QueryFailure extends Error {
  constructor(
    reason: string,
    readonly state: 'FAILED' | 'CANCELLED' = 'FAILED',
    /** What was read before the end. */
    readonly bytesScanned = 0,
  ) {
    super(reason);
  }
}
