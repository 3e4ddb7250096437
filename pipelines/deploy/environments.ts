import { readOptions } from '../../scripts/text/read-options';
import { environmentsInOrder } from '../../terraform/stacks/environment-stacks';
import { FOLDERS } from '../shared/folders';
import { setOutputs } from '../github/outputs';

/** `environments`: outputs `environments`, the names of those synthesized as a list in JSON, for a matrix of jobs. */
export async function main(args: readonly string[], { stacks } = FOLDERS): Promise<number> {
  readOptions(args, {}, 'npm run pipeline -- environments');
  setOutputs({ environments: JSON.stringify(environmentsInOrder(stacks)) });
  return 0;
}
