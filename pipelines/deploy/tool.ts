import { readOptions } from '../../scripts/text/read-options';
import { chosenTool } from '../../scripts/programs/tool';
import { setOutputs } from '../github/outputs';

/** `tool`: outputs `program` (`terraform` or `tofu`) and `version`, what the runner must have to plan and apply. */
export async function main(args: readonly string[], root?: string): Promise<number> {
  readOptions(args, {}, 'npm run pipeline -- tool');
  const { program, version } = chosenTool(root);
  setOutputs({ program, version });
  return 0;
}
