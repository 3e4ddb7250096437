import { type Xml } from '../../endpoint/xml';
import { type Tags } from '../store/stored-object';
import { invalidArgument, malformedXml, S3Error } from './s3-error';
import { childrenOf, elementOf, elementsOf, only, textOf } from './xml-body';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
const mostTags = 10;
const letters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The words are those recorded in localstack/localstack tests/aws/services/s3/test_s3_api.py TestS3BucketObjectTagging. */
const invalidTag = (message: string, fields: Readonly<Record<string, string>>): S3Error =>
  new S3Error('InvalidTag', message, 400, fields);

/** `key1=value1&key2=value2`. @throws S3Error */
export function tagsOfHeader(text: string): Tags {
  const wrong = (): S3Error =>
    invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      text,
    );
  const pairs = [...new URLSearchParams(text)];
  if (pairs.some(([key]) => key === '')) throw wrong();
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw wrong();
  if (pairs.some(([key, value]) => !letters.test(key) || !letters.test(value))) throw wrong();
  return checked(pairs);
}

/** `<Tagging><TagSet><Tag><Key/><Value/></Tag>…`. @throws S3Error */
export function tagsOfBody(body: Buffer): Tags {
  const tagging = elementOf(body, 'Tagging');
  only(tagging, ['TagSet']);
  const set = childrenOf(tagging['TagSet'] ?? '');
  only(set, ['Tag']);
  return checked(
    elementsOf(set, 'Tag').map((tag): [string, string] => {
      only(tag, ['Key', 'Value']);
      const [key, value] = [textOf(tag, 'Key'), textOf(tag, 'Value')];
      if (key === undefined || value === undefined) throw malformedXml();
      return [key, value];
    }),
  );
}

function checked(pairs: readonly (readonly [string, string])[]): Tags {
  if (pairs.length > mostTags) throw new S3Error('BadRequest', 'Object tags cannot be greater than 10');
  const seen = new Set<string>();
  for (const [key, value] of pairs) {
    if (key === '' || key.length > 128 || !letters.test(key)) {
      throw invalidTag('The TagKey you have provided is invalid', { TagKey: key });
    }
    if (value.length > 256 || !letters.test(value)) {
      throw invalidTag('The TagValue you have provided is invalid', { TagKey: key, TagValue: value });
    }
    if (key.startsWith('aws:')) throw invalidTag('Your TagKey cannot be prefixed with aws:', { TagKey: key });
    if (seen.has(key)) throw invalidTag('Cannot provide multiple Tags with the same key', { TagKey: key });
    seen.add(key);
  }
  return Object.fromEntries(pairs);
}

/** In the order of their keys. */
export const tagSetOf = (tags: Tags): { readonly TagSet: Xml } => ({
  TagSet: {
    Tag: Object.entries(tags)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([Key, Value]) => ({ Key, Value })),
  },
});
