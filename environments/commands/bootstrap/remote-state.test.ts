import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { remoteState } from './remote-state';

const place = { bucket: 'states', key: 'dev/bootstrap.tfstate', region: 'eu-west-1', accountId: '123456789012' };
let server: Server;
let statuses: { bucket: number; key: number };
const asked: string[] = [];
const before = { ...process.env };

beforeAll(async () => {
  server = createServer(({ method, url = '', headers }, response) => {
    asked.push(`${method ?? ''} ${url} ${String(headers['x-amz-expected-bucket-owner'])}`);
    response.writeHead(url.includes('tfstate') ? statuses.key : statuses.bucket).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  asked.length = 0;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_MAX_ATTEMPTS: '1',
  });
});
afterAll(() => {
  process.env = before;
  server.close();
});

test.each([
  [404, 404, 'no bucket'],
  [200, 404, 'no state'],
  [200, 200, 'state'],
])('a bucket that answers %i, a state that answers %i: %s', async (bucket, key, answer) => {
  statuses = { bucket, key };
  expect(await remoteState(place)).toBe(answer);
  // A bucket of this name that is someone else's is refused by S3 itself.
  for (const line of asked) expect(line).toMatch(/^HEAD \/states(\/dev\/bootstrap\.tfstate)?\/? 123456789012$/);
});

test.each([
  [403, "The bucket states is not account 123456789012's, or these credentials may not see it"],
  [301, 'The bucket states is in another region than eu-west-1'],
])('a bucket that answers %i is told in words', async (bucket, words) => {
  statuses = { bucket, key: 200 };
  await expect(remoteState(place)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining(words),
  });
});

test('no credentials are told in one line', async () => {
  for (const name of Object.keys(process.env).filter((one) => one.startsWith('AWS_'))) delete process.env[name];
  Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nowhere' });
  await expect(remoteState(place)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(/^There are no credentials for AWS: log in to account 123456789012 .*again\.$/),
  });
});
