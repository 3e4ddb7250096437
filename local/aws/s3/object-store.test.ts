import fs, { existsSync, readdirSync, readFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { join, normalize } from 'node:path';
import fc from '../../../scripts/jest/properties';
import { DiskFull, FileObjectStore } from './object-store';
import { preconditionFailed } from './requests/conditions';
import { type Versioning } from './store/bucket';
import { temporaryFolder } from '../../test-support';

const { folder, remove } = temporaryFolder('object-store');
afterAll(remove);

let count = 0;
function emptyStore(versioning?: Versioning): FileObjectStore {
  const store = new FileObjectStore(join(folder, String(count++), 's3'));
  store.createBucket('b', versioning);
  return store;
}

test('any key of S3 is an object of its own, in a file of its own below the bucket', async () => {
  const part = fc.constantFrom('', '.', '..', 'a', 'A', 'b', '%', '%2E', '~', '*', '\u0000', 'é');
  const key = fc.oneof(
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/') || '/'),
  );
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(key, { maxLength: 6 }), async (keys) => {
      const store = emptyStore();
      for (const one of keys) await store.put('b', one, Buffer.from(one));
      const files = new Set(keys.map((one) => store.path('b', one)));
      expect(files.size).toBe(keys.length);
      for (const one of keys) {
        expect(normalize(store.path('b', one)).startsWith(join(store.folder, 'b') + '/')).toBe(true);
        expect((await store.get('b', one)).toString()).toBe(Buffer.from(one).toString());
      }
      expect(new Set(store.list('b', ''))).toEqual(new Set(keys));
    }),
    { numRuns: 60 },
  );
});

test('a versioned bucket keeps what was overwritten and deleted; a reader’s file never changes', async () => {
  const store = emptyStore('Enabled');
  const first = await store.put('b', 'k', Buffer.from('first'));
  const file = store.path('b', 'k');
  await store.put('b', 'k', Buffer.from('second'));
  await store.delete('b', 'k');
  expect([store.head('b', 'k'), store.list('b', '')]).toEqual([undefined, []]);
  expect(readFileSync(file, 'utf8')).toBe('first');
  expect(store.bucket('b').version('k', first.versionId)).toMatchObject({ file, etag: first.etag });
  expect(store.bucket('b').versions('k')).toMatchObject([{ isMarker: true }, { size: 6 }, { size: 5 }]);
  await store.deleteVersion('b', 'k', first.versionId);
  expect(existsSync(file)).toBe(false);
});

test.each([undefined, 'Suspended'] as const)('a bucket whose versions are %s keeps one', async (versioning) => {
  const store = emptyStore(versioning);
  await store.put('b', 'k', Buffer.from('first'));
  const file = store.path('b', 'k');
  await store.put('b', 'k', Buffer.from('second'));
  expect([existsSync(file), store.bucket('b').versions('k')]).toEqual([false, [expect.objectContaining({ size: 6 })]]);
});

test('of many conditional writers one wins', async () => {
  const store = emptyStore();
  const condition = (newest: unknown) => {
    if (newest) throw preconditionFailed('If-None-Match');
  };
  const puts = Array.from({ length: 10 }, (_, n) => store.put('b', 'k', Buffer.from(String(n)), { condition }));
  const settled = await Promise.allSettled(puts);
  const winners = settled.flatMap(({ status }, n) => (status === 'fulfilled' ? [String(n)] : []));
  expect(winners).toHaveLength(1);
  expect((await store.get('b', 'k')).toString()).toBe(winners[0]);
  expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'PreconditionFailed' } });
});

test('on a full disk nothing half-written stays, and what was there is whole', async () => {
  const store = emptyStore();
  await store.put('b', 'k', Buffer.from('before'));
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  jest.spyOn(promises, 'open').mockRejectedValueOnce(full);
  await expect(store.put('b', 'k', Buffer.alloc(1 << 21))).rejects.toThrow(DiskFull);
  jest.spyOn(fs, 'writevSync').mockImplementationOnce(() => {
    throw full;
  });
  await expect(store.put('b', 'k', Buffer.from('after'))).rejects.toThrow(DiskFull);
  expect((await store.get('b', 'k')).toString()).toBe('before');
  expect(readdirSync(join(store.folder, '../s3-incoming'))).toEqual([]);
});

test('a file that is handed over is moved', async () => {
  const store = emptyStore();
  const file = store.temporary('parquet');
  await promises.writeFile(file, 'rows');
  expect(await store.put('b', 'a/b', { file })).toMatchObject({ key: 'a/b', size: 4 });
  expect([existsSync(file), (await store.get('b', 'a/b')).toString()]).toEqual([false, 'rows']);
});

test('what is not there is told as S3 tells it', async () => {
  const store = emptyStore();
  await expect(store.get('b', 'k')).rejects.toMatchObject({ code: 'NoSuchKey', status: 404 });
  await expect(store.put('c', 'k', Buffer.from(''))).rejects.toMatchObject({ code: 'NoSuchBucket', status: 404 });
});
