import { AwsError } from '../shared/errors';
import { Pieces } from '../shared/pieces';

/** An upload's bytes, freed of their framing, and the checksums that came behind them. */
export interface Decoded {
  readonly body: Pieces;
  readonly trailers: Readonly<Record<string, string>>;
  /** As they came, the empty one at the end too. */
  readonly chunks: readonly { readonly bytes: Buffer; readonly signature?: string }[];
}

/**
 * `aws-chunked`: `<hex size>[;chunk-signature=…]\r\n<bytes>\r\n … 0\r\n<trailer>:<value>\r\n\r\n`.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 * @throws AwsError IncompleteBody when the framing does not add up
 */
export function decodeAwsChunked(framed: Buffer): Decoded {
  const chunks: { bytes: Buffer; signature?: string }[] = [];
  let at = 0;
  const line = (): string => {
    const end = framed.indexOf('\r\n', at);
    if (end === -1) throw incomplete();
    const text = framed.toString('latin1', at, end);
    at = end + 2;
    return text;
  };
  for (;;) {
    const [hex = '', ...extensions] = line().split(';');
    if (!/^[0-9a-f]+$/i.test(hex)) throw incomplete();
    const size = parseInt(hex, 16);
    const given = extensions.find((one) => one.startsWith('chunk-signature='));
    const signature = given === undefined ? {} : { signature: given.slice('chunk-signature='.length) };
    if (size === 0) {
      chunks.push({ bytes: framed.subarray(at, at), ...signature });
      break;
    }
    if (at + size + 2 > framed.length) throw incomplete();
    chunks.push({ bytes: framed.subarray(at, at + size), ...signature });
    at += size;
    if (line() !== '') throw incomplete();
  }
  const trailers: Record<string, string> = {};
  while (at < framed.length) {
    const text = line();
    if (text === '') break;
    const colon = text.indexOf(':');
    trailers[text.slice(0, colon).trim().toLowerCase()] = text.slice(colon + 1).trim();
  }
  return {
    body: new Pieces(chunks.map(({ bytes }) => bytes)),
    trailers,
    chunks,
  };
}

function incomplete(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'The request body terminated unexpectedly: its aws-chunked framing is not whole',
  );
}
