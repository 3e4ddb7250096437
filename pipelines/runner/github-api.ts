import { randomUUID } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { type WebIdentityToken } from '../../policies/iam/web-identity';
import { type FakeGitHub } from '../github/test-support';
import { Attestations } from './attestations';
import { type RunningJob } from './jobs';
import { type Answer, bytesOf, Loopback } from './loopback';

/** What a run is of, for the claims of its tokens. */
export interface RunFacts {
  readonly event: string;
  readonly ref: string;
  readonly commit: string;
  /** A fork's token reads, and no identity token is given. */
  readonly fork: boolean;
}

/**
 * What each request needs; the first row that fits counts. A request that is in no row is refused.
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
const NEEDS: readonly (readonly [RegExp, readonly string[], 'read' | 'write'])[] = [
  [/^GET \/(issues\/\d+\/)?labels(\/[^/]+)?$/, ['issues', 'pull-requests'], 'read'],
  [/^(POST|DELETE) \/issues\/\d+\/labels(\/[^/]+)?$/, ['issues', 'pull-requests'], 'write'],
  // The reference says that "pull-requests" is enough: since May 2025 it is not, https://github.com/actions/labeler/issues/870
  [/^POST \/labels$/, ['issues'], 'write'],
  [/^GET \/(pulls|commits\/[^/]+\/pulls)$/, ['pull-requests'], 'read'],
  [/^GET \/actions\/runs\/\d+\/approvals$/, ['actions'], 'read'],
  [/^GET \/issues(\/\d+\/comments|\/comments\/\d+)?$/, ['issues', 'pull-requests'], 'read'],
  [/^(POST|PATCH|DELETE) \/issues\/(\d+\/comments|comments\/\d+)$/, ['issues', 'pull-requests'], 'write'],
  [/^(POST|PATCH) \/issues(\/\d+)?$/, ['issues'], 'write'],
  [/^GET \/environments\//, ['actions'], 'read'],
  [/^GET \/deployments/, ['deployments'], 'read'],
  [/^GET \/(commits|compare)\//, ['contents'], 'read'],
  [/^POST \/code-scanning\/sarifs$/, ['security-events'], 'write'],
  [/^POST \/attestations$/, ['attestations'], 'write'],
  [/^GET \/attestations\//, ['attestations'], 'read'],
];

/** GitHub's API as a job meets it: with what its token may, and with identity tokens that say which job it is. */
export class GitHubApi {
  /** Findings that were told. */
  readonly sarifs: unknown[] = [];
  readonly attestations = new Attestations();
  /** `POST /issues: 403 (result has pull-requests: write)` */
  readonly refused: string[] = [];
  readonly #tokens = new Map<string, WebIdentityToken>();

  /**
   * @param job the one that is at work
   * @param prefix how the `sub` claim begins
   */
  private constructor(
    private readonly fake: FakeGitHub,
    private readonly repository: string,
    private readonly prefix: string,
    private readonly job: () => { readonly job: RunningJob; readonly run: RunFacts },
    private readonly server: Loopback,
  ) {
    server.answer = (request) => this.#answer(request);
  }

  static async open(
    fake: FakeGitHub,
    repository: string,
    prefix: string,
    job: () => { readonly job: RunningJob; readonly run: RunFacts },
  ): Promise<GitHubApi> {
    return new GitHubApi(fake, repository, prefix, job, await Loopback.listen());
  }

  get url(): string {
    return this.server.url;
  }

  close(): void {
    this.server.close();
  }

  tokenOf = (value: string): WebIdentityToken | undefined => this.#tokens.get(value);

  async #answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', this.url);
    if (url.pathname === '/id-token') return this.#identity(url.searchParams.get('audience') ?? '');
    const body = await bytesOf(request);
    const root = `/repos/${this.repository}`;
    const asked = `${request.method} ${url.pathname.replace(root, '')}`;
    const { job, run } = this.job();
    const row = NEEDS.find(([pattern]) => pattern.test(asked));
    const has = row?.[1].map((name) => granted(job, run, name)) ?? [];
    if (!url.pathname.startsWith(root) || !has.some((level) => level === 'write' || level === row?.[2])) {
      this.refused.push(`${asked} by ${job.name}, which has ${JSON.stringify(job.permissions)}`);
      return json(403, { message: 'Resource not accessible by integration' });
    }
    if (asked === 'POST /code-scanning/sarifs') {
      this.sarifs.push(JSON.parse(body.toString('utf8')));
      return json(202, { id: String(this.sarifs.length) });
    }
    if (asked === 'POST /attestations') {
      const sent = JSON.parse(body.toString('utf8')) as Parameters<Attestations['add']>[0];
      return this.attestations.add(sent, this.tokenOf(sent.token))
        ? json(201, { id: 1 })
        : json(422, { message: 'no signature' });
    }
    if (asked.startsWith('GET /attestations/')) {
      const found = this.attestations.of(asked.replace('GET /attestations/', ''));
      return json(found.length === 0 ? 404 : 200, { attestations: found });
    }
    const { GITHUB_API_URL = '', GITHUB_TOKEN } = this.fake.env;
    const response = await fetch(`${GITHUB_API_URL}${url.pathname.replace(root, '/repos/o/r')}${url.search}`, {
      method: request.method ?? 'GET',
      headers: { authorization: `token ${GITHUB_TOKEN}` },
      ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    });
    const headers = Object.fromEntries(
      [...response.headers].filter(
        ([name]) => !/^(content-length|connection|transfer-encoding|keep-alive|date)$/.test(name),
      ),
    );
    return { status: response.status, body: await response.text(), headers };
  }

  /** https://docs.github.com/en/actions/reference/security/oidc */
  #identity(audience: string): Answer {
    const { job, run } = this.job();
    if (granted(job, run, 'id-token') !== 'write') {
      this.refused.push(`an identity token for ${job.name}`);
      return json(403, { message: 'the job has no "id-token: write"' });
    }
    const of =
      job.environment !== undefined
        ? `environment:${job.environment}`
        : run.event === 'pull_request'
          ? 'pull_request'
          : `ref:${run.ref}`;
    const value = randomUUID();
    this.#tokens.set(value, {
      iss: 'https://token.actions.githubusercontent.com',
      aud: audience,
      sub: `${this.prefix}:${of}`,
      repository: this.repository,
      ref: run.ref,
      sha: run.commit,
      event_name: run.event,
      environment: job.environment,
      job_workflow_ref: `${this.repository}/${job.workflow}@${run.ref}`,
    });
    return json(200, { value });
  }
}

function granted({ permissions }: RunningJob, { fork }: RunFacts, name: string): string {
  const level = permissions[name] ?? 'none';
  if (!fork) return level;
  return name === 'id-token' ? 'none' : level === 'write' ? 'read' : level;
}

const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
