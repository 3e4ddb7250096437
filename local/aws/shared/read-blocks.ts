import { UserError } from '../../../scripts/user-error';
import { type Block } from '../../../terraform/stack';

/** Each block as `read` has it. @throws UserError with the faults of all that it refuses */
export function readBlocks<Read>(blocks: readonly Block[], read: (block: Block) => Read): Read[] {
  const faults: string[] = [];
  const all = blocks.flatMap((block) => {
    try {
      return [read(block)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(error.message);
      return [];
    }
  });
  if (faults.length > 0) throw new UserError(faults.join('\n'));
  return all;
}

/** What `read` refuses without knowing of the block is told with its address. */
export function readIn<Read>({ address }: Block, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${address}: ${error.message}`) : error;
  }
}
