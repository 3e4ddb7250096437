import { AwsError } from '../../shared/errors';

/**
 * An error with what S3 tells beside code and message: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * and, of each error's own fields, the answers recorded in localstack/localstack tests/aws/services/s3.
 */
export class S3Error extends AwsError {
  constructor(
    code: string,
    message: string,
    status = 400,
    fields: Readonly<Record<string, string>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code, message, status, { fields });
  }
}

export const noSuchBucket = (bucket: string): S3Error =>
  new S3Error('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: bucket });

export const noSuchKey = (key: string, headers: Readonly<Record<string, string>> = {}): S3Error =>
  new S3Error('NoSuchKey', 'The specified key does not exist.', 404, { Key: key }, headers);

export const invalidArgument = (message: string, name: string, value?: string): S3Error =>
  new S3Error('InvalidArgument', message, 400, {
    ArgumentName: name,
    ...(value === undefined ? {} : { ArgumentValue: value }),
  });

export const invalidRequest = (message: string): S3Error => new S3Error('InvalidRequest', message);

export const malformedXml = (): S3Error =>
  new S3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
