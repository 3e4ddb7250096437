/** A record as a sender hands it to Firehose, and when. */
export interface SentEvent {
  readonly arrival: Date;
  readonly data: string;
}
