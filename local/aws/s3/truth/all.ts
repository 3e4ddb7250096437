import { checksums } from './checksums';
import { conditions } from './conditions';
import { copies } from './copies';
import { keys } from './keys';
import { listings } from './listings';
import { metadata } from './metadata';
import { multipart } from './multipart';
import { refusals } from './refusals';
import { type S3Truth } from './shape';
import { senders } from './senders';
import { settings } from './settings';
import { tags } from './tags';
import { versions } from './versions';

/** What the local S3 is vouched to do, each with where that is known from. */
export const truths: readonly S3Truth[] = [
  ...metadata,
  ...keys,
  ...conditions,
  ...versions,
  ...checksums,
  ...multipart,
  ...copies,
  ...listings,
  ...tags,
  ...senders,
  ...settings,
  ...refusals,
];
