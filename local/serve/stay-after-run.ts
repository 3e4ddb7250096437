import { type ReportOutcome } from '../start/running/report-run';
import { goLive } from './go-live';
import { print, type Standing, stayUp } from './stay-up';

/** Keeps the account of a finished run up, with all that is in it, in real time from then on. @returns as `stayUp` */
export async function stayAfterRun(
  { account, clock, names, ledger }: ReportOutcome,
  staying: Pick<Standing, 'folder' | 'period' | 'kept' | 'open'>,
): Promise<number> {
  print('');
  for (const line of goLive(account, clock)) print(line);
  for (const line of staying.kept?.attach(account) ?? []) print(line);
  return stayUp({ account, names, ledger, ...staying });
}
