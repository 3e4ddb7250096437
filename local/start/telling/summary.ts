import pc from 'picocolors';
import { costOf, dollars, priceList, pricePages, totalOf, type Usage } from './cost';
import { permissionsUsed } from './permissions-used';
import { otherMachines, otherMessages } from '../running/other-machines';
import { firedAlarms } from '../running/fired-alarms';
import { type ReportOutcome } from '../running/report-run';
import { shown } from '../running/run-folder';
import { table } from '../../../scripts/text/table';
import { printable } from '../../../scripts/text/printable';
import { type QueryStatistics, stored } from './usage';
import { bytes, counted, duration, whole } from '../../../scripts/text/words';

export interface Summary {
  readonly outcome: ReportOutcome;
  readonly queries: readonly QueryStatistics[];
  readonly usage: Usage;
  readonly folder: string;
  /** Milliseconds, of the whole run. */
  readonly took: number;
}

const colour = pc.createColors(Boolean(process.stdout.isTTY) && pc.isColorSupported);

const heading = (title: string): string => `\n${colour.bold(title)}`;

/** The message, as each subscriber gets it: what it has of events is its producers', and shown, not done. */
export function messageText({ subject, text, subscribers }: NonNullable<ReportOutcome['message']>): string {
  return [
    heading(`The message, as ${subscribers.join(' and ') || 'nobody yet (the topic has no subscribers)'} gets it`),
    '',
    `Subject: ${printable(subject)}`,
    '',
    printable(text),
    '',
  ].join('\n');
}

/** What the run did, used and would have cost. */
export function summaryText(summary: Summary): string {
  return [
    ...stoodIn(summary.outcome),
    heading('What happened'),
    table(happened(summary)),
    heading('Permissions used'),
    table(permissions(summary), 'lr'),
    heading(`What this would have cost on AWS: ${totalOf(costOf(summary.usage))}`),
    table(
      costOf(summary.usage).map(({ what, quantity, price, dollars: amount }) => [
        what,
        quantity,
        price,
        dollars(amount),
      ]),
      'lllr',
    ),
    colour.dim(
      `List prices of ${priceList.region} as of ${priceList.asOf}, without free tiers and taxes; ` +
        `${priceList.leftOut} are left out.\nToday's: ${pricePages(summary.usage).join(' ')}`,
    ),
    heading('Where to look further'),
    table(further(summary)),
    '',
  ].join('\n');
}

/** On top: what no service answered, nobody knows of AWS. */
function stoodIn({ account }: ReportOutcome): string[] {
  const all = account.elsewhere.stoodIn;
  if (all.length === 0) return [];
  const calls = all.map(({ call, times }) => `${call} (${counted(times, 'time')})`);
  return ['', colour.yellow(`Answered by stand-ins of local/stand-ins/, and by no service: ${calls.join(', ')}`)];
}

function happened({ outcome, queries, took }: Summary): string[][] {
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
function besides(outcome: ReportOutcome): string[][] {
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

function alarms(outcome: ReportOutcome): string[][] {
  const all = outcome.account.cloudWatch.alarms().length;
  const fired = firedAlarms(outcome);
  const [first, ...more] = fired;
  if (!first) return [['Alarms', `none of ${all} went off`]];
  return [['Alarms', `${fired.length} of ${all} went off: ${first}`], ...more.map((alarm) => ['', alarm])];
}

function permissions({ outcome: { account, ledger } }: Summary): string[][] {
  return permissionsUsed(account.access, ledger).map(({ role, used, unused }) => [
    role,
    counted(used.length, 'action'),
    verdict(used, unused),
  ]);
}

function verdict(used: readonly string[], unused: readonly string[]): string {
  if (used.length === 0) return 'this run had no need of it';
  return unused.length === 0 ? 'all that it may do' : `allowed and not used: ${unused.join(' ')}`;
}

function further({ folder, outcome }: Summary): string[][] {
  const path = shown(folder);
  return [
    ['The report, as a page', `${path}/report.html`],
    ['The message', `${path}/message.txt`],
    ['Events and results', `${path}/s3/`],
    ['What the functions logged', `${path}/logs/`],
    ['Every permission, with ARNs', `${path}/permissions.ndjson`],
    ['Stand it up and try it', `npm start -- --serve --env ${outcome.account.stack.name}`],
    ['Your own events', 'npm start -- --events FILE.ndjson --start DATE --end DATE'],
  ];
}
