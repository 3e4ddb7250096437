import { createHash } from 'node:crypto';
import { keptByContent } from '../../../scripts/files/kept-by-content';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { currentDigest, foldersDigest, inputsDigest } from '../../../scripts/programs/current-synthesis';
import { runEntry } from '../../../scripts/programs/run-entry';
import { synthesisFolder } from '../../../scripts/programs/synthesize';

export interface PolicyCheck {
  readonly passed: boolean;
  /** What `npm run policies` says. */
  readonly text: string;
  /** That it said so of the very same before, and was not asked again. */
  readonly before: boolean;
}

/** What `npm run policies` reads beside what a synth reads and writes, and the packages that the lock names. */
const FOLDERS = ['policies', 'terraform'];

/**
 * `npm run policies` on what was synthesized: a process of its own, on the core that a run leaves free. It reads, as the
 * run does, and decides on its own. That it passed is kept by all that it depends on; what does not pass is asked each time.
 */
export async function checkPolicies(
  outdir = synthesisFolder(),
  root = repositoryRoot(),
  today = new Date(),
): Promise<PolicyCheck> {
  const asked = digestOfAsked(outdir, root, today);
  const kept = asked === undefined ? undefined : keptOf(asked, root);
  const text = kept?.before();
  if (text !== undefined) return { passed: true, text, before: true };
  const { code, said } = await runEntry(['policies/main.ts'], { keep: ['stdout', 'stderr'], folder: root });
  const passed = code === 0;
  // What was edited meanwhile may have been read before or after.
  if (passed && asked === digestOfAsked(outdir, root, today)) kept?.keep(said.trim());
  return { passed, text: said.trim(), before: false };
}

const keptOf = (asked: string, root: string) =>
  keptByContent<string>({ folder: 'policies-checked', makers: [] }, asked, root);

/** Undefined where what lies in `outdir` is not what the sources give. */
function digestOfAsked(outdir: string, root: string, today: Date): string | undefined {
  const inputs = inputsDigest(root);
  const outputs = currentDigest(outdir, root, { inputs });
  if (outputs === undefined) return undefined;
  return createHash('sha256')
    .update([inputs, outputs, foldersDigest(FOLDERS, root), ''].join('\0'))
    .update(JSON.stringify(Object.entries(process.env).sort(([a], [b]) => (a < b ? -1 : 1))))
    .update(today.toISOString().slice(0, 10)) // with which excuses end
    .digest('hex');
}
