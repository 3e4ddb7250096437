import { type ReportOutcome } from '../running/report-run';
import { firedAlarms } from '../running/fired-alarms';
import { otherMachines, otherMessages } from '../running/other-machines';
import { printable } from '../../../scripts/text/printable';
import { bytes, counted, duration, whole } from '../../../scripts/text/words';
import { type Usage } from './cost';
import { type QueryStatistics, stored } from './usage';

/** What is told of a run that ended well. */
export interface Summary {
  readonly outcome: ReportOutcome;
  readonly queries: readonly QueryStatistics[];
  readonly usage: Usage;
  readonly folder: string;
  /** Milliseconds, of the whole run. */
  readonly took: number;
}

/** What a run did, in rows of a name and what there is to say. */
export function happened({ outcome, queries, took }: Summary): string[][] {
  const { account, names, sent, rejected, execution, executions, others } = outcome;
  const converted = stored(account, names.eventsBucket, names.eventsPrefix);
  const errors = stored(account, names.eventsBucket, names.errorsPrefix);
  const records = sent?.records ?? 0;
  const scanned = queries.reduce((sum, query) => sum + query.bytesScanned, 0);
  return [
    ['Events sent', `${whole(records)}, all accepted, in ${counted(sent?.batches ?? 0, 'PutRecordBatch call')}`],
    [
      '  converted',
      `${whole(records - rejected.length)}, ${counted(converted.objects, 'Parquet object')}, ${bytes(converted.bytes)}`,
    ],
    [
      '  not convertible',
      `${whole(rejected.length)}, ${counted(errors.objects, 'object')} under ${names.errorsPrefix}, ${bytes(errors.bytes)}`,
    ],
    [
      'Query',
      `${bytes(scanned)} scanned of ${bytes(converted.bytes)}, ${duration(queries.reduce((sum, query) => sum + query.milliseconds, 0))}`,
    ],
    ...(execution
      ? [
          ['Execution', `${execution.name}: ${execution.status}`],
          ['  duration', `${duration(execution.simulated)} simulated, ${duration(execution.real)} here`],
          ['  started', counted(executions, 'execution')],
        ]
      : []),
    ...others.map((other, index) => [
      index === 0 ? 'Beside it' : '',
      `${other.execution.name}: ${other.execution.status}${other.message ? `, ${printable(other.message.subject)}` : ''}`,
    ]),
    ...besides(outcome),
    ...alarms(outcome),
    ['Time here', `${duration(took)}: events ${duration(outcome.took.send)}, report ${duration(outcome.took.report)}`],
  ];
}

/** What the stack has beside its reports. */
export function besides(outcome: ReportOutcome): string[][] {
  const executions = otherMachines(outcome).flatMap(({ name, executions: all }) =>
    all.length === 0
      ? [`${name} stands, and was not started`]
      : all.map(({ identity, status }) => `${identity.name} of ${name}: ${status}`),
  );
  const messages = otherMessages(outcome).map(
    ({ topic, subject, subscribers }) => `${printable(subject)}, to ${counted(subscribers, 'subscriber')} of ${topic}`,
  );
  return [...executions, ...messages].map((what, index) => [index === 0 ? 'Other machines' : '', what]);
}

/** Those that went off. */
export function alarms(outcome: ReportOutcome): string[][] {
  const all = outcome.account.cloudWatch.alarms().length;
  const fired = firedAlarms(outcome);
  const [first, ...more] = fired;
  if (!first) return [['Alarms', `none of ${all} went off`]];
  return [['Alarms', `${fired.length} of ${all} went off: ${first}`], ...more.map((alarm) => ['', alarm])];
}
