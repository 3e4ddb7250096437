import { type Answer } from '../../endpoint/wire-error';
import { NotServed } from '../../shared/errors';
import { empty, xml } from '../requests/answers';
import { type Asked, type S3, type S3Operation } from '../requests/asked';
import { afterOf, countOf, tokenOf } from '../requests/listing';
import { bucketArn } from '../s3-authorize';
import { bucketSettings } from '../s3-bucket-settings';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html, …/API_HeadBucket.html, …/API_GetBucketLocation.html */
export const buckets: readonly S3Operation[] = [
  {
    name: 'ListBuckets',
    method: 'GET',
    on: 'account',
    query: ['bucket-region', 'continuation-token', 'max-buckets', 'prefix'],
    run: listBuckets,
  },
  {
    name: 'HeadBucket',
    method: 'HEAD',
    on: 'bucket',
    run: ({ stack }, asked) => {
      asked.call.require('s3:ListBucket', bucketArn(asked.bucket));
      return empty(asked, 200, {
        'x-amz-bucket-arn': bucketArn(asked.bucket),
        'x-amz-bucket-region': stack.region,
        'x-amz-access-point-alias': 'false',
        'content-type': 'application/xml',
      });
    },
  },
  {
    name: 'GetBucketLocation',
    method: 'GET',
    on: 'bucket',
    by: { location: true },
    run: ({ stack }, asked) => {
      asked.call.require('s3:GetBucketLocation', bucketArn(asked.bucket));
      // us-east-1 is the absence of a constraint.
      return xml(asked, 'LocationConstraint', stack.region === 'us-east-1' ? {} : { '#text': stack.region });
    },
  },
  ...Object.entries(bucketSettings).map(([subresource, { name, action, read }]): S3Operation => ({
    name,
    method: 'GET',
    on: 'bucket',
    by: { [subresource]: true },
    run: ({ stack }, asked) => {
      const { bucket, call } = asked;
      call.require(action, bucketArn(bucket));
      const answer = read(stack, bucket);
      if (answer === undefined) {
        throw new NotServed('NotImplemented', `${name} of ${bucket}, which the stack leaves to AWS,`, 501);
      }
      if ('text' in answer) return { ...empty(asked), body: answer.text };
      return xml(asked, answer.name, answer.content, answer.headers);
    },
  })),
];

/** S3's bound of a page. */
const mostBuckets = 10_000;

function listBuckets({ store, stack, authorizer }: S3, asked: Asked): Answer {
  const { query, call } = asked;
  call.require('s3:ListAllMyBuckets', '*');
  const prefix = query.get('prefix') ?? '';
  const region = query.get('bucket-region') ?? stack.region;
  const limit = countOf(query, 'max-buckets') ?? mostBuckets;
  const token = query.get('continuation-token') ?? '';
  const after = token === '' ? '' : afterOf(token);
  const rest = region === stack.region ? store.buckets().filter((one) => one.startsWith(prefix) && one > after) : [];
  const page = rest.slice(0, limit);
  return xml(asked, 'ListAllMyBucketsResult', {
    Owner: authorizer.owner,
    Buckets: {
      Bucket: page.map((Name) => ({
        Name,
        CreationDate: store.bucket(Name).created.toISOString(),
        BucketRegion: stack.region,
        BucketArn: bucketArn(Name),
      })),
    },
    ...(rest.length > page.length ? { ContinuationToken: tokenOf(page.at(-1) ?? '') } : {}),
    ...(query.has('prefix') ? { Prefix: prefix } : {}),
  });
}
