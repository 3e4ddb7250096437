import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { stateBucketName } from '../../../constructs/deploy-access/state-bucket';
import { readOptions } from '../../../scripts/text/read-options';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { runEntry } from '../../../scripts/programs/run-entry';
import { chosenTool, wanted } from '../../../scripts/programs/tool';
import { UserError } from '../../../scripts/user-error';
import { environmentNames, environments } from '../../all';
import { applyBootstrap } from './apply';
import { findProvider, tellProvider } from './github-provider';
import { remoteState } from './remote-state';
import { bootstrapName } from '../../bootstrap-stack';
import { github } from '../../github';
import { githubPlaceholders } from '../../github-settings';
import { accountPlaceholder, sharedAccounts } from '../preflight/preflight';
import { synth } from '../synth/synth';

const COMMAND = 'npm run bootstrap';
const usage = () => `${COMMAND} -- --env NAME [options]

  --env NAME    the environment whose account is prepared for the pipelines
  --plan-only   show what would change, and change nothing
  --yes         apply without asking
  --help

Needs ${wanted(chosenTool().program)}, and an administrator's credentials of the environment's account.
`;

/** `npm run bootstrap`: prepares an environment's account for the pipelines. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(
    args,
    {
      env: { type: 'string' },
      'plan-only': { type: 'boolean' },
      yes: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    COMMAND,
  );
  if (options.help === true) {
    process.stdout.write(usage());
    return 0;
  }
  if (options.env === undefined) {
    throw new UserError(`--env is missing: name the environment, one of ${environmentNames().join(', ')}.`);
  }
  const all = environments();
  const [settings] = environments([options.env]);
  if (!settings) throw new UserError(`--env ${options.env}: there is no such environment.`);
  const edits = [...accountPlaceholder(settings), ...sharedAccounts(all), ...githubPlaceholders(github)];
  if (edits.length > 0) throw new UserError(`Edit these first, then run this again:\n${edits.join('\n')}`);

  const root = repositoryRoot();
  const outdir = join(root, 'cdktf.out');
  const { program } = chosenTool();
  synth({ outdir, environments: all, keep: environmentNames(), program });
  const { environment, region, accountId } = settings;
  const bucket = stateBucketName(settings);
  const planOnly = options['plan-only'] === true;
  const provider = await findProvider(settings);
  const done = await applyBootstrap({
    program,
    folder: join(outdir, 'stacks', bootstrapName(environment)),
    stateFile: join(root, '.local/bootstrap', environment, 'terraform.tfstate'),
    bucket,
    planOnly,
    confirm: async () => options.yes === true || (await ask(accountId)),
    remote: () => remoteState({ bucket, key: `${environment}/bootstrap.tfstate`, region, accountId }),
    check: (known) => console.log(tellProvider(settings, provider, known)),
    accept: requireUnderstood,
    say: (line) => console.log(line),
  });
  if (done)
    console.log(`Account ${accountId} is ready for ${environment}'s pipelines: docs/roles.md says what each may do.`);
  return done || planOnly ? 0 : 1;
}

/** In a process of its own: what makes stacks does not read them. */
async function requireUnderstood(folder: string): Promise<void> {
  const { code, said } = await runEntry(['terraform/accepted/accepts.ts', folder], { keep: ['stderr'] });
  if (code !== 0) throw new UserError(said.trim());
}

async function ask(accountId: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new UserError('Nothing was changed: there is no terminal to ask at. Give --yes to apply the plan above.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`Apply this to account ${accountId}? Only "yes" will do: `)).trim() === 'yes';
  } finally {
    terminal.close();
  }
}
