import { buckets } from './operations/buckets';
import { deletes } from './operations/deletes';
import { listings } from './operations/listings';
import { multipart } from './operations/multipart';
import { reads } from './operations/reads';
import { writes } from './operations/writes';
import { type S3Operation } from './requests/asked';

/**
 * Every operation that is served, and what each understands: all else is refused by its name.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export const operations: readonly S3Operation[] = [
  ...buckets,
  ...listings,
  ...reads,
  ...writes,
  ...deletes,
  ...multipart,
];
