import { type Json } from '../../../terraform/stack';
import { uuidOf } from '../shared/unique-id';

/** An event in EventBridge's envelope. https://docs.aws.amazon.com/eventbridge/latest/ref/overview.html */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601, to the second */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: { readonly [name: string]: Json };
}

/** `2026-10-01T08:00:00Z` */
export const eventTime = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** Of an event, what its sender says. */
export interface Happened extends Pick<BusEvent, 'source' | 'detail-type' | 'resources'> {
  /** A JSON object. */
  readonly detail: object;
}

/** Fields that its sender does not give. */
const OF_ENVELOPE = new Set(['version', 'id', 'account', 'time', 'region']);

/** Whether a path of an event, `detail.state`, leads to what its sender does not give. */
export const isOfEnvelope = (path: string): boolean => OF_ENVELOPE.has(path.split('.', 1)[0] ?? '');

/** Where and when an event came. */
interface Origin {
  readonly account: string;
  readonly region: string;
  readonly at: Date;
  /** How many events there were before. */
  readonly number: number;
}

/** An event and its envelope, which is made when somebody asks for it: most events match no rule. */
export class Envelope {
  readonly happened: Happened;
  #whole: BusEvent | undefined;

  constructor(
    { source, 'detail-type': detailType, resources, detail }: Happened,
    private readonly origin: Origin,
  ) {
    this.happened = { 'detail-type': detailType, source, resources, detail };
  }

  get whole(): BusEvent {
    return (this.#whole ??= enveloped(this.happened, this.origin));
  }
}

const enveloped = (
  { source, 'detail-type': detailType, resources, detail }: Happened,
  { account, region, at, number }: Origin,
): BusEvent => ({
  version: '0',
  // The same in every run of the same events.
  id: uuidOf(`${eventTime(at)} ${source} ${number}`),
  'detail-type': detailType,
  source,
  account,
  time: eventTime(at),
  region,
  resources,
  detail: detail as BusEvent['detail'],
});
