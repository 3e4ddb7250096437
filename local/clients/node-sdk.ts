import * as athena from '@aws-sdk/client-athena';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as events from '@aws-sdk/client-eventbridge';
import * as firehose from '@aws-sdk/client-firehose';
import * as glue from '@aws-sdk/client-glue';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as stepfunctions from '@aws-sdk/client-sfn';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** As botocore calls the services. */
const packages: Readonly<Record<string, object>> = {
  athena,
  cloudwatch,
  dynamodb,
  logs,
  events,
  firehose,
  glue,
  lambda,
  s3,
  scheduler,
  stepfunctions,
  sns,
  sqs,
  sts,
};

interface Asked {
  readonly service: string;
  readonly operation: string;
  readonly params: unknown;
}

interface Came {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  body: unknown;
}

interface Client {
  readonly middlewareStack: { add(middleware: unknown, options: object): void };
  send(command: unknown): Promise<Record<string, unknown>>;
}

/** The SDK as a process: an operation a line comes in, its answer goes out, as it came and as the SDK reads it. */
export async function main([endpoint = '']: readonly string[]): Promise<number> {
  const clients = new Map<string, Client>();
  let came: (Omit<Came, 'body'> & { readonly body: Buffer | null }) | undefined;
  const keep = (next: (args: unknown) => Promise<{ response: Came }>) => async (args: unknown) => {
    const result = await next(args);
    const { statusCode, headers, body } = result.response;
    const bytes = body instanceof Readable ? await bytesOf(body) : Buffer.alloc(0);
    result.response.body = Readable.from([bytes]);
    came = { statusCode, headers, body: bytes };
    return result;
  };
  const clientOf = (service: string): Client => {
    const known = clients.get(service);
    if (known) return known;
    const found = Object.entries(packages[service] ?? {}).find(
      ([name, value]) => /^[A-Z]\w*Client$/.test(name) && typeof value === 'function',
    );
    if (!found) throw new Error(`There is no client of ${service}.`);
    const client = new (found[1] as new (options: object) => Client)({
      endpoint,
      maxAttempts: 1,
      forcePathStyle: true,
    });
    // Nearest to the connection: the answer before anything reads it.
    client.middlewareStack.add(keep, { step: 'deserialize', priority: 'low', name: 'keep' });
    clients.set(service, client);
    return client;
  };
  for await (const line of createInterface({ input: process.stdin })) {
    came = undefined;
    const told = await answer(clientOf, JSON.parse(line, untagged) as Asked);
    const raw = came as { statusCode: number; headers: Record<string, string>; body: Buffer } | undefined;
    const whole = raw ? { ...told, status: raw.statusCode, headers: raw.headers, body: tagged(raw.body) } : told;
    process.stdout.write(`${JSON.stringify(whole)}\n`);
  }
  return 0;
}

async function answer(clientOf: (service: string) => Client, { service, operation, params }: Asked): Promise<object> {
  const Command = (packages[service] as Record<string, new (input: unknown) => unknown>)[`${operation}Command`];
  if (!Command) return { error: `The SDK has no ${operation}Command` };
  try {
    const output = await clientOf(service).send(new Command(params));
    const members = Object.entries(output).filter(([name]) => name !== '$metadata');
    const read = members.map(async ([name, value]) => [
      name,
      tagged(value instanceof Readable ? await bytesOf(value) : value),
    ]);
    return { output: Object.fromEntries((await Promise.all(read)) as [string, unknown][]) };
  } catch (error) {
    const { name, Code, message } = error as { name: string; Code?: string; message: string };
    const known = Code ?? name;
    return { error: known === 'Error' || known === 'TypeError' ? `${known}: ${message}` : known };
  }
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Bytes and times have no form in JSON. */
function tagged(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(tagged);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, tagged(member)]));
}

function untagged(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$bytes' in value) return Buffer.from(String(value.$bytes), 'base64');
  if ('$time' in value) return new Date(String(value.$time));
  return value;
}
