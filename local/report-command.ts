import { stackFolder } from '../terraform/stack-folder';
import { type Options } from './options';
import { type Progress } from '../scripts/progress';
import { checkGenerated, fileInput, generatedInput } from './report-input';
import { makeRunFolder } from './run-folder';
import { synthesize } from '../scripts/synthesize';

type ReportOptions = Extract<Options, { readonly command: 'report' }>;

/** Makes one report, tells it, and returns the exit code. @throws UserError for a mistake in what was given */
export async function reportCommand(options: ReportOptions, progress: Progress): Promise<number> {
  const start = performance.now();
  const { environment, events, period } = options;
  const ofFile = events === undefined ? undefined : await fileInput(events, period);
  if (!ofFile) checkGenerated(period);

  const synthesizing = progress.step('Synthesizing');
  const synthesized = synthesize();
  // While another process is at it: the rest of the program (SDK clients, DuckDB) takes as long to load.
  const [{ runReport }, { tellOutcome }] = [await import('./report-run'), await import('./report-outcome')];
  const input = ofFile ?? generatedInput(period);
  const stack = stackFolder(await synthesized, environment);
  synthesizing.done('Environments synthesized');

  const folder = makeRunFolder(environment);
  const outcome = await runReport({ stackFolder: stack, folder, progress, ...input });
  try {
    return await tellOutcome({ outcome, input, folder, progress, start });
  } finally {
    await outcome.account.close();
  }
}
