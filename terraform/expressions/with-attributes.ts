import { computedAttributes, partitionOf } from './attributes';
import { type Block, type Json } from '../stack';

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
  { kind, type, address }: Pick<Block, 'kind' | 'type' | 'address'>,
  values: Readonly<Record<string, Json>>,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): Record<string, Json> {
  const context = {
    address,
    accountId,
    region,
    partition: partitionOf(region),
    values,
    argument: (name: string) => {
      const value = values[name];
      return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
    },
  };
  const result: Record<string, Json> = {};
  for (const [attribute, compute] of Object.entries(
    computedAttributes[kind === 'data' ? `data.${type}` : type] ?? {},
  )) {
    const value = compute(context);
    if (value !== undefined) result[attribute] = value;
  }
  return result;
}
