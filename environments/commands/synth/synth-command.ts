import { forgetSynthesis, recordSynthesis, type Whose } from '../../../scripts/programs/current-synthesis';
import { keepSynthesis } from '../../../scripts/programs/kept-synthesis';
import { synthesisFolder } from '../../../scripts/programs/synthesize';
import { type Program } from '../../../scripts/programs/tool';
import { environments } from '../../all';
import { github } from '../../github';
import type { GitHub } from '../../github-settings';
import { environmentOption } from '../options';
import type { Settings } from '../../settings';
import { synth } from './synth';

interface Synthesized {
  readonly whose: Whose;
  /** Digest of what is read, taken before anything of it was. */
  readonly inputs: string;
  readonly repository?: GitHub;
  readonly program?: Program;
}

/** `npm run synth` of these settings, in the folder where synthesized stacks lie. */
export function synthCommand(
  args: readonly string[],
  all: Readonly<Record<string, Settings>>,
  { whose, inputs, repository = github, program }: Synthesized,
): number {
  const names = environmentOption(args, 'npm run synth [-- --env NAME]');
  const settings = environments(names, all);
  const outdir = synthesisFolder();
  forgetSynthesis(outdir);
  const written = synth({
    outdir,
    environments: settings,
    keep: Object.keys(all),
    repository,
    ...(program && { program }),
  });
  if (names.length === 0) {
    recordSynthesis(outdir, inputs, written, whose);
    if (whose === 'own') keepSynthesis(outdir, inputs, written);
  }
  const folders = settings.map(({ environment }) => `cdktf.out/stacks/${environment}`);
  console.log(`Synthesized ${folders.join(' and ')}, and the bootstrap stack of each`);
  return 0;
}
