import { acls } from './operations/acl';
import { attributes } from './operations/attributes';
import { buckets } from './operations/buckets';
import { copies } from './operations/copies';
import { deletes } from './operations/deletes';
import { listings } from './operations/listings';
import { multipart } from './operations/multipart';
import { reads } from './operations/reads';
import { tagging } from './operations/tagging';
import { uploadListings } from './operations/upload-listings';
import { versionListings } from './operations/versions';
import { writes } from './operations/writes';
import { type S3Operation } from './requests/asked';

/**
 * Every operation that is served, and what each understands: all else is refused by its name.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export const operations: readonly S3Operation[] = [
  ...buckets,
  ...listings,
  ...versionListings,
  ...reads,
  ...writes,
  ...copies,
  ...deletes,
  ...multipart,
  ...uploadListings,
  ...tagging,
  ...attributes,
  ...acls,
];
