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
    const times = length > 10_000 ? 300 : 4000;
    const at = ({ bucket }: Asked): string => `/${bucket}/bench/${length}`;
    return [
      {
        name: `put of ${size}`,
        times,
        request: (to) => ({ method: 'PUT', url: at(to), headers: {}, body: Buffer.alloc(length, 'x'), service: 's3' }),
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
    times: 800,
    request: ({ stream }) => ({
      method: 'POST',
      url: '/',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Firehose_20150804.PutRecordBatch' },
      body: `{"DeliveryStreamName":"${stream}","Records":${records}}`,
      service: 'firehose',
    }),
  },
];

/** Requests a second, by operation. @throws Error for an answer that is not 200, but of a bare server's */
export async function measure(to: Served): Promise<Map<string, number>> {
  const figures = new Map<string, number>();
  const list = await new RawClient(to.port).ask(bytesOf(to, listBuckets), false);
  // A bare server has none, and takes any.
  const bucket = /<Name>([^<]+)</.exec(list?.body ?? '')?.[1] ?? 'bare';
  for (const { name, times, request } of measured) {
    const bytes = bytesOf(to, request({ ...to, bucket }));
    await ask(to.port, bytes, Math.ceil(times / 10));
    const start = performance.now();
    await ask(to.port, bytes, times);
    figures.set(name, (times * 1000) / (performance.now() - start));
  }
  return figures;
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
