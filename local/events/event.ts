/** A record as a sender hands it to Firehose, and when. */
export interface SentEvent {
  readonly arrival: Date;
  readonly data: string;
}

/** Events in order of arrival: a list, or made as they are asked for, the same ones each time. */
export interface SentEvents extends Iterable<SentEvent> {
  readonly length: number;
}
