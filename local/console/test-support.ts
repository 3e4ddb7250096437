import { request } from 'node:http';
import { synthesizeInto } from '../../terraform/test-support';
import { standUp } from '../aws/account';
import { LiveClock } from '../aws/shared/clock';
import { Ledger } from '../start/running/ledger';
import { namesOf } from '../start/running/stack-names';
import { devStack, temporaryFolder } from '../test-support';
import { openConsole } from './open-console';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** For tests: dev stands in real time, its waits a thousand times shorter, and its console is open. */
export async function consoleOfDev(name: string) {
  const { folder, remove } = temporaryFolder(name);
  synthesizeInto(folder);
  const ledger = new Ledger();
  const clock = new LiveClock(1000);
  const account = await standUp(devStack(folder), { clock, folder, record: ledger.record });
  const links: string[] = [];
  const names = namesOf(account.stack);
  const opened = openConsole({ account, names, ledger }, (link) => links.push(link));

  const ask = (path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const sent = request(new URL(path, account.endpoint), { method, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
      });
      sent.on('error', reject);
      sent.end(body);
    });

  /** A browser that took the link: its pages, and its forms. */
  async function browser() {
    const { headers } = await ask(opened.link);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    const page = (path: string) => ask(path, { headers: { cookie } });
    const { body } = await page('/console/executions');
    const token = /name="token" value="([^"]+)"/.exec(body)?.[1] ?? '';
    const act = (path: string, fields: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) =>
      ask(path, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...more },
        body: new URLSearchParams({ token, ...fields }).toString(),
      });
    return { cookie, token, page, act };
  }

  return {
    /** Where dev is synthesized. */
    folder,
    account,
    names,
    ledger,
    links,
    opened,
    ask,
    browser,
    async end() {
      opened.close();
      // What the stream has would be delivered to a folder that is gone.
      await account.firehose.flush();
      await account.close();
      remove();
    },
  };
}
