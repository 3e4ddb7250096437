/**
 * Where a behaviour is known from: a page of AWS, an answer recorded on AWS (repository and test), a shape of the
 * service's model.
 */
export type Source = { readonly page: string } | { readonly recorded: string } | { readonly model: string };

/**
 * One behaviour that the local account vouches for. Each service has its own in `<service>/truth/`, with whatever a row
 * of its table needs beside this (request, answer, or the words of a refusal); a test beside them runs every row.
 */
export interface Truth {
  /** A sentence, as AWS's page would have it. */
  readonly says: string;
  readonly source: Source;
}
