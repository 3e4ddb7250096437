import { spawn } from 'node:child_process';
import { UserError } from '../../../scripts/user-error';
import { inert } from '../../github/commands';

/** Who has to have attested a file, and of what. */
export interface Origin {
  /** `owner/name` */
  readonly repository: string;
  /** The workflow whose job attested it, from the repository's root. */
  readonly workflow: string;
  /** What that run was of: the full SHA of a commit. */
  readonly commit: string;
}

/**
 * Has GitHub's own command hold a file against what was attested of its digest: signatures, who signed, and of which commit
 * of main. Every fact that it can be held to is given: one that is left out is not looked at.
 * https://cli.github.com/manual/gh_attestation_verify (`--source-digest` and `--source-ref` from 2.68 on)
 * @returns why it is refused, in gh's words; undefined when all is well
 * @throws UserError when gh is not there
 */
export async function refusal(file: string, { repository, workflow, commit }: Origin): Promise<string | undefined> {
  const args = [
    ...['attestation', 'verify', file],
    ...['--repo', repository],
    ...['--signer-workflow', `${repository}/${workflow}`],
    ...['--source-digest', commit],
    ...['--source-ref', 'refs/heads/main'],
    '--deny-self-hosted-runners',
  ];
  const child = spawn('gh', args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve(status ?? 1));
  }).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(
      error.code === 'ENOENT'
        ? 'gh is not on the PATH, and nothing else verifies what was attested: install it (https://cli.github.com).'
        : `gh can't be run: ${error.message}`,
    );
  });
  if (code === 0) return undefined;
  return inert(Buffer.concat(said).toString('utf8').trim()) || `gh ended with exit code ${code}, and said nothing`;
}
