import { S3Client } from '@aws-sdk/client-s3';
import { countMalformed, MOST_BYTES, MOST_OBJECTS } from './malformed';
import { FakeAws } from '../test-support/fake-aws';

const bucket = 'events';
const prefix = 'errors/format-conversion-failed/dt=';
const period = { startDate: '2026-10-01', endDate: '2026-10-31' };

const aws = new FakeAws();
beforeAll(() => aws.start());
afterAll(() => aws.stop());
beforeEach(() => aws.reset());

const put = (key: string, body: string) => aws.objects.set(`/${bucket}/${key}`, body);
const count = () => countMalformed({ s3: new S3Client(aws.settings), bucket, prefix }, period);

it('counts the lines of the period’s objects, over pages, and of no other', async () => {
  for (const day of ['2026-09-30', '2026-10-01', '2026-10-15', '2026-10-16', '2026-10-31', '2026-11-01'])
    put(`${prefix}${day}/stream-1`, '{"a":1}\n{"b":2}\n');
  put(`${prefix}2026-10-31/stream-2`, '{"the last line has no end":1}');
  put('errors/processing-failed/dt=2026-10-15/x', '{}\n');
  expect(await count()).toEqual({ records: 9, exact: true });
});

it('finds none where there is none', async () => {
  expect(await count()).toEqual({ records: 0, exact: true });
  put(`${prefix}2026-11-01/stream-1`, '{}\n');
  expect(await count()).toEqual({ records: 0, exact: true });
});

it('reads so much and no more: what is beyond counts as one record an object', async () => {
  const line = `${'x'.repeat(1023)}\n`;
  put(`${prefix}2026-10-01/a`, line.repeat(10));
  put(`${prefix}2026-10-01/b`, line.repeat(MOST_BYTES / 1024));
  put(`${prefix}2026-10-01/c`, line.repeat(5));
  expect(await count()).toEqual({ records: 10 + (MOST_BYTES / 1024 - 10) + 1, exact: false });
  expect(aws.requests.map(({ path }) => path)).toEqual([
    `/${bucket}`,
    `/${bucket}/${prefix}2026-10-01/a`,
    `/${bucket}/${prefix}2026-10-01/b`,
  ]);
});

it('stops listing where there are too many objects', async () => {
  const s3 = {
    asked: 0,
    send() {
      this.asked += 1;
      const page = this.asked;
      return Promise.resolve({
        Contents: Array.from({ length: 1000 }, (_, index) => ({
          Key: `${prefix}2026-10-02/${page}-${index}`,
          Size: 0,
        })),
        KeyCount: 1000,
        NextContinuationToken: 'more',
      });
    },
  };
  expect(await countMalformed({ s3: s3 as unknown as S3Client, bucket, prefix }, period)).toEqual({
    records: MOST_OBJECTS,
    exact: false,
  });
  expect(s3.asked).toBe(3);
});

describe('what nobody counted is no zero:', () => {
  const ok = (body: string) => ({ status: 200, body });

  it.each([
    ['nothing', ''],
    ['something else', '<Surprise><Is>1</Is></Surprise>'],
    ['fewer keys than it says', '<ListBucketResult><KeyCount>2</KeyCount></ListBucketResult>'],
  ])('a listing that is %s', async (_, body) => {
    aws.respond = ({ query }) => (query.has('list-type') ? ok(body) : undefined);
    await expect(count()).rejects.toThrow(/^S3 listed s3:\/\/events\/errors\/.* KeyCount of (none|2): they should/);
  });

  it('an object of which nothing comes', async () => {
    put(`${prefix}2026-10-01/a`, '{}\n{}\n');
    aws.respond = ({ query }) => (query.has('list-type') ? undefined : ok(''));
    await expect(count()).rejects.toThrow(/error object s3:\/\/events\/.*: 0 bytes came, where 6 were asked for$/);
  });
});
