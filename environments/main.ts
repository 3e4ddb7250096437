import { forgetSynthesis, inputsDigest, recordSynthesis } from '../scripts/current-synthesis';
import { synthesisFolder } from '../scripts/synthesize';
import { environmentNames, environments } from './all';
import { environmentOption } from './options';
import { synth } from './synth';

/**
 * `npm run synth`: writes every environment's Terraform to `cdktf.out/stacks/`, and that which prepares its account;
 * `-- --env NAME` only that one's.
 */
export async function main(args: readonly string[]): Promise<number> {
  const names = environmentOption(args, 'npm run synth [-- --env NAME]');
  const settings = environments(names);
  const outdir = synthesisFolder();
  const inputs = inputsDigest();
  forgetSynthesis(outdir);
  const written = synth({ outdir, environments: settings, keep: environmentNames() });
  if (names.length === 0) recordSynthesis(outdir, inputs, written);
  const folders = settings.map(({ environment }) => `cdktf.out/stacks/${environment}`);
  console.log(`Synthesized ${folders.join(' and ')}, and the bootstrap stack of each`);
  return 0;
}
