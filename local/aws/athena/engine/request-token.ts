import { invalidRequest } from './statement';

/** aoyagikouhei/athena-local at 3b61d1c, docs/dev/measurements/client-request-token.md, #3, #146 and #147. */
const mostBytes = 128;

/**
 * The token of a request that its sender may repeat; the model holds its characters.
 * @throws AwsError for one that has more bytes than it may have characters
 */
export function readToken(token: unknown): string | undefined {
  if (typeof token !== 'string') return undefined;
  if (Buffer.byteLength(token) <= mostBytes) return token;
  throw invalidRequest(`clientRequestToken exceeds maximum allowed length ${mostBytes}`, 'INVALID_INPUT');
}

/** SDKs send one by themselves. @throws AwsError for a request that comes without */
export function requireToken({ ClientRequestToken: token }: Record<string, unknown>): void {
  if (token === undefined || token === null) {
    throw invalidRequest('clientRequestToken is null or empty', 'INVALID_INPUT');
  }
}

/** What a repeat may not have otherwise: neither parameters nor workgroup are among it. */
export function comparedOf(input: Record<string, unknown>): string {
  const { Catalog, Database } = (input['QueryExecutionContext'] ?? {}) as Record<string, unknown>;
  const { OutputLocation } = (input['ResultConfiguration'] ?? {}) as Record<string, unknown>;
  return JSON.stringify([input['QueryString'], Catalog ?? null, Database ?? null, OutputLocation ?? null]);
}
