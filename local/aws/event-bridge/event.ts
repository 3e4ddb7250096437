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

/**
 * An event in its envelope. Its id and time are made when they are asked for: most events match no rule.
 * @param number how many events there were before
 */
export function enveloped(
  { source, 'detail-type': detailType, resources, detail }: Happened,
  {
    account,
    region,
    at,
    number,
  }: { readonly account: string; readonly region: string; readonly at: Date; readonly number: number },
): BusEvent {
  let id: string | undefined;
  return {
    version: '0',
    get id() {
      // The same in every run of the same events.
      return (id ??= uuidOf(`${this.time} ${source} ${number}`));
    },
    'detail-type': detailType,
    source,
    account,
    get time() {
      return eventTime(at);
    },
    region,
    resources,
    detail: detail as BusEvent['detail'],
  };
}
