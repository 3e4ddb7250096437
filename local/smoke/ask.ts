import { type Clients } from './clients';
import { type Read } from './reads/read';

/** What came of a call. */
export type Answer =
  | { readonly kind: 'value'; readonly value: object }
  /** The service's error, such as that there is no such thing. */
  | { readonly kind: 'error'; readonly code: string }
  /** The caller may not know, or AWS could not say. */
  | { readonly kind: 'unread'; readonly code: string }
  /** The local account has no such operation. */
  | { readonly kind: 'unserved' };

/** @throws what keeps us from talking to the service at all: no network, credentials that it does not take */
export async function ask(read: Read, clients: Clients, refused: (error: Error) => Error | undefined): Promise<Answer> {
  try {
    return { kind: 'value', value: await read.send(clients) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const never = refused(error);
    if (never) throw never;
    return answerOf(error);
  }
}

function answerOf(error: Error): Answer {
  const { name: code, message } = error;
  const status = statusOf(error);
  // Not an answer of a service's.
  if (status === undefined) throw error;
  if (message.includes('is not served here')) return { kind: 'unserved' };
  if (status === 403 || /^(AccessDenied|AuthorizationError|NotAuthorized)/.test(code)) return { kind: 'unread', code };
  if (status === 429 || status >= 500 || /Throttl|TooManyRequests|LimitExceeded/.test(code)) {
    return { kind: 'unread', code };
  }
  // The client could not read the answer, which may be anything.
  if (/^(Unknown|UnknownError|Error)$/.test(code)) return { kind: 'unread', code: `${code}, status ${status}` };
  return { kind: 'error', code };
}

function statusOf(error: Error): number | undefined {
  if (!('$metadata' in error)) return undefined;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode;
}
