import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Standing } from '../serve/apart/endpoint-apart';
import { temporaryFolder } from '../test-support';
import { Dice } from './dice';
import { main } from './main';
import { writtenOutside } from './outside';
import { RawClient } from './raw-client';
import { nextAttempt } from './requests';

const standing: Standing = {
  endpoint: 'http://127.0.0.1:1',
  region: 'eu-west-1',
  names: {
    stream: 'stream',
    bufferingInterval: 60,
    eventsBucket: 'events',
    eventsPrefix: 'events/',
    errorsPrefix: 'errors/',
    machineArn: 'arn:aws:states:eu-west-1:0:stateMachine:a',
    schedules: [{ report: 'monthly', by: 'rule', name: 'rule', expression: 'cron(0 8 1 * ? *)', enabled: true }],
    failureRule: 'failure',
    functions: [],
    database: 'database',
    table: 'table',
    workgroup: 'workgroup',
    topic: 'arn:aws:sns:eu-west-1:0:topic',
    others: [],
  },
  buckets: ['events', 'output'],
  operations: {
    glue: { protocol: 'json', operations: ['GetTable'] },
    sns: { protocol: 'query', operations: ['Publish'] },
  },
  operator: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
  producer: { accessKeyId: 'AKIB', secretAccessKey: 'secret' },
};

test('a seed repeats its requests, but for the time; they are of many kinds', () => {
  const some = (seed: number): string[] => {
    const dice = new Dice(seed);
    const known = { standing, bucket: 'output', uploads: [] };
    return Array.from({ length: 300 }, () =>
      nextAttempt(dice, known)
        .bytes.toString('latin1')
        .replaceAll(/(x-amz-date: |Signature=|Credential=)\S+/g, ''),
    );
  };
  expect(some(1)).toEqual(some(1));
  const said = some(2).join('\n');
  for (const kind of [
    /^PUT \/output\/fuzz-\d/m,
    /\/\.\.\/events\//,
    /response-content-disposition/,
    /AWSGlue\.GetTable/,
    /Action=Publish/,
  ]) {
    expect(said).toMatch(kind);
  }
});

test('what lies outside of its bucket is found, under whatever name', () => {
  const { folder, remove } = temporaryFolder('fuzz');
  for (const path of ['s3/output/a', 's3/events/dt=1', 's3/events/a', 'lib'])
    mkdirSync(join(folder, path), { recursive: true });
  for (const path of ['s3/output/a/fuzz-1', 's3/events/dt=1/own.parquet', 's3/events/a/fuzz-2', 'fuzz-3'])
    writeFileSync(join(folder, path), '');
  expect(writtenOutside(folder, 'output').sort()).toEqual(['fuzz-3', 's3/events/a/fuzz-2']);
  remove();
});

describe('an answer', () => {
  let server: Server;
  const answering = async (text: string): Promise<RawClient> => {
    server = createServer((socket) => socket.on('data', () => void socket.end(text)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new RawClient((server.address() as AddressInfo).port);
  };
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  test('is read by its length', async () => {
    const client = await answering('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi');
    expect(await client.ask(Buffer.from('x'), false)).toMatchObject({ status: 200, body: 'hi' });
    client.close();
  });

  test.each([
    ['half an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhi'],
    ['no HTTP', 'HTTP/1.1 200 OK\r\nx: a\nb: c\r\n\r\n'],
  ])('that is %s is a finding', async (what, text) => {
    await expect((await answering(text)).ask(Buffer.from('x'), false)).rejects.toThrow(what);
  });

  test('that does not come is none', async () => {
    expect(await (await answering('')).ask(Buffer.from('x'), false)).toBeUndefined();
  });
});

test.each([
  [['--requests', 'many'], '--requests many: give a whole number'],
  [['--seed', '-1'], '--seed'],
  [['--runs', '1'], '--runs is not an option'],
])('%j is refused', (args, message) => expect(main(args)).rejects.toThrow(message));
