import { type Signature } from './sigv4';
import { verifyChunks } from './signed-chunks';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const seed = (signature: string): Signature => ({
  by: 'header',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  day: '20130524',
  region: 'us-east-1',
  service: 's3',
  date: '20130524T000000Z',
  signedAt: new Date('2013-05-24T00:00:00Z'),
  signedHeaders: ['host'],
  signature,
});
/** The 65 KiB of a's of AWS's examples, in chunks of 64 KiB, 1 KiB and nothing, with these signatures. */
const framed = (signatures: readonly string[], trailers = ''): Buffer =>
  Buffer.from(
    [65_536, 1024, 0]
      .map((size, index) => {
        const end = size === 0 ? '' : `${'a'.repeat(size)}\r\n`;
        return `${size.toString(16)};chunk-signature=${signatures[index]}\r\n${end}`;
      })
      .join('') + `${trailers}\r\n`,
  );
const refused = expect.objectContaining({ code: 'SignatureDoesNotMatch' });

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
describe('chunks, as AWS publishes them', () => {
  const signatures = [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ];
  const signature = seed('4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9');

  test('are right', () => expect(() => verifyChunks(framed(signatures), signature, secret)).not.toThrow());

  test.each([
    ['a byte', (body: string) => body.replace('aaa', 'aab')],
    ['two chunks that changed places', (body: string) => body.replace(/ad80c7\w+/, '0055627c')],
    ['a chunk without its signature', (body: string) => body.replace(/;chunk-signature=0055\w+/, '')],
    ['an end that is another’s', (body: string) => body.replace('b6c6ea', 'b6c6eb')],
  ])('are refused for %s', (_what, change) => {
    const changed = Buffer.from(change(framed(signatures).toString()));
    expect(() => verifyChunks(changed, signature, secret)).toThrow(refused);
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
test('so are the trailers behind them', () => {
  const signature = seed('106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e');
  const signatures = [
    'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
    '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
    '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
  ];
  const trailers = (checksum: string) =>
    `x-amz-checksum-crc32c:${checksum}\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n`;
  expect(() => verifyChunks(framed(signatures, trailers('sOO8/Q==')), signature, secret)).not.toThrow();
  expect(() => verifyChunks(framed(signatures, trailers('sOO8/A==')), signature, secret)).toThrow(refused);
});
