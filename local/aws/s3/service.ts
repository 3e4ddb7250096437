import { join } from 'node:path';
import { s3 } from '../../../catalog/services/s3';
import { blocksOfType, text } from '../../../terraform/query';
import { type LocalService } from '../service';
import { KeptObjects } from './kept-objects';
import { FileObjectStore } from './object-store';
import { S3Service } from './s3';
import { versioningOf } from './s3-bucket-settings';

export const s3Service: LocalService<FileObjectStore> = {
  service: s3,
  stands: [
    'aws_s3_bucket',
    'aws_s3_bucket_policy',
    'aws_s3_bucket_versioning',
    'aws_s3_bucket_public_access_block',
    'aws_s3_bucket_ownership_controls',
    'aws_s3_bucket_server_side_encryption_configuration',
    'aws_s3_bucket_lifecycle_configuration',
  ],
  refuses: [
    'Every query parameter and `x-amz-*` header that an operation does not understand (retention, legal holds, SSE-C, website redirects, …); `response-*` that are empty, or of some bytes of an object.',
    'An encryption other than the bucket’s own; an ACL given as XML; ACLs in buckets whose `object_ownership` is not BucketOwnerEnforced.',
    'A checksum on CompleteMultipartUpload, unless the upload was created with FULL_OBJECT; SHA512, MD5 and XXHASH checksums.',
    'Settings of a bucket that the stack leaves to AWS; virtual-hosted addresses, access points, S3 Control; forms of a browser (POST) and preflights of CORS.',
  ],
  otherwise: [
    'Lifecycle rules are told, and nothing is moved, expired or aborted by them. Objects of an archive class are never restored.',
    'A request holds at most 128 MiB: larger objects come in parts. Bytes are not encrypted on this disk.',
    'Where AWS says of a key in parts which part is which, parts are numbered from 1 without gaps once they are joined.',
  ],
  needs: {},
  standUp({ stack, access, clock, folder }) {
    const objects = new FileObjectStore(join(folder, 's3'));
    for (const block of blocksOfType(stack, 'aws_s3_bucket')) {
      const bucket = text(block, 'bucket');
      objects.createBucket(bucket, versioningOf(stack, bucket), clock.now());
    }
    const wire = new S3Service(stack, objects, access, clock);
    return { value: objects, wire, keep: () => new KeptObjects(objects, wire.uploads) };
  },
};
