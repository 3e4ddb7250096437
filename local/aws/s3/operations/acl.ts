import { text } from '../../../../terraform/query';
import { type Stack } from '../../../../terraform/stack';
import { type Answer } from '../../endpoint/wire-error';
import { NotServed } from '../../shared/errors';
import { empty, xml } from '../requests/answers';
import { type Asked, header, type S3, type S3Operation } from '../requests/asked';
import { bodyHeaders, bodyOf } from '../requests/body';
import { invalidArgument, S3Error } from '../requests/s3-error';
import {
  notAllowedOnMarker,
  objectOf,
  requireObject,
  versionHeader,
  versionIdOf,
  versionOf,
} from '../requests/version';
import { settingOf } from '../s3-bucket-settings';

const grants = ['full-control', 'read', 'read-acp', 'write', 'write-acp'].map((right) => `x-amz-grant-${right}`);
export const aclHeaders = ['x-amz-acl', ...grants];

const canned = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
];

/**
 * A bucket whose owner owns its objects knows no other's rights to them: what gives any is refused, and what is read is
 * the owner's. https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export const acls: readonly S3Operation[] = [
  {
    name: 'GetObjectAcl',
    method: 'GET',
    on: 'object',
    by: { acl: true },
    query: ['versionId'],
    run: getObjectAcl,
  },
  {
    name: 'PutObjectAcl',
    method: 'PUT',
    on: 'object',
    by: { acl: true },
    query: ['versionId'],
    headers: [...aclHeaders, ...bodyHeaders],
    run: putObjectAcl,
  },
];

function getObjectAcl(s3: S3, asked: Asked): Answer {
  const id = versionIdOf(asked);
  requireObject(asked, 's3:GetObjectAcl', id);
  requireOwned(s3.stack, asked.bucket);
  const object = objectOf(s3, asked, id);
  const { owner } = s3.authorizer;
  const grantee = { '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', '@xsi:type': 'CanonicalUser', ...owner };
  return xml(
    asked,
    'AccessControlPolicy',
    { Owner: owner, AccessControlList: { Grant: { Grantee: grantee, Permission: 'FULL_CONTROL' } } },
    versionHeader(s3, asked.bucket, object),
  );
}

function putObjectAcl(s3: S3, asked: Asked): Answer {
  const id = versionIdOf(asked);
  requireObject(asked, 's3:PutObjectAcl', id);
  requireOwned(s3.stack, asked.bucket);
  const found = versionOf(s3, asked, id);
  if (found.isMarker) throw notAllowedOnMarker('PUT');
  if (bodyOf(asked).bytes.length > 0)
    throw new NotServed('NotImplemented', 'PutObjectAcl with a policy as its body', 501);
  if (!aclHeaders.some((name) => header(asked, name) !== undefined)) {
    throw new S3Error('MissingSecurityHeader', 'Your request was missing a required header', 400, {
      MissingHeaderName: 'x-amz-acl',
    });
  }
  checkAcl(s3, asked);
  return empty(asked, 200, versionHeader(s3, asked.bucket, found));
}

/** @throws S3Error for whatever gives somebody a right */
export function checkAcl({ stack }: S3, asked: Asked): void {
  requireOwned(stack, asked.bucket);
  const acl = header(asked, 'x-amz-acl');
  if (acl !== undefined && !canned.includes(acl)) throw invalidArgument('', 'x-amz-acl', acl);
  if (acl === 'bucket-owner-full-control' && !grants.some((name) => header(asked, name) !== undefined)) return;
  throw new S3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}

/** What a bucket has unless it says otherwise: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
function requireOwned(stack: Stack, bucket: string): void {
  const block = settingOf(stack, 'aws_s3_bucket_ownership_controls', bucket);
  const ownership = block ? text(block, 'rule.object_ownership') : 'BucketOwnerEnforced';
  if (ownership === 'BucketOwnerEnforced') return;
  throw new NotServed('NotImplemented', `An ACL in ${bucket}, whose object_ownership is ${ownership},`, 501);
}
