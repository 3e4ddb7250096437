import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Progress } from '../../../scripts/text/progress';
import { readOptions } from '../../../scripts/text/read-options';
import { chosenTool } from '../../../scripts/programs/tool';
import { counted, whole } from '../../../scripts/text/words';
import { AWS_PROVIDER } from '../../parts/aws-provider';
import { checkTypes } from './check-types';
import { compareArguments } from './compare-arguments';
import { compareFolders } from './differences';
import { install } from './install';
import { INSTALLED, OWN } from './paths';
import { fetchSchema, holdAgainstSchema } from './provider-schema';
import { synthesizeBeside, synthesizeOwn } from './synthesize';
import { usedArguments } from './used-arguments';
import { misplaced, providerOf, versionOf } from './versions';

/**
 * `npm run check:exit`: whether cdktn can take the place of cdktf. It is installed beside, the shipped stacks are
 * synthesized with both and must be the same JSON but for versions and sources; our code must compile against the newer
 * bindings, and no argument that we use may be gone or changed there.
 */
export async function main(args: readonly string[]): Promise<number> {
  readOptions(args, {}, 'npm run check:exit');
  const progress = new Progress();
  const installing = progress.step('Installing cdktn beside');
  await install();
  const [ours, theirs] = [join(OWN, 'node_modules'), join(INSTALLED, 'node_modules')];
  const newest = providerOf(theirs);
  installing.done(
    `cdktn ${versionOf(theirs, 'cdktn')} lies beside, with constructs ${versionOf(theirs, 'constructs')} and bindings of provider ${newest}`,
  );

  const made = mkdtempSync(join(tmpdir(), 'check-exit-'));
  try {
    const [own, beside] = [join(made, 'own'), join(made, 'beside')];
    const comparing = progress.step('Synthesizing with both, and compiling');
    const [typeFaults] = await Promise.all([checkTypes(), synthesizeOwn(own).then(() => synthesizeBeside(beside))]);
    const { allowed, faults } = compareFolders(own, beside);
    const used = usedArguments(join(own, 'stacks'));
    const compared = compareArguments(used, ours, theirs);
    comparing.done(
      faults.length === 0
        ? `The same JSON, but for ${whole(allowed)} versions and sources; ` +
            `${whole(compared.count)} arguments of ${counted(used.length, 'type')} compared`
        : `Synthesized with both, and compared`,
    );

    const asking = progress.step('Asking the provider for its schema');
    const asked = await fetchSchema(chosenTool().program, newest);
    const held = 'schemas' in asked ? holdAgainstSchema(used, asked.schemas) : undefined;
    if (held) asking.done(`${counted(held.count, 'argument')} held against the schema of provider ${newest}`);
    else if ('why' in asked) {
      progress.line(
        `Not done: no argument was held against the schema of provider ${newest} itself (${asked.why}).`,
        'warning',
      );
    }

    const sections: [string, readonly string[]][] = [
      ['The synthesized stacks differ', faults],
      ['environments/ and constructs/ do not compile against the newer bindings', typeFaults],
      ['Arguments that we use are others in the newer bindings', compared.faults],
      [`Arguments that we use are others in provider ${newest}`, held?.faults ?? []],
      ["The provider's version is not held", misplaced(AWS_PROVIDER, providerOf(ours), newest)],
    ];
    const told = sections.filter(([, lines]) => lines.length > 0);
    for (const [title, lines] of told) console.error(`${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
    if (told.length === 0) console.log('The way out is open: cdktn takes the place of cdktf.');
    return told.length === 0 ? 0 : 1;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
