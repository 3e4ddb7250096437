import { existsSync, readdirSync } from 'node:fs';
import promises from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { DiskFull, FileObjectStore } from './object-store';
import { temporaryFolder } from '../../test-support';

const { folder, remove } = temporaryFolder('object-store');
afterAll(remove);

let count = 0;
function emptyStore(): FileObjectStore {
  const store = new FileObjectStore(join(folder, String(count++), 's3'));
  store.createBucket('b');
  return store;
}

test('any key of S3 is a file of its own below the bucket, and is found again', async () => {
  const key = fc.oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.stringMatching(/^[a./%*?[\]\\-]{1,12}$/));
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(key, { maxLength: 6 }), async (keys) => {
      const store = emptyStore();
      // A key may not be the folder of another.
      const flat = keys.filter((one) => !keys.some((other) => other !== one && other.startsWith(one)));
      for (const one of flat) await store.put('b', one, Buffer.from(one));
      const again = new FileObjectStore(store.folder);
      for (const one of flat) {
        expect(store.path('b', one).startsWith(join(store.folder, 'b') + '/')).toBe(true);
        expect((await again.get('b', one)).toString()).toBe(Buffer.from(one).toString());
      }
      expect(again.list('b', '')).toEqual(store.list('b', ''));
    }),
    { numRuns: 60 },
  );
});

test('of many conditional writers one wins', async () => {
  const store = emptyStore();
  const puts = Array.from({ length: 10 }, (_, n) =>
    store.put('b', 'k', Buffer.from(String(n)), { onlyIfAbsent: true }),
  );
  const settled = await Promise.allSettled(puts);
  const winners = settled.flatMap(({ status }, n) => (status === 'fulfilled' ? [String(n)] : []));
  expect(winners).toHaveLength(1);
  expect((await store.get('b', 'k')).toString()).toBe(winners[0]);
  expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'PreconditionFailed' } });
});

test('on a full disk nothing half-written stays, and what was there is whole', async () => {
  const store = emptyStore();
  await store.put('b', 'k', Buffer.from('before'));
  jest.spyOn(promises, 'writeFile').mockRejectedValueOnce(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
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
  await store.put('b', 'a/b', Buffer.from(''));
  await expect(store.put('b', 'a', Buffer.from(''))).rejects.toMatchObject({ code: 'NotImplemented' });
});
