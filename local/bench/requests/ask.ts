import { setTimeout as wait } from 'node:timers/promises';
import { sign } from '../../aws/endpoint/sign';
import { type Draft } from '../../fuzz/draft';
import { RawClient } from '../../fuzz/raw-client';
import { writtenOf } from '../../fuzz/raw-request';
import { type Run, runOf } from '../shared/run';
import { type Operation } from './operations';
import { type Served } from './served';

const CONNECTIONS = 8;
/** Milliseconds from one look to the next. */
const PAUSE = 20;
/** Of CPU in a pause: a process that uses less is at rest. */
const AT_REST = 2;
/** Pauses after which a process that is never at rest is looked at no longer. */
const PATIENCE = 250;

let runs = 0;

/**
 * Asks a server so many times, by several connections at once, until all is done, and it is at rest: its work behind the
 * answers is CPU of this run.
 * @throws Error for an answer that is not 200
 */
export async function ask(to: Served, operation: Operation, times: number): Promise<Run> {
  // Made before: what it costs to ask is nobody's.
  runs += 1;
  const all = Array.from({ length: times }, (_, n) =>
    signed(to, operation.request(to, `run-${process.pid}-${runs}-${n}`)),
  );
  await rest(to);
  const before = to.cpu();
  const start = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => work(to.port, all)));
  while (operation.pending && /"RUNNING"/.test(await answered(to, operation.pending(to)))) await wait(PAUSE);
  const wall = performance.now() - start;
  const after = await rest(to);
  return runOf(wall, before === undefined || after === undefined ? undefined : after - before);
}

/** Waits until the process is at rest. @returns its CPU by then */
async function rest(to: Served): Promise<number | undefined> {
  for (let [pauses, last] = [0, to.cpu()]; ; pauses += 1) {
    await wait(PAUSE);
    const now = to.cpu();
    if (now === undefined || last === undefined || now - last < AT_REST || pauses >= PATIENCE) return now;
    last = now;
  }
}

async function work(port: number, left: Buffer[]): Promise<void> {
  const client = new RawClient(port);
  for (let bytes = left.pop(); bytes; bytes = left.pop()) await bodyOf(client, bytes);
  client.close();
}

/** Asks once. @throws Error for an answer that is not 200 */
export async function answered(to: Served, made: Omit<Draft, 'payload'>): Promise<string> {
  const client = new RawClient(to.port);
  try {
    return await bodyOf(client, signed(to, made));
  } finally {
    client.close();
  }
}

async function bodyOf(client: RawClient, bytes: Buffer): Promise<string> {
  const answer = await client.ask(bytes, false);
  if (answer?.status === 200) return answer.body;
  throw new Error(answer ? `${answer.status}: ${answer.body}` : 'The connection was closed without an answer.');
}

function signed({ port, region, credentials }: Served, made: Omit<Draft, 'payload'>): Buffer {
  const headers = { ...made.headers, host: `127.0.0.1:${port}` };
  return writtenOf(made, sign({ ...made, headers, region, at: new Date() }, credentials)).whole;
}
