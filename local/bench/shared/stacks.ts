import { chosenEnvironment } from '../../../terraform/stacks/chosen-environment';
import { stackFolder } from '../../../terraform/stacks/stack-folder';
import { runEntry } from '../../../scripts/programs/run-entry';
import { synthesisFolder, synthesize } from '../../../scripts/programs/synthesize';
import { UserError } from '../../../scripts/user-error';
import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { type Checkout } from './contestant';

/** Where a checkout's synthesis lies, and of it the stack that is stood up. */
export interface Synthesized {
  readonly outdir: string;
  readonly stack: string;
}

/** Synthesizes a checkout, this one where it isn't current. @throws UserError with the words of the synthesis, when that fails */
export async function synthesizedIn({ name, folder }: Checkout): Promise<Synthesized> {
  const isOwn = folder === repositoryRoot();
  const outdir = isOwn ? synthesisFolder() : join(folder, 'cdktf.out');
  if (isOwn) await synthesize();
  else {
    const entry = ['environments/commands/synth/main.ts'];
    const { code, said } = await runEntry(entry, { keep: ['stderr'], variables: { CDKTF_OUTDIR: outdir }, folder });
    if (code !== 0) throw new UserError(`${name} could not be synthesized:\n${said.trim()}`);
  }
  const stacks = join(outdir, 'stacks');
  return { outdir, stack: stackFolder(stacks, chosenEnvironment(stacks, undefined, console.error)) };
}
