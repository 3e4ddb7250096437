import { signedBy } from './sigv4';

const none = new URLSearchParams();

test('reads key and scope from the header', () => {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=ASIALOCAL0/20261001/eu-west-1/athena/aws4_request, SignedHeaders=host, Signature=0f';
  expect(signedBy({ authorization, 'x-amz-security-token': 't' }, none)).toEqual({
    accessKeyId: 'ASIALOCAL0',
    region: 'eu-west-1',
    service: 'athena',
    sessionToken: 't',
  });
});

test('reads a presigned URL, and until when it is good', () => {
  const query = new URLSearchParams({
    'X-Amz-Credential': 'AKIALOCAL0/20261001/eu-west-1/s3/aws4_request',
    'X-Amz-Date': '20261001T080000Z',
    'X-Amz-Expires': '900',
  });
  expect(signedBy({}, query)).toMatchObject({ service: 's3', expires: new Date('2026-10-01T08:15:00Z') });
});

test('says nothing of an unsigned request', () => {
  expect(signedBy({}, none)).toBeUndefined();
});

test.each(['Bearer x', 'AWS4-HMAC-SHA256 Credential=key, Signature=0f'])('refuses %j', (authorization) => {
  expect(() => signedBy({ authorization }, none)).toThrow(
    expect.objectContaining({ code: 'IncompleteSignatureException' }),
  );
});
