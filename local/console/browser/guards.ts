import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Checked, unless } from './watched';

/** Who gets in, and who does not: as a browser does it, which sends what a page of anybody's tells it to. */
export const guards: readonly Checked[] = [
  {
    what: 'the link leads to an address without its token, and the cookie is none of a script’s',
    async check({ page: { page } }) {
      const cookie = await page.evaluate<string>('document.cookie');
      return [
        ...unless(!page.url().includes('token'), `the address is ${page.url()}`),
        ...unless(cookie === '', `a script reads ${cookie}`),
      ];
    },
  },
  {
    what: 'a browser without the link gets 403',
    async check({ browser, dev }) {
      const context = await browser.newContext();
      try {
        const statuses: string[] = [];
        for (const path of [
          '/console',
          '/console/permissions',
          '/console/live',
          '/console/assets/console.js',
          '/console?token=none',
        ]) {
          const answer = await context.request.get(`${dev.account.endpoint}${path}`);
          if (answer.status() !== 403) statuses.push(`${path}: ${answer.status()}`);
        }
        return statuses;
      } finally {
        await context.close();
      }
    },
  },
  {
    what: 'a page of another origin can neither read nor act, though the browser has the cookie',
    async check({ page: { page }, dev }) {
      const started = dev.account.stepFunctions.executions().length;
      const other = createServer((_, response) =>
        response
          .setHeader('content-type', 'text/html')
          .end(
            `<title>.</title><form method="post" action="${dev.account.endpoint}/console/executions/start"><input name="token" value="x"></form>`,
          ),
      );
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const beside = await page.context().newPage();
      try {
        await beside.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
        const read = await beside.evaluate<string>(
          `fetch('${dev.account.endpoint}/console/permissions', { credentials: 'include' }).then((answer) => answer.text(), () => 'refused')`,
        );
        const [posted] = await Promise.all([
          beside.waitForResponse((response) => response.request().method() === 'POST'),
          beside.evaluate('document.forms[0].submit()'),
        ]);
        return [
          ...unless(read === 'refused', `it read: ${read.slice(0, 200)}`),
          ...unless(posted.status() === 403, `its form was answered with ${posted.status()}`),
          ...unless(dev.account.stepFunctions.executions().length === started, 'it started an execution'),
        ];
      } finally {
        await beside.close();
        other.closeAllConnections();
        other.close();
      }
    },
  },
];
