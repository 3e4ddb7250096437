import { inputsDigest, isCurrent } from '../../../scripts/programs/current-synthesis';
import { takeSynthesis } from '../../../scripts/programs/kept-synthesis';
import { withoutSourceMaps } from '../../../scripts/programs/without-source-maps';
import { synthesisFolder } from '../../../scripts/programs/synthesize';

/**
 * `npm run synth`: writes every environment's Terraform to `cdktf.out/stacks/`, and that which prepares its account;
 * `-- --env NAME` only that one's. What was written from the same sources, and is as it was written, stays, and is kept
 * for another folder: whatever a synth reads and all that it wrote is compared by content, before anything that builds
 * stacks is loaded.
 */
export async function main(args: readonly string[]): Promise<number> {
  const inputs = inputsDigest();
  if (args.length === 0) {
    if (isCurrent(synthesisFolder(), undefined, { inputs, whose: 'own' })) {
      console.log('cdktf.out is what these sources give: nothing changed since it was synthesized');
      return 0;
    }
    if (takeSynthesis(synthesisFolder(), inputs)) {
      console.log('cdktf.out is what these sources give, and was kept: nothing changed since they were synthesized');
      return 0;
    }
  }
  const { synthOwn } = await withoutSourceMaps(() => import('./synth-own'));
  return synthOwn(args, inputs);
}
