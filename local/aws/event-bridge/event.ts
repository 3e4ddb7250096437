import { type Json } from '../../../terraform/stack';

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
