import { type HttpRequest } from '../../endpoint/protocols';
import { Pieces } from '../../shared/pieces';
import { operations } from '../operations';
import { type Level, operationOf } from './operation';

const asked = (line: string, headers: Readonly<Record<string, string>> = {}): HttpRequest => {
  const [method = '', query = ''] = line.split(' ?');
  return { method, path: '/b/k', query: new URLSearchParams(query), headers, body: new Pieces([]) };
};
const nameOf = (level: Level, line: string, headers?: Readonly<Record<string, string>>): string =>
  operationOf(operations, asked(line, headers), level).name;

test('a subresource or parameter that no operation understands is refused by its name', () => {
  for (const line of ['PUT ?torrent', 'DELETE ?torrent', 'GET ?torrent', 'GET ?response-torrent=1']) {
    expect(() => nameOf('object', line)).toThrow(
      expect.objectContaining({ code: 'NotImplemented', status: 501, message: expect.stringMatching(/torrent/) }),
    );
  }
  expect(() => nameOf('bucket', 'PUT')).toThrow('PUT of a bucket is not served here');
});

test('a header of S3 that the operation does not know is refused by its name; a client’s own is not read', () => {
  expect(() => nameOf('object', 'PUT', { 'x-amz-website-redirect-location': '/' })).toThrow(
    'PutObject with the header x-amz-website-redirect-location is not served here',
  );
  expect(() => nameOf('object', 'DELETE', { range: 'bytes=0-1' })).toThrow('DeleteObject with the header range');
  expect(nameOf('object', 'GET', { 'cache-control': 'no-cache', traceparent: '00', 'amz-sdk-request': '1' })).toBe(
    'GetObject',
  );
});

test('of the operations whose marks a request has, it asks for the one with most of them', () => {
  expect(nameOf('object', 'PUT')).toBe('PutObject');
  expect(nameOf('object', 'PUT ?partNumber=1&uploadId=u&x-id=UploadPart')).toBe('UploadPart');
  expect(nameOf('bucket', 'GET ?list-type=2&X-Amz-Expires=9')).toBe('ListObjectsV2');
});

test('each operation is written once', () => {
  const names = operations.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});
