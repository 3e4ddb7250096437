import { type Stack } from '../../../../terraform/stack';
import { type HttpRequest } from '../../endpoint/protocols';
import { type Answer } from '../../endpoint/wire-error';
import { type Call } from '../../shared/call';
import { type Clock } from '../../shared/clock';
import { type MultipartUploads } from '../multipart/uploads';
import { type FileObjectStore } from '../object-store';
import { type S3Authorizer } from '../s3-authorize';
import { type Shape } from './operation';

/** What operations stand on. */
export interface S3 {
  readonly stack: Stack;
  readonly store: FileObjectStore;
  readonly uploads: MultipartUploads;
  readonly authorizer: S3Authorizer;
  readonly clock: Clock;
}

/** A request of one operation: all that it carries is understood. */
export interface Asked extends HttpRequest {
  readonly call: Call;
  /** Empty where the operation is on none. */
  readonly bucket: string;
  readonly key: string;
}

export interface S3Operation extends Shape {
  run(s3: S3, asked: Asked): Answer | Promise<Answer>;
}

export const header = ({ headers }: Pick<HttpRequest, 'headers'>, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : value;
};
