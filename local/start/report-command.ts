import { chosenEnvironment } from '../../terraform/stacks/chosen-environment';
import { readEnvironment } from '../../terraform/stacks/neighbours';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { type Account } from '../aws/account';
import { type Answering } from '../aws/elsewhere/answering';
import { UserError } from '../../scripts/user-error';
import { type KeptAccount } from '../serve/kept/kept-account';
import { checkPolicies } from './running/check-policies';
import { type Options } from './options';
import { type Progress } from '../../scripts/text/progress';
import { reasonOf } from '../../scripts/text/words';
import { checkGenerated, fileInput, generatedInput } from './reading/report-input';
import { stopMidway } from './running/stop-midway';
import { onStopSignal } from './running/stop-signals';
import { makeRunFolder } from './running/run-folder';
import { synthesize } from '../../scripts/programs/synthesize';

type ReportOptions = Extract<Options, { readonly command: 'report' }>;

/** Makes one report, tells it, and returns the exit code. @throws UserError for a mistake in what was given */
export async function reportCommand(options: ReportOptions, answering: Answering, progress: Progress): Promise<number> {
  const start = performance.now();
  const { events, period, report, open, verbose } = options;
  const ofFile = events === undefined ? undefined : await fileInput(events, period);
  if (!ofFile) checkGenerated(period);

  const synthesizing = progress.step('Synthesizing');
  const synthesized = synthesize();
  // While another process is at it: the rest of the program (SDK clients, DuckDB) takes as long to load.
  const [{ runReport }, { tellOutcome }] = [
    await import('./running/report-run'),
    await import('./telling/report-outcome'),
  ];
  const input = ofFile ?? generatedInput(period, report);
  const stacks = await synthesized;
  const environment = chosenEnvironment(stacks, options.environment, (line) => progress.line(line));
  const stack = stackFolder(stacks, environment);
  synthesizing.done('Environments synthesized');

  const kept = options.keep === undefined ? undefined : await newlyKept(options.keep, environment, stack);
  const folder = kept?.folder ?? makeRunFolder(environment);
  const checking = progress.step('Checking the policies');
  const checked = checkPolicies();
  let standing: Account | undefined;
  const untilDone = onStopSignal((code) => void stopMidway(standing, progress, code));
  const onStanding = (account: Account) => void (standing = account);
  const standsOn = {
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(kept ? { interpose: kept.interpose } : {}),
  };
  const request = { stackFolder: stack, folder, progress, onStanding, answering, standing: standsOn, ...input };
  const outcome = await runReport(request);
  const told = await tell(async () => {
    const policies = await checked;
    const before = policies.before ? ' (nothing changed since)' : '';
    if (policies.passed)
      checking.done(`Policies checked: nothing missing, nothing unneeded, access as locked${before}`);
    else progress.line(`\n${policies.text}\n`, 'failure');
    const code = await tellOutcome({ outcome, input, folder, progress, start, open: open && !options.stay, verbose });
    return policies.passed ? code : 1;
  });
  untilDone();
  input.close();
  if (!options.stay) await outcome.account.close();
  else {
    if ('error' in told) progress.line(`\n${reasonOf(told.error)}`, 'failure');
    const { stayAfterRun } = await import('../serve/stay-after-run');
    const stayed = await stayAfterRun(outcome, { folder, period: input.period, open, ...(kept ? { kept } : {}) });
    if ('code' in told) return told.code || stayed;
  }
  if ('error' in told) throw told.error;
  return told.code;
}

/** A run begins with an account of its own. @throws UserError for a folder that holds one */
async function newlyKept(keep: string, environment: string, stack: string): Promise<KeptAccount> {
  const { openKept } = await import('../serve/kept/open');
  const kept = openKept(keep, environment, readEnvironment(stack));
  if (kept.goesOn) {
    kept.end();
    throw new UserError(
      `--keep ${keep}: there is an account in it, and a run begins with a new one: go on with it by npm start -- --serve ` +
        `--keep ${keep}, or give another folder.`,
    );
  }
  kept.clearUnfinished();
  kept.begin();
  return kept;
}

type Told = { readonly code: number } | { readonly error: unknown };

/** What goes wrong is thrown once the account is down: a run that failed is what one wants to look at. */
const tell = (telling: () => Promise<number>): Promise<Told> =>
  telling().then(
    (code) => ({ code }),
    (error: unknown) => ({ error }),
  );
