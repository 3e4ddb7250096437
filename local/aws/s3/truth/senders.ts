import { type Source } from '../../truth';
import { page, recorded, type S3Truth, type Step } from './shape';

/** Answers of AWS that somebody showed in a thread. */
const shown = (thread: string): Source => ({ recorded: `github.com/${thread}` });

const put: Step = { send: 'PUT k', body: 'secret', is: 200 };
const scope = '20261101/eu-west-1/s3/aws4_request';
const unsigned = (send: string, more: Partial<Step> & Pick<Step, 'is'>): Step => ({ send, unsigned: true, ...more });
const denied = (send: string, body?: string): Step =>
  unsigned(send, {
    ...(body === undefined ? {} : { body }),
    is: 403,
    ...(send.startsWith('HEAD') ? { text: '' } : { error: { Code: 'AccessDenied', Message: 'Access Denied' } }),
  });
const version2: Pick<Step, 'is' | 'root' | 'error'> = {
  is: 400,
  root: 'Error',
  error: {
    Code: 'InvalidRequest',
    Message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  },
};
const link = (parameters: Readonly<Record<string, string>>): string =>
  `GET k?${new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `AKIANOBODYNOBODYNOBO/${scope}`,
    'X-Amz-Date': '20261101T080000Z',
    'X-Amz-Expires': '900',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': 'a'.repeat(64),
    ...parameters,
  }).toString()}`;
const without = (name: string): string =>
  link({})
    .replace(new RegExp(`[?&]X-Amz-${name}=[^&]*`), '')
    .replace('k&', 'k?');
const unreadable = (Message: string): Pick<Step, 'is' | 'root' | 'error'> => ({
  is: 400,
  root: 'Error',
  error: { Code: 'AuthorizationQueryParametersError', Message },
});

/** Who asks, as far as the request tells. */
export const senders: readonly S3Truth[] = [
  {
    says: 'What nobody signed is denied where nothing is public: each method, each sub-resource, nothing changes',
    source: page('API/ErrorResponses'),
    steps: [
      put,
      denied('GET k'),
      denied('HEAD k'),
      denied('GET ?list-type=2'),
      denied('GET ?versions'),
      denied('HEAD '),
      denied('GET k?acl'),
      denied('GET k?tagging'),
      denied('GET k?versionId=null'),
      denied('PUT k', 'x'),
      denied('PUT k?tagging', '<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>'),
      denied('PUT k?acl'),
      denied('DELETE k'),
      denied('DELETE k?tagging'),
      denied('POST k?uploads'),
      denied('PUT k?partNumber=1&uploadId=x', 'x'),
      denied('POST k?uploadId=x', '<CompleteMultipartUpload/>'),
      denied('DELETE k?uploadId=x'),
      unsigned('PUT copy', {
        with: { 'x-amz-copy-source': '{bucket}/{p}k' },
        is: 403,
        error: { Code: 'AccessDenied' },
      }),
      { send: 'GET k', is: 200, text: 'secret', headers: { 'x-amz-tagging-count': null } },
      { send: 'GET copy', is: 404 },
    ],
  },
  {
    says: 'A key that nobody has is told, whoever may read',
    source: page('API/ErrorResponses'),
    steps: [
      put,
      unsigned('GET k', {
        with: {
          authorization: `AWS4-HMAC-SHA256 Credential=AKIANOBODYNOBODYNOBO/${scope}, SignedHeaders=host;x-amz-date, Signature=${'a'.repeat(64)}`,
          'x-amz-date': '20261101T080000Z',
          'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
        },
        is: 403,
        error: {
          Code: 'InvalidAccessKeyId',
          Message: 'The AWS Access Key Id you provided does not exist in our records.',
          AWSAccessKeyId: 'AKIANOBODYNOBODYNOBO',
        },
      }),
      unsigned(link({}), { is: 403, error: { Code: 'InvalidAccessKeyId' } }),
    ],
  },
  {
    says: 'A link of signature version 2 is not supported',
    source: shown('ravsau/aws-labs issue 4'),
    steps: [
      unsigned('GET k?AWSAccessKeyId=AKIANOBODYNOBODYNOBO&Signature=GahUHTZ6yXzUhEO%3D&Expires=1793523600', version2),
      unsigned('PUT k?AWSAccessKeyId=AKIANOBODYNOBODYNOBO&Signature=GahUHTZ6yXzUhEO%3D&Expires=1793523600', {
        body: 'x',
        ...version2,
      }),
      { send: 'GET k', is: 404 },
    ],
  },
  {
    says: 'A header of signature version 2 is not supported',
    source: shown('s3fs-fuse/s3fs-fuse issue 915'),
    steps: [
      unsigned('GET k', {
        with: { authorization: 'AWS AKIANOBODYNOBODYNOBO:toczegxIXWzPbhTm0oCFmapoJL8=' },
        ...version2,
      }),
      unsigned('HEAD k', {
        with: { authorization: 'AWS AKIANOBODYNOBODYNOBO:toczegxIXWzPbhTm0oCFmapoJL8=' },
        is: 400,
        text: '',
      }),
    ],
  },
  {
    says: 'A scheme that S3 does not know is no argument',
    source: shown('versity/versitygw issue 1705'),
    steps: ['Basic U1Q6', 'Bearer x', 'not-a-valid-signature', 'AWS4-HMAC-SHA25 Credential=x'].map((authorization) =>
      unsigned('GET k', {
        with: { authorization },
        is: 400,
        root: 'Error',
        error: {
          Code: 'InvalidArgument',
          Message: 'Unsupported Authorization Type',
          ArgumentName: 'Authorization',
          ArgumentValue: authorization,
        },
      }),
    ),
  },
  {
    says: 'A link has all parameters of version 4, or none',
    source: recorded('test_s3::test_s3_put_presigned_url_missing_sig_param'),
    steps: [
      ...['Algorithm', 'Credential', 'Date', 'Expires', 'Signature', 'SignedHeaders'].map((name) =>
        unsigned(
          without(name),
          unreadable(
            'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
          ),
        ),
      ),
      unsigned('GET k?X-Amz-Algorithm=AWS4-HMAC-SHA256', {
        is: 400,
        error: { Code: 'AuthorizationQueryParametersError' },
      }),
      denied('GET k?X-Amz-Meta-Test=x'),
    ],
  },
  {
    says: 'A link is of one algorithm, and good for a week at most',
    source: page('API/sigv4-query-string-auth'),
    steps: [
      unsigned(link({ 'X-Amz-Algorithm': 'BOGUS' }), unreadable('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"')),
      unsigned(
        link({ 'X-Amz-Expires': '604801' }),
        unreadable(
          'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
        ),
      ),
    ],
  },
];
