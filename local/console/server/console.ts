import { readFileSync } from 'node:fs';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { html } from '../../../lambdas/shared/html';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { checkOwnPage } from '../../aws/endpoint/sender';
import { layout } from '../page/layout';
import { STYLE } from '../page/style';
import { type Context, type Refused, type Shown, type View, type ViewRequest } from '../view';
import { errorWords } from '../../../scripts/text/words';
import { redirect, sendAsset, sendDownload, sendPage, sendText } from './answers';
import { readFields } from './fields';
import { linkTo } from './link';
import { Live } from './live';
import { cookieOf, mayAct, type Session, Sessions } from './session';

const file = (name: string): string => readFileSync(join(repositoryRoot(), 'local/console/page', name), 'utf8');

/** What the pages load, by name. */
const assets: Readonly<Record<string, () => readonly [type: string, text: string]>> = {
  'console.css': () => ['text/css; charset=utf-8', STYLE],
  'console.js': () => ['text/javascript; charset=utf-8', file('console.js')],
};

/** The console's side of the endpoint: who may see it, and what is shown at which address. */
export class Console {
  readonly #sessions = new Sessions();
  readonly #live: Live;

  /** @param onOpened hears that the link was taken, and no other browser can take it */
  constructor(
    private readonly shown: Shown,
    private readonly views: readonly View[],
    private readonly onOpened: () => void,
  ) {
    this.#live = new Live(shown, views);
  }

  /** Opens the console in one browser: the next one needs another. */
  get link(): string {
    return `${this.shown.account.endpoint}/console?token=${this.#sessions.token}`;
  }

  close(): void {
    this.#live.close();
    this.shown.clients.close();
  }

  /** @returns whether the request is the console's */
  readonly take = (request: IncomingMessage, response: ServerResponse): boolean => {
    // All other targets are not even read here: a client may send what is no address.
    if (!/^\/console(?:[/?]|$)/.test(request.url ?? '')) return false;
    const url = new URL(request.url ?? '', this.shown.account.endpoint);
    const [first, ...path] = url.pathname.split('/').slice(1);
    if (first !== 'console') return false;
    response.on('error', () => undefined);
    void this.#answer(request, response, path, url).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendText(response, 500, errorWords(error));
    });
    return true;
  };

  async #answer(request: IncomingMessage, response: ServerResponse, path: readonly string[], url: URL): Promise<void> {
    const { headers, method = 'GET', socket } = request;
    try {
      checkOwnPage(headers, socket.localPort ?? 0);
    } catch (error) {
      return sendText(response, 403, errorWords(error));
    }
    const token = url.searchParams.get('token');
    if (path.length === 0 && method === 'GET' && token !== null) return this.#open(response, token);
    const session = this.#sessions.of(request);
    if (!session) return sendText(response, 403, CLOSED);
    if (method === 'POST') return this.#act(request, response, session, path);
    if (method !== 'GET' && method !== 'HEAD')
      return sendText(response, 405, `${method} does nothing here.`, { allow: 'GET, HEAD, POST' });
    const [name = '', ...below] = path;
    if (name === '') return redirect(response, linkTo(this.views[0]?.name ?? ''));
    if (name === 'live') return this.#live.watch(response);
    if (name === 'assets') return sendAssetOf(response, below);
    await this.#show(response, session, path, url.searchParams);
  }

  #open(response: ServerResponse, token: string): void {
    const session = this.#sessions.open(token);
    if (!session) return sendText(response, 403, CLOSED);
    this.onOpened();
    redirect(response, '/console', { 'set-cookie': cookieOf(session, response.req.socket.localPort) });
  }

  async #show(
    response: ServerResponse,
    session: Session,
    [name = '', ...rest]: readonly string[],
    query: URLSearchParams,
    refused?: Refused,
  ): Promise<void> {
    const context = this.#contextFor(session);
    const view = this.views.find((one) => one.name === name);
    const path = rest.map(decoded);
    const asked: ViewRequest = { path, query, ...(refused ? { refused } : {}) };
    const download = Object.hasOwn(view?.downloads ?? {}, path[0] ?? '') ? view?.downloads?.[path[0] ?? ''] : undefined;
    if (download) {
      const found = await download(context, { ...asked, path: path.slice(1) });
      return found ? sendDownload(response, found) : this.#missing(response, context);
    }
    // A form that was refused stands at its action's address, where its page is looked for anew.
    const isAction = Object.hasOwn(view?.actions ?? {}, path.join('/'));
    const content =
      (await view?.render(context, asked)) ?? (isAction && (await view?.render(context, { ...asked, path: [] })));
    if (!view || !content) return this.#missing(response, context);
    const { said } = session;
    // A page that gets its regions anew is not the one that tells it.
    if (response.req.headers['x-console'] === undefined) delete session.said;
    const more = { ...(said === undefined ? {} : { said }), ...(refused ? { at: linkTo(name, path) } : {}) };
    const page = { title: view.title, view: name, content, ...more };
    sendPage(response, refused ? 422 : 200, layout(context, this.views, page));
  }

  #missing(response: ServerResponse, context: Context): void {
    const content = html`<p>There is no such page. What was here may have ended with an earlier run.</p>`;
    sendPage(response, 404, layout(context, this.views, { title: 'Not found', content }));
  }

  async #act(
    request: IncomingMessage,
    response: ServerResponse,
    session: Session,
    [name = '', action = '', ...more]: readonly string[],
  ): Promise<void> {
    const actions = this.views.find((one) => one.name === name)?.actions ?? {};
    const act = Object.hasOwn(actions, action) && more.length === 0 ? actions[action] : undefined;
    const fields = await readFields(request);
    if (typeof fields === 'string') return sendText(response, 413, fields);
    if (!mayAct(session, fields.get('token')))
      return sendText(response, 403, 'This form is not of the console: open it anew.');
    if (!act) return sendText(response, 404, `There is nothing to do at ${name}/${action}.`);
    const values = Object.fromEntries(
      [...fields].flatMap(([key, value]): [string, string][] =>
        typeof value === 'string' && key !== 'token' ? [[key, value]] : [],
      ),
    );
    const done = await act(this.#contextFor(session), fields).catch((error: unknown): Refused => ({
      problems: { '': errorWords(error) },
      values,
    }));
    if ('problems' in done) {
      const back = fields.get('page');
      const path = typeof back === 'string' ? back.split('/').filter((part) => part !== '') : [];
      return this.#show(response, session, [name, ...path.map(encodeURIComponent)], new URLSearchParams(), {
        ...done,
        values: { ...values, ...done.values },
      });
    }
    if (done.said !== undefined) session.said = done.said;
    redirect(response, done.to);
  }

  #contextFor({ actionToken }: Session): Context {
    return { ...this.shown, live: true, actionToken, link: linkTo };
  }
}

const CLOSED =
  'The console opens by the link that is printed where the account was started; each link opens one browser, once, and another is printed then.';

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function sendAssetOf(response: ServerResponse, [name = '']: readonly string[]): void {
  const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
  if (!asset) return sendText(response, 404, `There is no file ${name}.`);
  sendAsset(response, ...asset());
}
