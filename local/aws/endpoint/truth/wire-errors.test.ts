import { SimulatedClock } from '../../shared/clock';
import { nowhere, withoutPolicies } from '../../shared/test-support';
import { fromCbor } from '../cbor';
import { CredentialStore } from '../credentials';
import { jsonService } from '../protocols';
import { Endpoint } from '../server';
import { sign } from '../sign';
import { type WireErrorTruth, wireErrorTruths } from './wire-errors';

const credentials = new CredentialStore();
const own = credentials.issue({ kind: 'root', accountId: '000000000000' });
let endpoint: Endpoint;

beforeAll(async () => {
  endpoint = await Endpoint.listen({
    access: withoutPolicies({ accountId: '000000000000', region: 'eu-west-1' }),
    region: 'eu-west-1',
    clock: new SimulatedClock(new Date('2026-10-01T08:00:00Z')),
    credentials,
    elsewhere: nowhere,
    // What a request is told before a service hears of it.
    services: Object.fromEntries(
      wireErrorTruths.flatMap(({ service, when }) =>
        when === 'not served' ? [] : [[service, jsonService('Nobody', '1.0', {})]],
      ),
    ),
  });
});
afterAll(() => endpoint.close());

const forms: Readonly<Record<WireErrorTruth['form'], Record<string, string>>> = {
  json: { 'x-amz-target': 'Some_20120101.DoThis', 'content-type': 'application/x-amz-json-1.0' },
  query: { 'content-type': 'application/x-www-form-urlencoded' },
  cbor: { 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
  rest: {},
  link: {},
};

/** Told of before its signature is held against anything. */
const linkOf = (service: string, region: string): string =>
  `/b/k?${new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${own.accessKeyId}/20261001/${region}/${service}/aws4_request`,
    'X-Amz-Date': '20261001T080000Z',
    'X-Amz-Expires': '900',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': '0'.repeat(64),
  }).toString()}`;

/** What a client of the protocol takes for the code. */
const readers: Readonly<Record<WireErrorTruth['protocol'], (body: Buffer, headers: Headers) => unknown>> = {
  json: (body, headers) =>
    headers.get('x-amzn-query-error')?.split(';')[0] ?? (JSON.parse(body.toString()) as { __type: string }).__type,
  cbor: (body) => (fromCbor(body) as { __type: string }).__type,
  'rest-json': (body, headers) => JSON.parse(body.toString()) && headers.get('x-amzn-errortype'),
  'rest-xml': (body) =>
    /^<\?xml[^>]*>\n(?:<ErrorResponse><Error><Type>\w+<\/Type>|<Error>)<Code>(\w+)<\/Code>/.exec(body.toString())?.[1],
  query: (body) => /<ErrorResponse><Error><Type>Sender<\/Type><Code>(\w+)<\/Code>/.exec(body.toString())?.[1],
  ec2: (body) => /<Response><Errors><Error><Code>(\w+)<\/Code>/.exec(body.toString())?.[1],
};

test.each(wireErrorTruths)('$says', async ({ service, form, protocol, when, code, status, holds = '' }) => {
  const stranger = { ...own, accessKeyId: 'AKIANOBODYNOBODYNOBO' };
  const region = when === 'wrong Region' ? 'us-west-2' : 'eu-west-1';
  const url = { rest: '/2020-01-01/things', link: linkOf(service, region) }[form as string] ?? '/';
  const request = {
    method: 'POST',
    url,
    headers: { ...forms[form], host: new URL(endpoint.url).host },
    body: form === 'query' ? 'Action=DoThis&Version=2012-01-01' : '{}',
    service,
    region,
    at: new Date('2026-10-01T08:00:00Z'),
  };
  const headers =
    when === 'unsigned' || form === 'link' ? forms[form] : sign(request, when === 'unknown key' ? stranger : own);
  const answer = await fetch(`${endpoint.url}${url}`, { method: 'POST', headers, body: request.body });
  const body = Buffer.from(await answer.arrayBuffer());
  expect([answer.status, readers[protocol](body, answer.headers)]).toEqual([status, code]);
  expect(body.toString().replaceAll('&apos;', "'")).toContain(holds);
});
