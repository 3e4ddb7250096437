import { claimedService, readSignature } from './sigv4';

const none = new URLSearchParams();
const date = { 'x-amz-date': '20261001T080000Z' };
const authorization =
  'AWS4-HMAC-SHA256 Credential=ASIALOCAL0/20261001/eu-west-1/athena/aws4_request, SignedHeaders=host;x-amz-date, Signature=0f';
const link = {
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-Credential': 'AKIALOCAL0/20261001/eu-west-1/s3/aws4_request',
  'X-Amz-Date': '20261001T080000Z',
  'X-Amz-Expires': '900',
  'X-Amz-SignedHeaders': 'host',
  'X-Amz-Signature': '0f',
};

test('reads who signed what, and when, from the header', () => {
  expect(readSignature({ ...date, authorization, 'x-amz-security-token': 't' }, none)).toEqual({
    by: 'header',
    accessKeyId: 'ASIALOCAL0',
    day: '20261001',
    region: 'eu-west-1',
    service: 'athena',
    sessionToken: 't',
    date: '20261001T080000Z',
    signedAt: new Date('2026-10-01T08:00:00Z'),
    signedHeaders: ['host', 'x-amz-date'],
    signature: '0f',
  });
});

test('a date of HTTP does as well', () => {
  expect(readSignature({ date: 'Thu, 01 Oct 2026 08:00:00 GMT', authorization }, none)).toMatchObject({
    date: '20261001T080000Z',
  });
});

test('reads a presigned URL, and until when it is good', () => {
  expect(readSignature({}, new URLSearchParams(link))).toMatchObject({
    by: 'link',
    service: 's3',
    expires: new Date('2026-10-01T08:15:00Z'),
  });
});

test('says nothing of an unsigned request', () => expect(readSignature({}, none)).toBeUndefined());

test.each([
  ['no signature', { ...date, authorization: authorization.replace(/, Signature.*/, '') }],
  ['no signed headers', { ...date, authorization: authorization.replace(/SignedHeaders=[^,]*,/, '') }],
  ['half a scope', { ...date, authorization: authorization.replace('/athena/aws4_request', '') }],
  ['the scope of another day', { 'x-amz-date': '20261002T080000Z', authorization }],
  ['no date', { authorization }],
  ['no date that is one', { 'x-amz-date': '20269901T080000Z', authorization }],
])('refuses a header with %s', (_what, headers) => {
  expect(() => readSignature(headers, none)).toThrow(expect.objectContaining({ code: 'IncompleteSignature' }));
});

test.each([
  ['another scheme', { authorization: 'Bearer x' }, 'UnsupportedAuthorization'],
  ['version 2', { authorization: 'AWS AKIA:c2lnbmF0dXJl' }, 'InvalidRequest'],
])('refuses a header of %s', (_what, headers, code) => {
  expect(() => readSignature(headers, none)).toThrow(expect.objectContaining({ code }));
});

test('tells the service that a request speaks of, signed or not', () => {
  expect(
    claimedService({ authorization: 'AWS4-HMAC-SHA256 Credential=A/20261001/eu-west-1/athena/aws4_request' }, '/'),
  ).toBe('athena');
  expect(claimedService({}, '/b/k?X-Amz-Credential=A%2F20261001%2Feu-west-1%2Fs3%2Faws4_request&x=y')).toBe('s3');
  expect(claimedService({ authorization: 'Bearer Credential' }, '/b/Credential=x')).toBeUndefined();
});

test.each([
  ['another algorithm', { 'X-Amz-Algorithm': 'AWS4-ECDSA-P256-SHA256' }],
  ['no date', { 'X-Amz-Date': 'now' }],
  ['no signature', { 'X-Amz-Signature': '' }],
  ['no end', { 'X-Amz-Expires': '' }],
  ['an end that is no number', { 'X-Amz-Expires': 'never' }],
  ['an end before its start', { 'X-Amz-Expires': '-1' }],
  ['more than a week', { 'X-Amz-Expires': '604801' }],
])('refuses a link with %s', (_what, change) => {
  expect(() => readSignature({}, new URLSearchParams({ ...link, ...change }))).toThrow(
    expect.objectContaining({ code: 'AuthorizationQueryParametersError' }),
  );
});

test('refuses both at once', () => {
  expect(() => readSignature({ ...date, authorization }, new URLSearchParams(link))).toThrow(/Only one auth mechanism/);
});
