import { readOptions } from '../scripts/read-options';
import { chosenTool } from '../scripts/tool';
import { setOutputs } from './github/outputs';

/** `tool`: outputs `program` (`terraform` or `tofu`) and `version`, what the runner must have to plan and apply. */
export async function main(args: readonly string[], root?: string): Promise<number> {
  readOptions(args, {}, 'npm run pipeline -- tool');
  const { program, version } = chosenTool(root);
  setOutputs({ program, version });
  return 0;
}
