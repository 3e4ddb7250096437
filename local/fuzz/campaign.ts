import { type EndpointApart, type Standing } from '../serve/apart/endpoint-apart';
import { Dice } from './dice';
import { RawClient } from './raw-client';
import { type Attempt, type Known } from './draft';
import { nextAttempt } from './requests';

/** Requests under way at a time. */
const connections = 16;
const mostUploads = 20;

/** Sends requests until there were enough, or the endpoint is no more. */
export class Campaign {
  sent = 0;
  /** How often each was the answer. */
  readonly statuses = new Map<string, number>();
  /** Which may be written: one into which no service writes by itself. */
  readonly bucket: string;
  readonly #dice: Dice;
  readonly #known: Known;
  readonly #findings = new Map<string, string>();
  readonly #underWay = new Set<Attempt>();

  constructor(
    private readonly standing: Standing,
    seed: number,
    private readonly apart: EndpointApart,
  ) {
    const bucket = standing.buckets.find((name) => name !== standing.names.eventsBucket);
    if (bucket === undefined) throw new Error('The stack has no bucket beside that of its events.');
    this.bucket = bucket;
    this.#dice = new Dice(seed);
    this.#known = { standing, bucket, uploads: [] };
  }

  /** @returns what was found, a line each */
  async run(requests: number, onProgress: (done: number) => void): Promise<string[]> {
    const port = Number(new URL(this.standing.endpoint).port);
    const worker = async (): Promise<void> => {
      const client = new RawClient(port);
      while (this.sent < requests && this.apart.code === undefined) {
        this.sent += 1;
        if (this.sent % 1000 === 0) onProgress(this.sent);
        await this.#send(client, nextAttempt(this.#dice, this.#known));
      }
      client.close();
    };
    await Promise.all(Array.from({ length: connections }, worker));
    const died = this.apart.code === undefined ? [] : [`the endpoint ended with ${String(this.apart.code)}`];
    return [...died, ...this.#findings.values()];
  }

  async #send(client: RawClient, attempt: Attempt): Promise<void> {
    this.#underWay.add(attempt);
    try {
      const answer = await client.ask(attempt.bytes, attempt.headOnly);
      const status = answer === undefined ? 'closed' : String(answer.status);
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      const upload = /<UploadId>([^<]+)</.exec(answer?.body ?? '')?.[1];
      if (upload !== undefined) {
        this.#known.uploads.unshift(upload);
        this.#known.uploads.length = Math.min(this.#known.uploads.length, mostUploads);
      }
      if (answer?.status === 500) this.#find(`a fault of ours: ${answer.body.slice(0, 200)}`, attempt);
    } catch (error) {
      this.#find(error instanceof Error ? error.message : String(error), attempt);
    }
    // What ended it is among those that had no answer.
    if (this.apart.code !== undefined) for (const one of this.#underWay) this.#find('had no answer', one);
    this.#underWay.delete(attempt);
  }

  /** Of a kind, the first. */
  #find(what: string, { bytes }: Attempt): void {
    const kind = what.replaceAll(/[0-9a-f-]{36}|\d+/g, '#').slice(0, 120);
    const request = bytes.toString('latin1', 0, 2000).replace(/authorization: .*?\r\n/, '');
    if (!this.#findings.has(kind)) this.#findings.set(kind, `${what}\n  ${JSON.stringify(request)}`);
  }
}
