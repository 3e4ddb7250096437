import { join } from 'node:path';
import { Progress } from '../../../scripts/text/progress';
import { type KnownOptions, readOptions } from '../../../scripts/text/read-options';
import { UserError } from '../../../scripts/user-error';
import { counted } from '../../../scripts/text/words';
import { readDeployment } from '../../../terraform/stacks/read-deployment';
import { stackFolder } from '../../../terraform/stacks/stack-folder';
import { commitOption, short } from '../../shared/commit';
import { FOLDERS } from '../../shared/folders';
import { required } from '../../shared/required';
import { refusal } from './gh';

const known = {
  env: { type: 'string' },
  commit: { type: 'string' },
  repository: { type: 'string' },
} as const satisfies KnownOptions;

/** The workflow that attests the zips which it deploys. */
export const DEPLOYS = '.github/workflows/deploy-environment.yml';

/**
 * `verify-attestations --env NAME --commit SHA --repository OWNER/NAME`: each zip that the stack packs was attested by this
 * repository's deployment of this commit of main. It says nothing of the plan: that is what `apply` holds it against.
 * @throws UserError naming every zip that was not, with the words of gh
 */
export async function main(args: readonly string[], { stacks } = FOLDERS): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- verify-attestations');
  const environment = required(options.env, '--env', 'an environment, such as dev');
  const commit = commitOption(options.commit);
  const repository = repositoryOption(options.repository);
  const folder = stackFolder(stacks, environment);
  const { archives } = readDeployment(folder);
  const step = new Progress().step('Verifying what was attested');
  const refused = await Promise.all(
    archives.map(async ({ zip }) => {
      const why = await refusal(join(folder, zip), { repository, workflow: DEPLOYS, commit });
      return why === undefined ? [] : [`${zip}:\n${why.replaceAll(/^/gm, '    ')}`];
    }),
  );
  const faults = refused.flat();
  if (faults.length > 0) {
    throw new UserError(
      `${environment}: ${counted(faults.length, 'zip')} of ${archives.length} can't be shown to be what ${DEPLOYS} built of ` +
        `${short(commit)}, and nothing was applied:\n${faults.map((fault) => `  ${fault}`).join('\n')}\n` +
        'What to do: docs/deploy.md, "When it stops", "An attestation that does not verify".',
    );
  }
  step.done(
    `${environment}: ${counted(archives.length, 'zip')} attested by this repository's deployment of ${short(commit)}`,
  );
  return 0;
}

function repositoryOption(value: string | undefined): string {
  const repository = required(value, '--repository', 'owner and name of the repository, as GITHUB_REPOSITORY has them');
  if (/^[\w.-]+\/[\w.-]+$/.test(repository)) return repository;
  throw new UserError(`--repository ${repository}: not owner and name of a repository, such as octo/video.`);
}
