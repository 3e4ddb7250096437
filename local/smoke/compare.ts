import { hasOpaque } from '../../terraform/opaque';
import { type Block } from '../../terraform/stack';
import { type Answer } from './ask';
import { isDrawn } from './drawn';
import { leavesOf } from './leaves';
import { withPlaceholders } from './placeholders';
import { type Reading, type Unread } from './reads';
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
  /** Of what can't be read. */
  readonly why?: string;
}

/** @param onAws what AWS answers; `here`: what the local account answers to the same call */
export function compare({ blocks, read }: Reading, onAws: Answer, here: Answer, accountId: string): Row[] {
  const common = { resource: addresses(blocks), operation: read.operation };
  if (onAws.kind === 'unread' || onAws.kind === 'unserved') {
    const why = onAws.kind === 'unread' ? onAws.code : 'the endpoint does not serve it';
    return [{ ...common, attribute: '', result: "can't be read", why }];
  }
  if (here.kind === 'unread') throw new Error(`The local account refused ${read.operation} (${here.code}).`);
  if (onAws.kind === 'error' || here.kind === 'error') {
    const [hereIs, awsIs] = [outcome(here), outcome(onAws)];
    const result = here.kind === 'unserved' ? 'not served locally' : hereIs === awsIs ? 'alike' : 'different';
    return [{ ...common, attribute: '', ...values(hereIs, awsIs), result }];
  }
  const aws = said(onAws.value, read.operation, accountId);
  const local = here.kind === 'value' ? said(here.value, read.operation, accountId) : new Map<string, string>();
  return [...new Set([...local.keys(), ...aws.keys()])].map((attribute): Row => {
    const [hereIs, awsIs] = [local.get(attribute), aws.get(attribute)];
    const more = here.kind === 'unserved' || !isToldWhole(read.operation, attribute, local);
    return { ...common, attribute, ...values(hereIs, awsIs), result: resultOf(hereIs, awsIs, more) };
  });
}

/** @param more whether AWS may tell this where the local account doesn't */
function resultOf(here: string | undefined, onAws: string | undefined, more: boolean): Result {
  if (here === onAws) return 'alike';
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
