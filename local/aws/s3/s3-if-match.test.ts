import { FileObjectStore } from './object-store';
import { temporaryFolder } from '../../test-support';

const { folder, remove } = temporaryFolder('if-match');
afterAll(remove);

test('If-Match lets one writer replace what is there, and none replace what is not', async () => {
  const store = new FileObjectStore(`${folder}/s3`);
  store.createBucket('b');
  const put = (text: string, onlyIfEtag: string) => store.put('b', 'sent/marker', Buffer.from(text), { onlyIfEtag });
  await expect(put('x', 'none')).rejects.toMatchObject({ code: 'NoSuchKey' });
  const { etag } = await store.put('b', 'sent/marker', Buffer.from('first'));
  const outcomes = await Promise.allSettled([put('one', etag), put('two', etag), put('three', etag)]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(put('late', etag)).rejects.toMatchObject({ code: 'PreconditionFailed', status: 412 });
});
