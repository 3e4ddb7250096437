import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Progress } from '../../../scripts/text/progress';
import { synthesizeInto } from '../../../terraform/test-support';
import { defaultEvents, defaultPeriod } from '../../events/generate';
import { LineEvents } from '../../events/line-events';
import { devStack, temporaryFolder } from '../../test-support';
import { type ReportOutcome, runReport } from '../running/report-run';
import { failureOf } from '../telling/report-outcome';
import { type EventsApart } from './messages';
import { type Producer, producerHere } from './producer';
import { ProducerThread } from './producer-thread';

jest.setTimeout(120_000);

const { folder, remove } = temporaryFolder('producer-thread');
const producers: Producer[] = [];
const servers: { close: () => void }[] = [];
beforeAll(() => synthesizeInto(folder));
afterEach(async () => {
  for (const producer of producers.splice(0)) await producer.close();
  for (const server of servers.splice(0)) server.close();
});
afterAll(remove);

function threadOf(events?: EventsApart): ProducerThread {
  const producer = new ProducerThread();
  producers.push(producer);
  if (events) producer.take(events);
  return producer;
}

/** Takes what it is sent, and keeps the hash of each request's body. */
async function bareServer(answer?: (response: ServerResponse) => void) {
  const bodies: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      bodies.push(createHash('sha256').update(body).digest('hex'));
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      if (answer) answer(response);
      else response.end('{"FailedPutCount":0,"RequestResponses":[]}');
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const credentials = { accessKeyId: 'AKIALOCAL', secretAccessKey: 'bare' };
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { bodies, to: { endpoint, region: 'eu-west-1', credentials, stream: 'bare' } };
}

/** All that can be seen of a producer's work: what comes between two days is in any order, as several batches are sent at once. */
async function workOf(producer: Producer) {
  const { bodies, to } = await bareServer();
  const days: { readonly at: string; readonly bodies: string[] }[] = [];
  let last = 0;
  const endDay = () => days.at(-1)?.bodies.push(...bodies.splice(0).sort());
  const clock = {
    advanceTo: (at: Date) => {
      endDay();
      days.push({ at: at.toISOString(), bodies: [] });
      return Promise.resolve();
    },
  };
  const known = await producer.known;
  const sent = await producer.send({ to, clock, onSent: (count) => (last = count) });
  endDay();
  return { known, sent, days, last };
}

/** Of more than is held in memory, some of them late and the first without a moment. */
function lines(): LineEvents {
  const events = new LineEvents(folder);
  for (let nth = 0; nth < 20_000; nth++) {
    const data = Buffer.from(`{"n":"${nth} ${'é'.repeat(nth % 200)}"}`);
    const arrival = Date.UTC(2026, 9, 1) + nth * 60_000 - (nth % 7 === 0 ? 50_000_000 : 0);
    events.add(nth + 1, data, 0, data.length, nth < 3 ? undefined : arrival);
  }
  return events.settle(new Date('2026-09-30T00:00:00Z'));
}

test.each([
  [
    'of a file',
    () => {
      const events = lines();
      return { events, apart: { kind: 'lines' as const, lines: events.kept } };
    },
  ],
  ['that npm start makes', () => ({ events: defaultEvents(), apart: { kind: 'generated' as const } })],
])('events %s are sent by a thread as they are here: the same requests, at the same times', async (_, of) => {
  const { events, apart } = of();
  const there = await workOf(threadOf(apart));
  const here = await workOf(producerHere(events));
  expect(there.last).toBe(events.length);
  expect(there.days.length).toBeGreaterThan(10);
  expect(there).toEqual(here);
});

test('an error of the SDK is the same as one that is thrown here', async () => {
  const { to } = await bareServer((response) => {
    response.statusCode = 400;
    response.setHeader('x-amzn-requestid', '4-2');
    response.end('{"__type":"AccessDeniedException","message":"User: producer is not authorized to perform: this"}');
  });
  const clock = { advanceTo: () => Promise.resolve() };
  const failed = (producer: Producer): Promise<unknown> =>
    producer.send({ to, clock }).catch((error: unknown) => error);
  const events = lines();
  const there = await failed(threadOf({ kind: 'lines', lines: events.kept }));
  const here = await failed(producerHere(events));
  expect(here).toMatchObject({ name: 'AccessDeniedException', $fault: 'client' });
  expect(there).toBeInstanceOf(Error);
  expect({ ...(there as Error) }).toEqual({ ...(here as Error) });
  expect(there).toMatchObject({ name: 'AccessDeniedException', message: (here as Error).message });
  expect((there as Error).stack).toContain('send-events.ts');
});

test('a clock that can not go on ends the sending with its own error', async () => {
  const { to, bodies } = await bareServer();
  const error = new Error('The disk is full.');
  const clock = { advanceTo: () => Promise.reject(error) };
  await expect(threadOf({ kind: 'generated' }).send({ to, clock })).rejects.toBe(error);
  expect(bodies).toEqual([]);
});

test('a thread that is no more is told to who waits for it', async () => {
  const { to } = await bareServer();
  const producer = threadOf({ kind: 'generated' });
  const clock = { advanceTo: () => producer.close() };
  await expect(producer.send({ to, clock })).rejects.toThrow("The producer's thread ended with 1.");
  await expect(threadOf().send({ to, clock })).rejects.toThrow('A producer has no events to send.');
});

test('a producer that may not send: the run fails, naming who, action, resource and where the policy is written', async () => {
  const events = lines();
  let outcome: ReportOutcome | undefined;
  try {
    outcome = await runReport({
      stackFolder: devStack(folder, (json) => json.replaceAll('firehose:PutRecordBatch', 'firehose:PutRecords')).folder,
      folder: mkdtempSync(join(folder, 'run-')),
      events: threadOf({ kind: 'lines', lines: events.kept }),
      progress: new Progress({ write: () => undefined }),
      period: defaultPeriod,
    });
    expect(outcome.error).toMatchObject({ name: 'AccessDeniedException' });
    expect(failureOf(outcome)).toMatch(
      /^The user producer was refused firehose:PutRecordBatch on arn:aws:firehose:\S+: [^]*\n {2}Its policy is written at constructs\//,
    );
  } finally {
    await outcome?.account.close();
  }
});
