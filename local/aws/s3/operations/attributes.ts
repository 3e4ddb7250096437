import { type Answer } from '../../endpoint/wire-error';
import { type Xml } from '../../endpoint/xml';
import { xml } from '../requests/answers';
import { type Asked, header, type S3, type S3Operation } from '../requests/asked';
import { checksumElement, checksumValue } from '../requests/checksum-headers';
import { partsPage } from '../requests/listing';
import { invalidArgument, invalidRequest } from '../requests/s3-error';
import { objectOf, requireObject, versionHeader, versionIdOf } from '../requests/version';
import { type StoredObject } from '../store/stored-object';

const known = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export const attributes: readonly S3Operation[] = [
  {
    name: 'GetObjectAttributes',
    method: 'GET',
    on: 'object',
    by: { attributes: true },
    query: ['versionId'],
    headers: ['x-amz-max-parts', 'x-amz-object-attributes', 'x-amz-part-number-marker'],
    run: getObjectAttributes,
  },
];

function getObjectAttributes(s3: S3, asked: Asked): Answer {
  const id = versionIdOf(asked);
  requireObject(asked, 's3:GetObject', id);
  requireObject(asked, 's3:GetObjectAttributes', id);
  const asks = header(asked, 'x-amz-object-attributes') ?? '';
  if (asks === '') {
    throw invalidRequest(
      'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
    );
  }
  const names = asks.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !known.includes(name));
  if (wrong !== undefined) throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', wrong);
  const object = objectOf(s3, asked, id);
  s3.authorizer.requireKey(asked.call, asked.bucket, 'kms:Decrypt');
  const parts = partsOf(asked, object);
  return xml(
    asked,
    'GetObjectAttributesResponse',
    {
      ...(names.includes('ETag') ? { ETag: object.etag } : {}),
      ...(names.includes('Checksum') ? { Checksum: checksumOf(object) } : {}),
      ...(names.includes('ObjectParts') && parts ? { ObjectParts: parts } : {}),
      ...(names.includes('StorageClass') ? { StorageClass: object.storageClass } : {}),
      ...(names.includes('ObjectSize') ? { ObjectSize: object.size } : {}),
    },
    { 'last-modified': object.lastModified.toUTCString(), ...versionHeader(s3, asked.bucket, object) },
  );
}

/** Here without the number of parts. */
const checksumOf = ({ checksum }: StoredObject): Xml =>
  checksumElement({ ...checksum, value: checksum.value.replace(/-\d+$/, '') });

/** Each part is told where it has a checksum that the object's is made of; else their number alone. */
function partsOf(asked: Asked, { parts, checksumKind }: StoredObject): Xml {
  if (!parts) return undefined;
  if (checksumKind.type === 'FULL_OBJECT') return { PartsCount: parts.length };
  const most = header(asked, 'x-amz-max-parts') ?? '';
  const told = new URLSearchParams({
    // What is no number says nothing: github.com/versity/versitygw issue 1806.
    'x-amz-max-parts': /^\d+$/.test(most) ? most : '',
    'x-amz-part-number-marker': header(asked, 'x-amz-part-number-marker') ?? '',
  });
  const { page, bounds } = partsPage(parts, told, 'x-amz-max-parts', 'x-amz-part-number-marker');
  return {
    PartsCount: parts.length,
    ...bounds,
    Part: page.map(({ number, size, checksum }) => ({
      PartNumber: number,
      Size: size,
      ...checksumValue(checksum),
    })),
  };
}
