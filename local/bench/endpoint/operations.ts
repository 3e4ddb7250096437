import { crc32 } from 'node:zlib';
import { sign } from '../../aws/endpoint/sign';
import { type Draft } from '../../fuzz/draft';
import { RawClient } from '../../fuzz/raw-client';
import { writtenOf } from '../../fuzz/raw-request';
import { type Served } from './served';

type Made = Omit<Draft, 'payload'>;

const listBuckets: Made = { method: 'GET', url: '/', headers: {}, body: '', service: 's3' };

interface Asked extends Served {
  readonly bucket: string;
}

/** An operation, and how often it is asked for: the same signed bytes each time, so that the asking costs little. */
interface Measured {
  readonly name: string;
  readonly times: number;
  readonly request: (to: Asked) => Made;
}

const connections = 8;
const sizes = { '1 KiB': 1024, '1 MiB': 1024 * 1024 } as const;
const records = JSON.stringify(
  Array.from({ length: 500 }, (_, index) => ({
    Data: Buffer.from(
      `{"id":"v${index}","userId":"u${index * 7}","format":"hls","timestamp":"2026-11-01T00:00:00Z"}`,
    ).toString('base64'),
  })),
);

const measured: readonly Measured[] = [
  ...Object.entries(sizes).flatMap(([size, length]): Measured[] => {
    const times = length > 10_000 ? 15 : 200;
    const body = Buffer.alloc(length, 'x');
    // What SDKs send of their own accord.
    const checksum = { 'x-amz-checksum-crc32': crc32Of(body) };
    const at = ({ bucket }: Asked): string => `/${bucket}/bench/${length}`;
    return [
      {
        name: `put of ${size}`,
        times,
        request: (to) => ({ method: 'PUT', url: at(to), headers: checksum, body, service: 's3' }),
      },
      {
        name: `get of ${size}`,
        times,
        request: (to) => ({ method: 'GET', url: at(to), headers: {}, body: '', service: 's3' }),
      },
    ];
  }),
  {
    name: 'PutRecordBatch of 500',
    times: 40,
    request: ({ stream }) => ({
      method: 'POST',
      url: '/',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Firehose_20150804.PutRecordBatch' },
      body: `{"DeliveryStreamName":"${stream}","Records":${records}}`,
      service: 'firehose',
    }),
  },
];

/** Of each operation, how often it is measured: the best counts, which other programs disturb least. */
const rounds = 24;

/** Of one operation and server. */
export interface Figure {
  /** In the best round. */
  readonly perSecond: number;
  /** Microseconds of the server's CPU a request, in the best round, and until the next: its work behind the answers counts. */
  readonly cpu?: number;
}

/**
 * By operation, of each server by turns.
 * @param only what stands in the name of those that are measured
 * @throws Error for an answer that is not 200
 */
export async function measure(servers: readonly Served[], only = ''): Promise<Map<string, readonly Figure[]>> {
  const figures = new Map<string, readonly Figure[]>();
  const all = await Promise.all(servers.map(async (to) => ({ ...to, bucket: await bucketOf(to) })));
  for (const { name, times, request } of measured.filter((one) => one.name.includes(only))) {
    const best = all.map(() => 0);
    const least = all.map(() => Infinity);
    let before = all.map((to) => to.cpu() ?? NaN);
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, to] of all.entries()) {
        const bytes = bytesOf(to, request(to));
        const start = performance.now();
        await ask(to.port, bytes, times);
        best[index] = Math.max(best[index] ?? 0, (times * 1000) / (performance.now() - start));
      }
      const now = all.map((to) => to.cpu() ?? NaN);
      now.forEach((cpu, index) => {
        least[index] = Math.min(least[index] ?? NaN, ((cpu - (before[index] ?? NaN)) * 1000) / times);
      });
      before = now;
    }
    figures.set(
      name,
      all.map((_, index) => {
        const cpu = least[index] ?? NaN;
        return { perSecond: best[index] ?? 0, ...(Number.isFinite(cpu) ? { cpu } : {}) };
      }),
    );
  }
  return figures;
}

async function bucketOf(to: Served): Promise<string> {
  const client = new RawClient(to.port);
  const list = await client.ask(bytesOf(to, listBuckets), false);
  client.close();
  // A bare server has none, and takes any.
  return /<Name>([^<]+)</.exec(list?.body ?? '')?.[1] ?? 'bare';
}

function bytesOf({ port, region, credentials }: Served, made: Made): Buffer {
  const host = `127.0.0.1:${port}`;
  const headers = sign({ ...made, headers: { ...made.headers, host }, region, at: new Date() }, credentials);
  return writtenOf(made, headers).whole;
}

async function ask(port: number, bytes: Buffer, times: number): Promise<void> {
  let left = times;
  const worker = async (): Promise<void> => {
    const client = new RawClient(port);
    while (left-- > 0) {
      const answer = await client.ask(bytes, false);
      if (answer?.status !== 200) throw new Error(`${answer?.status}: ${answer?.body}`);
    }
    client.close();
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

function crc32Of(bytes: Buffer): string {
  const digest = Buffer.alloc(4);
  digest.writeUInt32BE(crc32(bytes));
  return digest.toString('base64');
}
