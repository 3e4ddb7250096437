/** What a plan's reader must know of a type of resource, and Terraform doesn't say. */
export interface Bill {
  /** What is gone for good when one is destroyed. Absent: another one is as good. */
  readonly loses?: string;
  /** US dollars a month for being there, whatever it does; undefined when its values don't tell. */
  readonly monthly?: (values: Readonly<Record<string, unknown>>) => number | undefined;
  /** What else its bill goes by: only use can tell how much that is. */
  readonly use?: string;
}

/** It holds nothing, and costs nothing. */
export const NOTHING: Bill = {};

/** What a service bills by. */
export interface Pricing {
  readonly page: string;
  readonly rates: Readonly<Record<string, Rate>>;
}

export interface Rate {
  /** US dollars */
  readonly dollars: number;
  readonly per: string;
  /** How many of what is counted are in one of `per`; 1 when absent. */
  readonly batch?: number;
}

/**
 * List prices without free tiers and taxes; other regions differ by some per cent. They are kept here and not fetched,
 * since a run needs no network: each service's page is what counts.
 */
export const listPrices = { region: 'US East (N. Virginia)', asOf: '2025' };
