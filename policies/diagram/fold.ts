import { type Block, type Stack } from '../../terraform/stack';
import { kindOf, partOf } from './resource-kinds';

/** Which block each block is drawn as: itself, the one that it is part of, or none. */
export type Folded = ReadonlyMap<string, string | undefined>;

/** Folds what nobody looks for in a picture into what they do look for. */
export function fold({ blocks }: Pick<Stack, 'blocks'>): Folded {
  const resources = blocks.filter(({ kind }) => kind === 'resource');
  const into = new Map(resources.map((block) => [block.address, parentOf(block, resources)]));
  const resolve = (address: string, seen: readonly string[] = []): string | undefined => {
    const parent = into.get(address);
    return parent === undefined || parent === address || seen.includes(address)
      ? parent
      : resolve(parent, [...seen, address]);
  };
  return new Map(resources.map(({ address }) => [address, resolve(address)]));
}

function parentOf(block: Block, resources: readonly Block[]): string | undefined {
  const { address, type } = block;
  const argument = partOf(block);
  if (argument !== undefined) return block.references?.find(({ path }) => path === argument)?.address;
  // A policy that a role holds is the role's: its arrows are.
  if (type === 'aws_iam_policy' && resources.some((other) => isAttachment(other) && refersTo(other, address))) {
    return undefined;
  }
  const types = kindOf(block).partOfUser;
  if (types === undefined) return address;
  const users = resources.filter(
    (other) => (types === 'any' ? !isPlumbing(other) : types.includes(other.type)) && refersTo(other, address),
  );
  const [user, another] = users;
  return user && !another ? user.address : address;
}

/** Policies and their like refer to a role or a key, and do not use it. */
const isPlumbing = (block: Block): boolean => partOf(block) === '' || block.type === 'aws_iam_policy';

const isAttachment = ({ type }: Block): boolean => type === 'aws_iam_role_policy_attachment';

const refersTo = ({ references = [] }: Block, address: string): boolean =>
  references.some((reference) => reference.address === address);
