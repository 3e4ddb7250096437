import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../scripts/user-error';
import { writeIfChanged } from '../../../scripts/files/write-if-changed';
import { validGitHub } from '../../github-settings';
import { CODEOWNERS, unready } from '../preflight/preflight';
import { type ValidSettings, validSettings } from '../../settings';
import { type ChangedFile, changedFiles } from './changed-files';
import type { Proposal } from './proposal';

/**
 * Writes a proposal into the files of the settings, once all of it is right: each setting, what preflight says of them
 * together, and a synthesis.
 * @returns the names of the files that changed
 * @throws UserError with all that is not right; nothing is then written
 */
export async function written(root: string, proposal: Proposal): Promise<string[]> {
  const files = await changedFiles(root, proposal);
  const environments = proposal.environments.map((one) => validSettings(one, `environments/${one.environment}.ts`));
  const github = validGitHub(proposal.github);
  const owners = files.find(({ name }) => name === CODEOWNERS)?.text ?? readFileSync(join(root, CODEOWNERS), 'utf8');
  const edits = unready(environments, github, owners);
  if (edits.length > 0) throw new UserError(`These must be edited by hand:\n${edits.join('\n')}`);
  await synthesizeAside(environments, github);
  writeAll(root, files);
  return files.map(({ name }) => name);
}

/** What only a synthesis can tell: names that come out too long, among others. */
async function synthesizeAside(environments: readonly ValidSettings[], repository: Proposal['github']): Promise<void> {
  // Loaded when needed: who is asked the first question should not wait for CDKTF.
  const { synth } = await import('../synth/synth');
  const outdir = mkdtempSync(join(tmpdir(), 'setup-'));
  try {
    synth({ outdir, environments, keep: [], repository });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Ctrl-C waits until all of them are written. */
function writeAll(root: string, files: readonly ChangedFile[]): void {
  const wait = () => undefined;
  process.on('SIGINT', wait);
  try {
    for (const { name, text } of files) writeIfChanged(join(root, name), text);
  } finally {
    process.off('SIGINT', wait);
  }
}
