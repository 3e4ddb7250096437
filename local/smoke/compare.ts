import { hasOpaque } from '../../terraform/expressions/opaque';
import { type Block } from '../../terraform/stack';
import { type Answer } from './ask';
import { isDrawn } from './drawn';
import { leavesOf } from './leaves';
import { withPlaceholders } from './placeholders';
import { type Reading, type Unread } from './readings';
import { isToldWhole } from './whole';

export const RESULTS = ['alike', 'different', 'not served locally', "can't be read"] as const;
export type Result = (typeof RESULTS)[number];

/** One attribute of a resource; account ids are replaced. */
export interface Row {
  /** Addresses of the blocks that the call tells of. */
  readonly resource: string;
  readonly operation: string;
  /** Empty for the answer as a whole. */
  readonly attribute: string;
  /** Undefined where there is none, or none is known. */
  readonly here?: string;
  readonly onAws?: string;
  readonly result: Result;
  /** `here` is what the block itself says: the local account doesn't serve the call. */
  readonly stated?: true;
  /** Of what can't be read. */
  readonly why?: string;
}

/**
 * @param onAws what AWS answers
 * @param local what the local account answers to the same call; where it doesn't serve it, the block's own words count
 */
export function compare({ blocks, read }: Reading, onAws: Answer, local: Answer, accountId: string): Row[] {
  const common = { resource: addresses(blocks), operation: read.operation };
  if (onAws.kind === 'unread' || onAws.kind === 'unserved') {
    const why = onAws.kind === 'unread' ? onAws.code : 'the endpoint does not serve it';
    return [{ ...common, attribute: '', result: "can't be read", why }];
  }
  if (local.kind === 'unread') throw new Error(`The local account refused ${read.operation} (${local.code}).`);
  const stated = local.kind === 'unserved' && read.stated ? { stated: true as const } : {};
  const here: Answer = stated.stated && read.stated ? { kind: 'value', value: read.stated } : local;
  if (onAws.kind === 'error' || here.kind === 'error') {
    const [hereIs, awsIs] = [outcome(here), outcome(onAws)];
    const result = here.kind === 'unserved' ? 'not served locally' : hereIs === awsIs ? 'alike' : 'different';
    return [{ ...common, attribute: '', ...values(hereIs, awsIs), result, ...stated }];
  }
  const aws = said(onAws.value, read.operation, accountId);
  const known = here.kind === 'value' ? said(here.value, read.operation, accountId) : new Map<string, string>();
  return [...new Set([...known.keys(), ...aws.keys()])].map((attribute): Row => {
    const [hereIs, awsIs] = [known.get(attribute), aws.get(attribute)];
    const more = here.kind === 'unserved' || !isToldWhole(read.operation, attribute, known);
    const result = resultOf(hereIs, awsIs, more);
    return { ...common, attribute, ...values(hereIs, awsIs), result, ...(hereIs === undefined ? {} : stated) };
  });
}

/** @param more whether AWS may tell this where the local account doesn't */
function resultOf(here: string | undefined, onAws: string | undefined, more: boolean): Result {
  if (here === onAws) return 'alike';
  // Services leave an empty list out, or write it.
  if (onAws === undefined && (here === '[]' || here === '{}')) return 'alike';
  if (here === undefined) return more ? 'not served locally' : 'different';
  // A symbol stands for what is known only once it is deployed.
  return hasOpaque(here) && onAws !== undefined ? 'not served locally' : 'different';
}

const values = (here: string | undefined, onAws: string | undefined) => ({
  ...(here === undefined || hasOpaque(here) ? {} : { here }),
  ...(onAws === undefined ? {} : { onAws }),
});

const outcome = (answer: Answer): string | undefined =>
  answer.kind === 'error' ? `error ${answer.code}` : answer.kind === 'value' ? 'an answer' : undefined;

/** By attribute. */
const said = (answer: object, operation: string, accountId: string): Map<string, string> =>
  new Map(
    [...leavesOf(answer)]
      .filter(([path]) => !isDrawn(operation, path))
      .map(([path, value]) => [withPlaceholders(path, accountId), withPlaceholders(value, accountId)]),
  );

/** A resource that no call tells of. */
export const unreadRow = ({ block, why }: Unread): Row => ({
  resource: block.address,
  operation: '',
  attribute: '',
  result: "can't be read",
  why,
});

const addresses = (blocks: readonly Block[]): string => blocks.map(({ address }) => address).join(', ');
