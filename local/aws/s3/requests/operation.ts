import { type HttpRequest } from '../../endpoint/protocols';
import { NotServed } from '../../shared/errors';
import { Kept } from '../../shared/kept';

/** What of S3 a request names. */
export type Level = 'account' | 'bucket' | 'object';

/** How a request is known to be one operation's, and all that it may carry. */
export interface Shape {
  /** As the service's model has it. */
  readonly name: string;
  readonly method: string;
  readonly on: Level;
  /** Query parameters that tell it from its neighbours, with their value where that matters. */
  readonly by?: Readonly<Record<string, string | true>>;
  /** The header that tells it from its neighbours. */
  readonly byHeader?: string;
  /** Further query parameters that are understood. */
  readonly query?: readonly string[];
  /** Headers that are understood; a trailing `*` stands for any ending. */
  readonly headers?: readonly string[];
}

/** Of every request: who signs it, how its body is framed, what a client says of itself. */
const ofEvery = [
  'x-amz-date',
  'x-amz-content-sha256',
  'x-amz-security-token',
  'x-amz-user-agent',
  'x-amz-decoded-content-length',
  'x-amz-trailer',
  'x-amz-expected-bucket-owner',
  'x-amz-request-payer',
];

/**
 * The fields of HTTP that some operation of S3 reads; with `x-amz-*`, all that a header can ask of it. S3 ignores others,
 * as RFC 9110 5.1 has it.
 */
const read = new Set([
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-md5',
  'expires',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'range',
]);

/** `x-id` is how SDKs write an operation's name into the address, `X-Amz-*` a presigned URL's signature. */
const isOfEvery = (name: string): boolean => name === 'x-id' || name.startsWith('X-Amz-');

/**
 * The operation that a request asks for: of those whose marks it has, the one with most of them.
 * @throws NotServed naming the method, parameter or header that nobody here understands
 */
export function operationOf<One extends Shape>(operations: readonly One[], request: HttpRequest, on: Level): One {
  const found = sameKind(operations, on, request.method).find((one) => hasMarks(one, request));
  const strange =
    request.query.size === 0
      ? []
      : [...request.query.keys()].filter(
          (name) => !isOfEvery(name) && !(found && (name in (found.by ?? {}) || found.query?.includes(name))),
        );
  if (!found || strange.length > 0) throw notServed(found, request, on, [...new Set(strange)]);
  const headers = Object.keys(request.headers).filter(
    (name) => (name.startsWith('x-amz-') || read.has(name)) && !understands(found, name),
  );
  if (headers.length > 0) {
    const what = `${found.name} with the header${headers.length > 1 ? 's' : ''} ${headers.join(', ')}`;
    throw new NotServed('NotImplemented', what, 501);
  }
  return found;
}

const kinds = new Kept<readonly Shape[], readonly Shape[]>();

/** Those of a method on a level, with most marks first. */
const sameKind = <One extends Shape>(operations: readonly One[], on: Level, method: string): readonly One[] =>
  kinds.get(operations, `${method} ${on}`, () =>
    operations.filter((one) => one.on === on && one.method === method).sort((a, b) => marks(b) - marks(a)),
  ) as readonly One[];

const marks = ({ by = {}, byHeader }: Shape): number => Object.keys(by).length + (byHeader === undefined ? 0 : 1);

function hasMarks({ by = {}, byHeader }: Shape, { query, headers }: HttpRequest): boolean {
  if (byHeader !== undefined && headers[byHeader] === undefined) return false;
  return Object.entries(by).every(([name, value]) => (value === true ? query.has(name) : query.get(name) === value));
}

function understands({ byHeader, headers = [], method }: Shape, name: string): boolean {
  // Of a read, it tells caches on the way what to do.
  if (name === 'cache-control' && (method === 'GET' || method === 'HEAD')) return true;
  return (
    name === byHeader ||
    ofEvery.includes(name) ||
    headers.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : one === name))
  );
}

function notServed(
  found: Shape | undefined,
  { method }: HttpRequest,
  on: Level,
  strange: readonly string[],
): NotServed {
  const asked = strange.length > 0 ? `?${strange.join('&')}` : '';
  const what = found && asked !== '' ? `${found.name} with ${asked}` : `${method} of ${an(on)}${asked}`;
  return new NotServed('NotImplemented', what, 501);
}

const an = (on: Level): string => (on === 'bucket' ? 'a bucket' : `an ${on}`);
