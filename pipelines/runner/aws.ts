import { type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { type Access, readAccess } from '../../policies/iam/access';
import { type WebIdentityToken } from '../../policies/iam/web-identity';
import { bootstrapOf } from '../../terraform/stacks/environment-stacks';
import { readNeighbours } from '../../terraform/stacks/neighbours';
import { blocksOfType, text } from '../../terraform/query';
import { readStack } from '../../terraform/read-stack';
import { AwsFault } from './aws-fault';
import { type LocalAccount } from './local-account';
import { type Answer, bytesOf, Loopback } from './loopback';
import { S3 } from './s3';
import { Sessions } from './sessions';
import { statesAnswer } from './states';
import { Sts } from './sts';

/** What `AWS_ENDPOINT_URL` is set to: STS, S3 and Step Functions of every environment's account. */
export class Aws {
  readonly #sessions = new Sessions();
  readonly s3: S3;
  readonly sts: Sts;
  /** By account, once somebody is to make reports there. */
  readonly local = new Map<string, LocalAccount>();

  private constructor(
    accounts: ReadonlyMap<string, Access>,
    buckets: ReadonlyMap<string, string>,
    tokenOf: (value: string) => WebIdentityToken | undefined,
    private readonly server: Loopback,
  ) {
    this.s3 = new S3(buckets);
    this.sts = new Sts(accounts, this.#sessions, tokenOf);
    server.answer = (request) => this.#answer(request);
  }

  /** As the environments' bootstrap stacks, synthesized into this folder, prepare their accounts. */
  static async open(
    stacks: string,
    environments: readonly string[],
    tokenOf: (value: string) => WebIdentityToken | undefined,
  ): Promise<Aws> {
    const prepared = environments.map((environment) => readStack(join(stacks, bootstrapOf(environment))));
    const accounts = new Map(prepared.map((one) => [one.accountId, readAccess(one, readNeighbours(one))]));
    const buckets = prepared.flatMap((stack) =>
      blocksOfType(stack, 'aws_s3_bucket').map((block) => [text(block, 'bucket'), stack.accountId] as const),
    );
    return new Aws(accounts, new Map(buckets), tokenOf, await Loopback.listen());
  }

  get url(): string {
    return this.server.url;
  }

  async close(): Promise<void> {
    this.server.close();
    for (const account of this.local.values()) await account.close();
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const { headers, method = 'GET' } = request;
    const body = await bytesOf(request);
    const [, key, service = 'sts'] =
      /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
    const session = () => this.#sessions.of(key, String(headers['x-amz-security-token']));
    try {
      if (service === 's3') {
        return await this.s3.answer(session(), { method, url: new URL(request.url ?? '/', this.url), headers, body });
      }
      if (service === 'states') {
        const own = session();
        const target = String(headers['x-amz-target']);
        return await statesAnswer(own, target, body, this.local.get(own.access.accountId));
      }
      if (service === 'sts') return this.sts.answer(new URLSearchParams(body.toString('utf8')), session);
      throw new AwsFault('UnknownEndpoint', `${service} is not served here`, 404);
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      const text = { s3: error.xml, states: error.json }[service] ?? error.query;
      return {
        status: error.status,
        body: text,
        headers: { 'content-type': service === 'states' ? 'application/x-amz-json-1.0' : 'application/xml' },
      };
    }
  }
}
