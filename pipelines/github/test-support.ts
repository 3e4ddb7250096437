import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { connect, type GitHub } from './client';

export interface FakeComment {
  id: number;
  body: string;
  html_url: string;
  user: { login: string; type: string };
}

export interface FakeIssue extends FakeComment {
  number: number;
  title: string;
  state: string;
  state_reason?: string;
  labels: { name: string }[];
  pull_request?: object;
}

/** A failure that the next request gets: before GitHub does anything, or after it did what was asked. */
export interface Failure {
  readonly on: string;
  readonly status: number;
  readonly done?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
}

export const BOT = { login: 'github-actions[bot]', type: 'Bot' };

/** GitHub's REST API on loopback, as far as the pipelines call it; the routes and shapes are those of its reference. */
export class FakeGitHub {
  readonly comments: (FakeComment & { issue: number })[] = [];
  readonly issues: FakeIssue[] = [];
  /** The repository's labels. */
  readonly labels: { name: string; color: string; description: string }[] = [];
  /** The names of a pull request's labels, by its number. */
  readonly labelled = new Map<number, string[]>();
  /** Each body that a comment was written with, in order. */
  readonly bodies: string[] = [];
  /** By path, what GitHub answers. */
  readonly environments = new Map<string, unknown>();
  /** What else GitHub answers, by `METHOD path`. */
  readonly answers = new Map<string, unknown>();
  /** `METHOD path`, in order. */
  readonly requests: string[] = [];
  readonly failures: Failure[] = [];
  #next = 1;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const url = new URL(request.url ?? '/', 'http://x');
        const asked = `${request.method} ${url.pathname}`;
        this.requests.push(asked);
        const index = this.failures.findIndex(({ on }) => asked.startsWith(on));
        const [failure] = index < 0 ? [] : this.failures.splice(index, 1);
        const answer =
          request.headers.authorization === 'token a-token'
            ? failure && !failure.done
              ? undefined
              : this.#answer(asked, url.searchParams, body)
            : { status: 401, data: { message: 'Bad credentials' } };
        const { status, data } =
          failure === undefined || answer?.status === 401
            ? (answer ?? NOT_FOUND)
            : { status: failure.status, data: { message: failure.message ?? 'told to fail' } };
        response.writeHead(status, { 'content-type': 'application/json', ...failure?.headers });
        response.end(status === 204 ? undefined : JSON.stringify(data));
      });
    });
  }

  static async listen(): Promise<FakeGitHub> {
    const fake = new FakeGitHub();
    await new Promise<void>((resolve) => fake.#server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  /** What a job's environment says. */
  get env(): Record<string, string> {
    const { port } = this.#server.address() as AddressInfo;
    return { GITHUB_TOKEN: 'a-token', GITHUB_REPOSITORY: 'o/r', GITHUB_API_URL: `http://127.0.0.1:${port}` };
  }

  connect = (): GitHub => connect(this.env);

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  comment(issue: number, body: string, user = BOT): FakeComment {
    const id = this.#next++;
    const made = { id, issue, body, user, html_url: `https://github.com/o/r/pull/${issue}#issuecomment-${id}` };
    this.comments.push(made);
    return made;
  }

  issue(given: Pick<FakeIssue, 'title' | 'body'> & Partial<FakeIssue>): FakeIssue {
    const number = this.#next++;
    const html_url = `https://github.com/o/r/issues/${number}`;
    const made = { id: number, number, state: 'open', labels: [], user: BOT, html_url, ...given };
    this.issues.push(made);
    return made;
  }

  /** https://docs.github.com/en/rest/issues/labels */
  #labels(
    asked: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
  ): { status: number; data?: unknown } | undefined {
    const [, method = '', issue, name] =
      /^(\w+) \/repos\/o\/r(?:\/issues\/(\d+))?\/labels(?:\/(.+))?$/.exec(asked) ?? [];
    if (method === '') return undefined;
    const wanted = decodeURIComponent(name ?? '');
    if (issue === undefined) {
      if (method === 'POST') {
        this.labels.push(body as (typeof this.labels)[number]);
        return { status: 201, data: body };
      }
      if (name === undefined) return { status: 200, data: query.get('page') === '1' ? this.labels : [] };
      const found = this.labels.find((label) => label.name === wanted);
      return found ? { status: 200, data: found } : NOT_FOUND;
    }
    const there = this.labelled.get(Number(issue)) ?? [];
    const now =
      method === 'POST'
        ? [...new Set([...there, ...(body['labels'] as string[])])]
        : method === 'DELETE'
          ? there.filter((label) => label !== wanted)
          : there;
    if (method === 'DELETE' && now.length === there.length) return NOT_FOUND;
    this.labelled.set(Number(issue), now);
    return { status: 200, data: now.map((label) => ({ name: label })) };
  }

  #answer(asked: string, query: URLSearchParams, body: Record<string, unknown>): { status: number; data?: unknown } {
    const page = <Item>(all: readonly Item[]) => {
      const size = Number(query.get('per_page') ?? 30);
      const start = (Number(query.get('page') ?? 1) - 1) * size;
      return { status: 200, data: all.slice(start, start + size) };
    };
    const [, issue] = /^\w+ \/repos\/o\/r\/issues\/(\d+)/.exec(asked) ?? [];
    const labels = this.#labels(asked, query, body);
    if (labels) return labels;
    const [, id] = /^\w+ \/repos\/o\/r\/issues\/comments\/(\d+)$/.exec(asked) ?? [];
    if (/^GET .*\/issues\/\d+\/comments$/.test(asked))
      return page(this.comments.filter((one) => one.issue === Number(issue)));
    if (/^POST .*\/issues\/\d+\/comments$/.test(asked)) {
      this.bodies.push(String(body['body']));
      return { status: 201, data: this.comment(Number(issue), String(body['body'])) };
    }
    const comment = this.comments.find((one) => one.id === Number(id));
    if (asked.startsWith('PATCH') && comment) {
      this.bodies.push(String(body['body']));
      return { status: 200, data: Object.assign(comment, body) };
    }
    if (asked.startsWith('DELETE') && comment) {
      this.comments.splice(this.comments.indexOf(comment), 1);
      return { status: 204 };
    }
    if (asked === 'GET /repos/o/r/issues') {
      const label = query.get('labels');
      const open = this.issues.filter(({ state }) => state === query.get('state'));
      // Newest first, as GitHub lists them.
      return page(open.filter(({ labels }) => labels.some(({ name }) => name === label)).reverse());
    }
    if (asked === 'POST /repos/o/r/issues') {
      const labels = (body['labels'] as string[]).map((name) => ({ name }));
      return { status: 201, data: this.issue({ ...(body as { title: string; body: string }), labels }) };
    }
    const found = this.issues.find((one) => one.number === Number(issue));
    if (asked.startsWith('PATCH') && found) return { status: 200, data: Object.assign(found, body) };
    const told = this.answers.get(asked);
    if (told !== undefined) return { status: 200, data: told };
    const environment = this.environments.get(asked.replace('GET /repos/o/r/environments/', ''));
    return environment === undefined ? NOT_FOUND : { status: 200, data: environment };
  }
}

const NOT_FOUND = { status: 404, data: { message: 'Not Found' } };

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>);
}

/**
 * The commands that the runner takes from a log, by name: a line that begins with `::name …::`, or holds `##[name]`, unless
 * commands are stopped by a token. https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
 */
export function commandsIn(log: string): string[] {
  const taken: string[] = [];
  let stopped: string | undefined;
  for (const line of log.split(/\r\n|\r|\n/)) {
    const [, name = '', value = ''] = /^\s*::([^\s:]+)(?:\s[^:]*)?::(.*)$/.exec(line) ?? [];
    if (stopped !== undefined) {
      if (name === stopped) stopped = undefined;
      continue;
    }
    if (name === 'stop-commands') stopped = value;
    else if (name !== '') taken.push(name);
    else taken.push(...[...line.matchAll(/##\[([^\s\]]+)[^\]]*\]/g)].slice(0, 1).map(([, old = '']) => old));
  }
  return taken;
}
