import { join } from 'node:path';
import { s3 } from '../../../catalog/services/s3';
import { blocksOfType, text } from '../../../terraform/query';
import { type LocalService } from '../service';
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
  needs: {},
  standUp({ stack, access, clock, folder }) {
    const objects = new FileObjectStore(join(folder, 's3'));
    for (const block of blocksOfType(stack, 'aws_s3_bucket')) {
      const bucket = text(block, 'bucket');
      objects.createBucket(bucket, versioningOf(stack, bucket), clock.now());
    }
    return { value: objects, wire: new S3Service(stack, objects, access, clock) };
  },
};
