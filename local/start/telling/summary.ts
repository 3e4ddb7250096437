import pc from 'picocolors';
import { costOf, priceList, pricePages, totalOf } from './cost';
import { costTable } from './cost-table';
import { happened, type Summary } from './happened';
import { permissionsUsed } from './permissions-used';
import { type ReportOutcome } from '../running/report-run';
import { shown } from '../running/run-folder';
import { table } from '../../../scripts/text/table';
import { printable } from '../../../scripts/text/printable';
import { counted } from '../../../scripts/text/words';

const colour = pc.createColors(Boolean(process.stdout.isTTY) && pc.isColorSupported);

export const heading = (title: string): string => `\n${colour.bold(title)}`;

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
    costTable(costOf(summary.usage)),
    colour.dim(
      `List prices of ${priceList.region} as of ${priceList.asOf}, without free tiers and taxes; ` +
        `${priceList.leftOut} are left out.\nToday's:\n${pricePages(summary.usage).join('\n')}`,
    ),
    heading('Where to look further'),
    table(further(summary)),
    '',
  ].join('\n');
}

/** On top: what no service answered, nobody knows of AWS. */
export function stoodIn({ account }: ReportOutcome): string[] {
  const all = account.elsewhere.stoodIn;
  if (all.length === 0) return [];
  const calls = all.map(({ call, times }) => `${call} (${counted(times, 'time')})`);
  return ['', colour.yellow(`Answered by stand-ins of local/stand-ins/, and by no service: ${calls.join(', ')}`)];
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
    ['Everything of this run', `${path}/run.html`],
    ['The message', `${path}/message.txt`],
    ['Events and results', `${path}/s3/`],
    ['What the functions logged', `${path}/logs/`],
    ['Every permission, with ARNs', `${path}/permissions.ndjson`],
    ['Stand it up and try it', `npm start -- --serve --env ${outcome.account.stack.name}`],
    ['Your own events', 'npm start -- --events FILE.ndjson --start DATE --end DATE'],
  ];
}
