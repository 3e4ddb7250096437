import { S3Client } from '@aws-sdk/client-s3';
import { linkToPage } from './store-page';

const place = { bucket: 'reports-bucket', key: 'reports/monthly-dev-0.html' };
const now = new Date('2026-11-01T08:00:00Z');
const client = (expiration?: Date) =>
  new S3Client({
    region: 'eu-west-1',
    credentials: {
      accessKeyId: 'ASIAROLE',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      ...(expiration ? { expiration } : {}),
    },
  });

it('signs for twelve hours, and says that it may be less', async () => {
  const { url, until, sure } = await linkToPage(client(), place, now);
  const { origin, pathname, searchParams } = new URL(url);
  expect(origin + pathname).toBe('https://reports-bucket.s3.eu-west-1.amazonaws.com/reports/monthly-dev-0.html');
  expect(Object.fromEntries(searchParams)).toMatchObject({
    'X-Amz-Date': '20261101T080000Z',
    'X-Amz-Expires': '43200',
    'X-Amz-Security-Token': 'token',
  });
  expect({ until, sure }).toEqual({ until: new Date('2026-11-01T20:00:00Z'), sure: false });
});

it('signs until the session ends, where it is told when that is', async () => {
  const { url, until, sure } = await linkToPage(client(new Date('2026-11-01T09:00:00Z')), place, now);
  expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('3600');
  expect({ until, sure }).toEqual({ until: new Date('2026-11-01T09:00:00Z'), sure: true });
  const longer = await linkToPage(client(new Date('2026-11-02T08:00:00Z')), place, now);
  expect(longer).toMatchObject({ until: new Date('2026-11-01T20:00:00Z'), sure: true });
});
