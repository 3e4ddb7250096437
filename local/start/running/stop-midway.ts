import { type Account } from '../../aws/account';
import { type Progress } from '../../../scripts/text/progress';
import { reasonOf } from '../../../scripts/text/words';

/** Whoever stops a run finds what was sent by then where it belongs. */
export async function stopMidway(account: Account | undefined, progress: Progress, code: number): Promise<never> {
  const lost = (await account?.end()) ?? [];
  for (const error of lost) progress.line(`Not delivered: ${reasonOf(error)}`, 'failure');
  progress.line(account && lost.length === 0 ? 'Stopped: what was accepted is delivered' : 'Stopped', 'warning');
  process.exit(code);
}
