import { clientsOf } from '../aws/clients';
import { type ReleasableClock } from '../aws/shared/releasable-clock';
import { rejectedLines } from '../start/reading/rejected-lines';
import { type ReportInput } from '../start/reading/report-input';
import { feed } from '../start/running/feed';
import { hold } from '../start/running/hold-schedules';
import { type Rejected, rejectedRecords } from '../start/running/rejected';
import { type Progress } from '../../scripts/text/progress';
import { counted, moment, whole } from '../../scripts/text/words';
import { goLive } from './go-live';
import { type Standing } from './stay-up';

/** How many lines of a file are told. */
const most = 20;

/**
 * Sends an account events as `npm start` does: as a producer, each at its own time, schedules held. Then the clock goes on to
 * this machine's time, or stays where the last event took it if that is later, and is real from there.
 * @returns what is to be known of it, a line each
 */
export async function sendFirst(
  { account, names }: Standing,
  {
    clock,
    input,
    progress,
  }: { readonly clock: ReleasableClock; readonly input: ReportInput; readonly progress: Progress },
): Promise<string[]> {
  hold(account);
  const clients = clientsOf(account);
  try {
    await feed(input.events, { account, names, client: clients.firehose, progress });
    await clock.advanceTo(new Date());
  } finally {
    progress.end();
    clients.close();
  }
  const until = moment(clock.now());
  const { outbox } = account.sns;
  const rejected = await rejectedRecords(account.objects, names.eventsBucket, names.errorsPrefix);
  return [
    `Schedules were held until ${until}: of these events no report was made. Have one made by hand, as below.`,
    ...(rejected.length > 0
      ? [
          `${counted(rejected.length, 'record')} could not be converted, and lie under ${names.errorsPrefix} in ${names.eventsBucket}.`,
        ]
      : []),
    ...(outbox.length > 0 ? [`${counted(outbox.length, 'message')} to subscribers came of it.`] : []),
    ...problemsOf(input, rejected),
    ...goLive(account, clock),
  ];
}

function problemsOf(input: ReportInput, rejected: readonly Rejected[]): string[] {
  const found = [...rejectedLines(rejected, input), ...input.problems];
  const byLine = new Map(found.map((problem) => [problem.line, problem]));
  const all = [...byLine.values()].sort((a, b) => a.line - b.line);
  if (all.length === 0) return [];
  return [
    `${counted(all.length, 'line')} of the file could not be used:`,
    ...all.slice(0, most).map(({ line, why }) => `  line ${whole(line)}  ${why}`),
    ...(all.length > most ? [`  and ${whole(all.length - most)} more`] : []),
  ];
}
