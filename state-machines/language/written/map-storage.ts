import type { Permission } from './permission';

declare const item: unique symbol;

/**
 * Where a distributed Map reads its items; `bucketName` names a bucket whose ARN `render` is handed. A `Bucket` among its
 * parameters says by a path which it is: the role may read that of `bucketName`, and no other.
 */
export interface ItemReader<Name extends string = string, Item = unknown, Takes = unknown> {
  readonly bucketName: Name;
  readonly action: 'getObject' | 'listObjectsV2';
  readonly config: Readonly<Record<string, string>>;
  readonly [item]?: { readonly item: Item; readonly takes: Takes };
}

/** Where it writes the results, in place of handing them on. */
export interface ResultWriter<Name extends string = string> {
  readonly bucketName: Name;
  readonly action: 'putObject';
}

/** An object as S3 lists it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html */
export interface S3Object {
  readonly Etag: string;
  readonly Key: string;
  /** Seconds since the epoch. */
  readonly LastModified: number;
  readonly Size: number;
  readonly StorageClass: string;
}

/** The objects of a bucket, under a prefix. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
export const s3Objects = <const Name extends string>(
  bucketName: Name,
): ItemReader<Name, S3Object, { readonly Bucket?: string; readonly Prefix?: string }> => ({
  bucketName,
  action: 'listObjectsV2',
  config: {},
});

/** The rows of a CSV file whose first line names its columns, which the author vouches for. */
export const s3Csv =
  <Column extends string>() =>
  <const Name extends string>(
    bucketName: Name,
  ): ItemReader<Name, { readonly [C in Column]: string }, { readonly Bucket?: string; readonly Key: string }> => ({
    bucketName,
    action: 'getObject',
    config: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
  });

/** The items of a JSON array, or of JSON Lines, whose type the author vouches for. */
export const s3Json =
  <Item>(inputType: 'JSON' | 'JSONL' = 'JSON') =>
  <const Name extends string>(
    bucketName: Name,
  ): ItemReader<Name, Item, { readonly Bucket?: string; readonly Key: string }> => ({
    bucketName,
    action: 'getObject',
    config: { InputType: inputType },
  });

/** Results as files under a prefix. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
export const s3Results = <const Name extends string>(bucketName: Name): ResultWriter<Name> => ({
  bucketName,
  action: 'putObject',
});

/** What a Map hands on when its results were written. */
export interface WrittenResults {
  readonly MapRunArn: string;
  readonly ResultWriterDetails: { readonly Bucket: string; readonly Key: string };
}

export type ItemIn<Reader> = Reader extends ItemReader<string, infer Item> ? Item : never;
export type TakenBy<Reader> = Reader extends ItemReader<string, unknown, infer Takes> ? Takes : never;

/** https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html */
export function storagePermissions(
  action: ItemReader['action'] | ResultWriter['action'],
  bucketArn: string,
): Permission {
  switch (action) {
    case 'listObjectsV2':
      return { sid: 'ListMapItems', actions: ['s3:ListBucket'], resources: [bucketArn] };
    case 'getObject':
      return { sid: 'ReadMapItems', actions: ['s3:GetObject'], resources: [`${bucketArn}/*`] };
    case 'putObject':
      return {
        sid: 'WriteMapResults',
        actions: ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
        resources: [`${bucketArn}/*`],
      };
  }
}
