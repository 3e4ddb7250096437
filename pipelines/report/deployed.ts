import { join } from 'node:path';
import { synthesisFolder } from '../../scripts/programs/synthesize';
import { main as report } from './main';

/** `report`: as `npm run report`, of the stacks that lie there. A job that holds a role synthesizes none. */
export const main = (args: readonly string[]): Promise<number> => report(args, join(synthesisFolder(), 'stacks'));
