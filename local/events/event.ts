/** A record as a sender hands it to Firehose, and when. */
export interface SentEvent {
  readonly arrival: Date;
  readonly data: string;
  /** The same in UTF-8, where that is at hand. */
  readonly bytes?: Uint8Array;
}

/** Events in order of arrival: a list, or made as they are asked for, the same ones each time. */
export interface SentEvents extends Iterable<SentEvent> {
  readonly length: number;
  /** When the last of each day arrives, day by day, where that is known without going through them. */
  readonly lastOfDays?: readonly Date[];
}
