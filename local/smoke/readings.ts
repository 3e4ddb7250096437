import { typeOf } from '../../catalog/all';
import { type Block, type Stack } from '../../terraform/stack';
import { bucketReads } from './reads/buckets';
import { dataReads } from './reads/data';
import { identityReads } from './reads/identity';
import { messageReads } from './reads/messages';
import { operationReads } from './reads/operations';
import { type Read, type ReadsOf } from './reads/read';
import { serviceReads } from './reads/services';

/** By the type of the blocks that they tell of. Calls that the pipelines' plan role may make, and no others. */
const READS: Readonly<Record<string, ReadsOf>> = {
  ...bucketReads,
  ...dataReads,
  ...serviceReads,
  ...messageReads,
  ...operationReads,
  ...identityReads,
};

/** What one call tells of: a topic's attributes hold its policy, which is a block of its own. */
export interface Reading {
  readonly blocks: readonly Block[];
  readonly read: Read;
}

export interface Unread {
  readonly block: Block;
  readonly why: string;
}

/** Every resource of the stack that AWS knows of, in the stack's order: what tells of it, or why nothing does. */
export function readingsOf(stack: Stack): { readonly readings: Reading[]; readonly unread: Unread[] } {
  const readings = new Map<string, { blocks: Block[]; read: Read }>();
  const unread: Unread[] = [];
  for (const block of stack.blocks) {
    if (block.kind !== 'resource' || !block.type.startsWith('aws_')) continue;
    const reads = [READS[block.type]?.(block, stack) ?? []].flat();
    if (reads.length === 0) {
      unread.push({
        block,
        why: typeOf(block.type)?.unasked ?? 'this command has no call that tells of such a resource',
      });
    }
    for (const read of reads) {
      const key = [read.operation, ...read.resources, read.key].join(' ');
      const known = readings.get(key);
      if (known) known.blocks.push(block);
      else readings.set(key, { blocks: [block], read });
    }
  }
  return { readings: [...readings.values()], unread };
}
