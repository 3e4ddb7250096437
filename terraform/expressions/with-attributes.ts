import { partsOf } from '../../catalog/all';
import { type Block, catalogType, type Json } from '../stack';
import { opaque } from './opaque';

/** One whose function has nothing to go by, or that AWS draws, is an opaque symbol; one that is in no row is not read. */
export const computedAttributes = partsOf('attributes');

/** A block's own values, and those of its computed attributes that they lack and that we can tell. */
export function withAttributes(
  block: Pick<Block, 'kind' | 'type' | 'address'>,
  values: Readonly<Record<string, Json>>,
  place: { readonly accountId: string; readonly region: string },
): Record<string, Json> {
  const all = { ...values };
  for (const [attribute, value] of Object.entries(attributesOf(block, values, place))) {
    all[attribute] ??= value;
  }
  return all;
}

/** The computed attributes that we can tell, whatever the block's values say of them. */
export function attributesOf(
  block: Pick<Block, 'kind' | 'type' | 'address'>,
  values: Readonly<Record<string, Json>>,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): Record<string, Json> {
  const context = {
    accountId,
    region,
    partition: partitionOf(region),
    drawn: (name: string) => opaque(`${block.address}.${name}`),
    argument: (name: string) => {
      const value = values[name];
      return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
    },
  };
  const result: Record<string, Json> = {};
  for (const [attribute, compute] of Object.entries(computedAttributes[catalogType(block)] ?? {})) {
    const value = compute(context);
    if (value !== undefined) result[attribute] = value;
  }
  return result;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html: the partition that a region lies in. */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
