import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { XMLParser } from 'fast-xml-parser';
import { type Account, standUp } from '../../account';
import { sign } from '../../endpoint/sign';
import { SimulatedClock } from '../../shared/clock';
import { synthesizeInto } from '../../../../terraform/test-support';
import { devStack, temporaryFolder } from '../../../test-support';
import { truths } from './all';
import { type S3Truth, type Step } from './shape';

const { folder, remove } = temporaryFolder('s3-truth');
const versioned = 'events-dev-blog-000000000000';
const plain = 'query-output-dev-blog-000000000000';
let account: Account;

beforeAll(async () => {
  synthesizeInto(folder);
  // One of the two buckets never was versioned, and its stack says nothing of these either.
  const unsaid = ['versioning', 'lifecycle_configuration', 'server_side_encryption_configuration'];
  const stack = devStack(folder, (json) =>
    unsaid.reduce((text, name) => {
      const type = `aws_s3_bucket_${name}`;
      const document = JSON.parse(text) as { resource: Record<string, object> };
      const kept = Object.entries(document.resource[type] ?? {}).filter(([id]) => !id.includes('query-output'));
      document.resource[type] = Object.fromEntries(kept);
      // Who waits for it waits for the other's.
      const [[other = ''] = []] = kept;
      return JSON.stringify(document).replaceAll(
        new RegExp(`${type}\\.[\\w-]*query-output[\\w-]*`, 'g'),
        `${type}.${other}`,
      );
    }, json),
  );
  account = await standUp(stack, {
    clock: new SimulatedClock(new Date('2026-11-01T08:00:00Z')),
    folder: `${folder}/run`,
  });
});
afterAll(async () => {
  await account.close();
  remove();
});

interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

function send(method: string, url: string, own: Readonly<Record<string, string>>, body: string, isSigned: boolean) {
  const { host, hostname, port } = new URL(account.endpoint);
  const headers = { host, ...own };
  const signed = isSigned
    ? sign(
        { method, url, headers, body, service: 's3', region: 'eu-west-1', at: account.clock.now() },
        account.credentialsFor(account.operator),
      )
    : headers;
  return new Promise<Told>((resolve, reject) => {
    const sent = request({
      hostname,
      port,
      method,
      path: url,
      headers: { ...signed, 'content-length': Buffer.byteLength(body) },
    });
    sent.on('error', reject).on('response', (response) => {
      const chunks: Buffer[] = [];
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
    });
    sent.end(body);
  });
}

const parser = new XMLParser({ parseTagValue: false, trimValues: false });

const rootOf = (text: string): string => /^<\?xml[^>]*>\s*<(\w+)/.exec(text)?.[1] ?? '';

/** What stands at a path below the root: null for nothing. */
function at(text: string, path: string): string | null {
  const parsed = (text.startsWith('<?xml') ? parser.parse(text) : {}) as Record<string, unknown>;
  const root = Object.entries(parsed).find(([name]) => name !== '?xml')?.[1];
  let found: unknown[] = [root];
  for (const name of path.split('.')) {
    if (name === '*') found = found.flat();
    else
      found = found.flatMap((one) =>
        typeof one === 'object' && one !== null ? [(one as Record<string, unknown>)[name]] : [],
      );
  }
  const values = found.filter((one) => one !== undefined);
  return values.length === 0
    ? null
    : values.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(' ');
}

/** @returns what is otherwise than the row says */
async function run(row: S3Truth, number: number): Promise<string[]> {
  const bucket = row.plain ? plain : versioned;
  const saved: Record<string, string> = { p: `r${number}/`, bucket };
  const filled = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => saved[name] ?? whole);
  for (const [index, step] of row.steps.entries()) {
    const [method = '', target = ''] = step.send.split(/ (.*)/s);
    const path = target.startsWith('/')
      ? target
      : target.startsWith('?') || target === ''
        ? `/${bucket}${target}`
        : `/${bucket}/{p}${target}`;
    const body = typeof step.body === 'object' ? step.body.of.repeat(step.body.bytes) : filled(step.body ?? '');
    saved.md5 = createHash('md5').update(body).digest('base64');
    const headers = Object.fromEntries(Object.entries(step.with ?? {}).map(([name, value]) => [name, filled(value)]));
    const told = await send(method, filled(path), headers, body, !step.unsigned);
    const wrong = otherwise(step, told, filled);
    if (wrong.length > 0)
      return [`${row.says}\n  ${index + 1}. ${filled(step.send)}: ${wrong.join('; ')}\n  ${told.text.slice(0, 600)}`];
    for (const [name, where] of Object.entries(step.save ?? {})) {
      saved[name] = String(told.headers[where] ?? at(told.text, where) ?? '');
    }
  }
  return [];
}

function otherwise(step: Step, told: Told, filled: (text: string) => string): string[] {
  const pairs: [string, string | null, string | null][] = [
    ['status', String(step.is), String(told.status)],
    ...Object.entries(step.headers ?? {}).map(([name, value]): [string, string | null, string | null] => [
      name,
      value,
      told.headers[name] === undefined ? null : String(told.headers[name]),
    ]),
    ...(step.root === undefined ? [] : [['root', step.root, rootOf(told.text)] as [string, string, string]]),
    ...(step.text === undefined ? [] : [['text', step.text, told.text] as [string, string, string]]),
    ...Object.entries({ ...step.xml, ...step.error }).map(([path, value]): [string, string | null, string | null] => [
      path,
      value,
      at(told.text, path),
    ]),
  ];
  return pairs
    .map(([name, expected, found]) => [name, expected === null ? null : filled(expected), found] as const)
    .filter(([, expected, found]) => expected !== found)
    .map(([name, expected, found]) => `${name} is ${found ?? 'absent'}, not ${expected ?? 'absent'}`);
}

test('S3 answers as AWS does, or refuses by name', async () => {
  const wrong: string[] = [];
  for (const [number, row] of truths.entries()) wrong.push(...(await run(row, number)));
  expect(wrong.join('\n\n')).toBe('');
});

test('each row says what it is known from', () => {
  const says = truths.map((row) => row.says);
  expect(says).toEqual([...new Set(says)]);
  for (const { source, steps } of truths) {
    expect(Object.values(source).join('')).toMatch(
      /^(https:\/\/docs\.aws\.amazon\.com\/|localstack\/localstack tests\/|github\.com\/|s3 )/,
    );
    expect(steps.length).toBeGreaterThan(0);
  }
});
