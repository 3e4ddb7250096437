import { join } from 'node:path';
import { repositoryRoot } from '../scripts/repository-root';
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
  // The cdktf CLI says through this variable where it looks for the result.
  const outdir = process.env['CDKTF_OUTDIR'] ?? join(repositoryRoot(), 'cdktf.out');
  synth({ outdir, environments: settings, keep: environmentNames() });
  const folders = settings.map(({ environment }) => `cdktf.out/stacks/${environment}`);
  console.log(`Synthesized ${folders.join(' and ')}, and the bootstrap stack of each`);
  return 0;
}
