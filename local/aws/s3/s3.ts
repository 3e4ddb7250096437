import { type Stack } from '../../../terraform/stack';
import { type HttpRequest, type WireService } from '../endpoint/protocols';
import { type Answer } from '../endpoint/wire-error';
import { type AccessControl } from '../shared/access-control';
import { type Call } from '../shared/call';
import { type Clock } from '../shared/clock';
import { MultipartUploads } from './multipart/uploads';
import { type FileObjectStore } from './object-store';
import { operations } from './operations';
import { errorOf } from './requests/answers';
import { header, type S3 } from './requests/asked';
import { withHoistedHeaders } from './requests/hoisted';
import { operationOf } from './requests/operation';
import { checkOwner } from './requests/owner';
import { invalidArgument, S3Error } from './requests/s3-error';
import { targetOf } from './requests/target';
import { S3Authorizer } from './s3-authorize';

/** S3 as far as `operations.ts` goes: path-style REST, objects in the store's files. */
export class S3Service implements WireService {
  readonly protocol = 'rest-xml';
  readonly operations = operations.map(({ name }) => name);
  readonly uploads: MultipartUploads;
  readonly #s3: S3;

  constructor(stack: Stack, store: FileObjectStore, access: AccessControl, clock: Clock) {
    this.uploads = new MultipartUploads(store);
    this.#s3 = {
      stack,
      store,
      clock,
      uploads: this.uploads,
      authorizer: new S3Authorizer(stack, access),
    };
  }

  async handle(received: HttpRequest, call: Call): Promise<Answer> {
    try {
      const request = withHoistedHeaders(received);
      const { bucket, key } = targetOf(request.path);
      const level = bucket === undefined ? 'account' : key === undefined ? 'bucket' : 'object';
      const operation = operationOf(operations, request, level);
      // Before anything else is said of it: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
      if (bucket !== undefined) this.#s3.store.bucket(bucket);
      checkOwner(this.#s3.stack, header(request, 'x-amz-expected-bucket-owner'));
      checkPayer(header(request, 'x-amz-request-payer'));
      return await operation.run(this.#s3, { ...request, call, bucket: bucket ?? '', key: key ?? '' });
    } catch (error) {
      if (error instanceof S3Error) return errorOf(error, call.requestId);
      throw error;
    }
  }
}

/** The owner pays anyway: no bucket here says otherwise. */
function checkPayer(payer: string | undefined): void {
  if (payer === undefined || payer === 'requester') return;
  throw invalidArgument('Invalid request payer', 'x-amz-request-payer', payer);
}
