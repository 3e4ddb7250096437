import { chosenEnvironment } from '../../terraform/stacks/chosen-environment';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { type Account } from '../aws/account';
import { type Answering } from '../aws/elsewhere/answering';
import { checkPolicies } from './running/check-policies';
import { type Options } from './options';
import { type Progress } from '../../scripts/text/progress';
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

  const folder = makeRunFolder(environment);
  const checking = progress.step('Checking the policies');
  const checked = checkPolicies();
  let standing: Account | undefined;
  const untilDone = onStopSignal((code) => void stopMidway(standing, progress, code));
  const onStanding = (account: Account) => void (standing = account);
  const standsOn = options.port === undefined ? {} : { standing: { port: options.port } };
  const request = { stackFolder: stack, folder, progress, onStanding, answering, ...standsOn, ...input };
  const outcome = await runReport(request);
  const told = await tell(async () => {
    const policies = await checked;
    if (policies.passed) checking.done('Policies checked: nothing missing, nothing unneeded, access as locked');
    else progress.line(`\n${policies.text}\n`, 'failure');
    const code = await tellOutcome({ outcome, input, folder, progress, start, open, verbose });
    return policies.passed ? code : 1;
  });
  untilDone();
  if (!options.stay) await outcome.account.close();
  else {
    if ('error' in told) progress.line(`\n${messageOf(told.error)}`, 'failure');
    const { stayAfterRun } = await import('../serve/stay-after-run');
    const stayed = await stayAfterRun(outcome, folder, input.period);
    if ('code' in told) return told.code || stayed;
  }
  if ('error' in told) throw told.error;
  return told.code;
}

type Told = { readonly code: number } | { readonly error: unknown };

/** What goes wrong is thrown once the account is down: a run that failed is what one wants to look at. */
const tell = (telling: () => Promise<number>): Promise<Told> =>
  telling().then(
    (code) => ({ code }),
    (error: unknown) => ({ error }),
  );

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
