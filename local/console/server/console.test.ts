import { connect } from 'node:net';
import { consoleOfDev } from '../test-support';

let dev: Awaited<ReturnType<typeof consoleOfDev>>;
beforeAll(async () => (dev = await consoleOfDev('console')));
afterAll(() => dev.end());

test('the link opens one browser, once, and leads to an address without its token; the next link is printed', async () => {
  const { link } = dev.opened;
  const opened = await dev.ask(link);
  expect(opened).toMatchObject({ status: 303, headers: { location: '/console' } });
  expect(opened.headers['set-cookie']).toEqual([
    expect.stringMatching(/^console-\d+=[\w-]{32}; Path=\/console; HttpOnly; SameSite=Strict$/),
  ]);
  expect((await dev.ask(link)).status).toBe(403);
  expect(dev.links).toEqual([dev.opened.link]);
  expect(dev.opened.link).not.toBe(link);
});

test('nothing is reachable without the cookie, by another name, or from another origin', async () => {
  const { cookie, page } = await dev.browser();
  const paths = ['', '/', '/permissions', '/live', '/assets/console.js', '?token=', '?token=guess', '/nothing'];
  for (const path of paths) {
    expect([path, (await dev.ask(`/console${path}`)).status]).toEqual([path, 403]);
    for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, { host: 'evil.example' }]) {
      const { status, body } = await dev.ask(`/console${path}`, { headers: { cookie, ...headers } });
      expect([path, headers, status]).toEqual([path, headers, 403]);
      expect(body).not.toContain('<');
    }
  }
  expect((await page('/console/permissions')).status).toBe(200);
  expect((await page('/console/nothing')).status).toBe(404);
  expect((await page('/console/permissions/toString')).status).toBe(404);
  expect((await dev.ask('/console/permissions', { headers: { cookie: `${cookie}x` } })).status).toBe(403);
});

test('every page forbids what it does not need: scripts and styles of others, frames, referrers, caches', async () => {
  const { page } = await dev.browser();
  const { headers, body } = await page('/console/permissions');
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': expect.stringMatching(
      /^default-src 'none'; script-src 'self'; style-src 'self';.*frame-ancestors 'none'/,
    ) as string,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  expect(body).not.toMatch(/<script(?! src="\/console\/)|<style| style=| on\w+=/);
});

test('what changes something needs the second token, too', async () => {
  const { cookie, act, token } = await dev.browser();
  const path = '/console/executions/start';
  const form = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
  for (const body of ['', 'token=', `token=${token}x`])
    expect((await dev.ask(path, { method: 'POST', headers: form, body })).status).toBe(403);
  expect((await act(path, {}, { origin: 'http://evil.example' })).status).toBe(403);
  expect((await act('/console/executions/nothing', {})).status).toBe(404);
  expect((await act('/console/executions/constructor', {})).status).toBe(404);
  expect(dev.account.stepFunctions.executions()).toEqual([]);
  // A browser's own: without a referrer its forms come from nowhere, and it says from which site.
  const from = (site: string) => act('/console/executions/nothing', {}, { origin: 'null', 'sec-fetch-site': site });
  expect((await from('cross-site')).status).toBe(403);
  expect((await from('same-origin')).status).toBe(404);
});

test('what somebody signed is still the services’: a bucket may have that name', async () => {
  const { body } = await dev.ask('/console/permissions', {
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=b',
    },
  });
  expect(body).toContain('<Error>');
});

test('a target that is no address is the endpoint’s to refuse, and the account stays up', async () => {
  const { port } = new URL(dev.account.endpoint);
  for (const target of ['//', 'http://[', '/console/%', '/console/../x', '/consolelike', '*']) {
    const first = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.end(`GET ${target} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`),
      );
      let text = '';
      socket
        .on('data', (piece) => (text += String(piece)))
        .on('end', () => resolve(text))
        .on('error', reject);
    });
    expect([target, first]).toEqual([target, expect.stringMatching(/^HTTP\/1\.1 4\d\d /) as string]);
  }
  expect((await dev.ask('/console')).status).toBe(403);
});

test('what an action came to is told by the page that follows, not by one that only gets its regions anew', async () => {
  const { page, act, cookie } = await dev.browser();
  await act('/console/data/event', { id: '1' });
  await dev.ask('/console/data', { headers: { cookie, 'x-console': 'regions' } });
  expect((await page('/console/data')).body).toContain('took the event');
  expect((await page('/console/data')).body).not.toContain('took the event');
});
