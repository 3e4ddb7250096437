import pc from 'picocolors';
import { costOf, totalOf } from './cost';
import { alarms, besides, type Summary } from './happened';
import { permissionsUsed, type RoleUse } from './permissions-used';
import { type ReportOutcome } from '../running/report-run';
import { shown } from '../running/run-folder';
import { stoodIn } from './summary';
import { fit, linesOn } from '../../../scripts/text/fit';
import { printable } from '../../../scripts/text/printable';
import { table } from '../../../scripts/text/table';
import { counted, duration, whole } from '../../../scripts/text/words';

/** Of a terminal that nobody has widened, and what it is to take of it with the lines of progress. */
const COLUMNS = 80;
const LINES = 40;
/** Of what there may be any number of. */
const MOST = { headline: 6, looks: 2, others: 4 };
/** Even where all else is long. */
const LEAST_ROLES = 3;

const colour = pc.createColors(Boolean(process.stdout.isTTY) && pc.isColorSupported);

/** What a person wants to know of a run that ended well: a screenful, with where the rest is. */
export function briefText(summary: Summary): string {
  const { outcome } = summary;
  const before = [
    ...stoodIn(outcome),
    ...(outcome.message ? ['', ...message(outcome.message)] : []),
    '',
    colour.bold('What happened'),
    ...fitted(table(happened(summary))),
    '',
    colour.bold('Permissions used'),
  ];
  const after = ['', colour.bold('Where to look'), table(further(summary)), ''];
  const rest = linesOn(before.join('\n'), COLUMNS) + linesOn(after.join('\n'), COLUMNS);
  const roles = Math.max(LEAST_ROLES, LINES - progressOf(outcome) - rest);
  return [...before, ...fitted(table(permissions(outcome, roles), 'lr')), ...after].join('\n');
}

/** Synthesized, stood up, by which Node.js, sent and checked; and each report. */
const progressOf = ({ others }: ReportOutcome): number => 5 + 1 + others.length;

const fitted = (rows: string): string[] => rows.split('\n').map((row) => fit(row, COLUMNS));

/** Subject and headline, and what of the data calls for a look. */
function message({ subject, text }: NonNullable<ReportOutcome['message']>): string[] {
  const lines = printable(text).split('\n');
  const from = lines.indexOf('Headline') + 1;
  const headline = from === 0 ? [] : lines.slice(from, lines.indexOf('', from)).slice(0, MOST.headline);
  const looks = lines.filter((line) => line.startsWith('  LOOK: ')).slice(0, MOST.looks);
  return [colour.bold(printable(subject)), ...[...headline, ...looks].map((line) => fit(line, COLUMNS))];
}

function happened(summary: Summary): string[][] {
  const { outcome, took } = summary;
  const { names, sent, rejected, message: told } = outcome;
  const records = sent?.records ?? 0;
  const disabled = names.schedules.filter(({ enabled }) => !enabled).map(({ report }) => report);
  return [
    ['Events', `${whole(records)} sent: ${whole(records - rejected.length)} converted, ${whole(rejected.length)} not`],
    ...reports(outcome),
    ...(disabled.length > 0 ? [['Disabled', disabled.join(', ')]] : []),
    ...(told ? [['Sent to', told.subscribers.join(' and ') || 'nobody yet: the topic has no subscribers']] : []),
    ...atMost(besides(outcome)),
    ...atMost(alarms(outcome)),
    ['On AWS', cost(summary)],
    ['Time here', `${duration(took)}: events ${duration(outcome.took.send)}, report ${duration(outcome.took.report)}`],
  ];
}

/** One by its execution, several by their names. */
function reports({ names, execution, executions, fired, others }: ReportOutcome): string[][] {
  if (!execution) return [];
  const made = [{ execution, executions, fired }, ...others];
  const nameOf = ({ name }: typeof execution) =>
    names.schedules.find(({ report }) => name.startsWith(`${report}-`))?.report ?? name;
  const which = others.length === 0 ? execution.name : made.map((one) => nameOf(one.execution)).join(', ');
  const times = made.some((one) => one.fired > 1) ? 'fired twice, ' : '';
  const most = Math.max(...made.map((one) => one.executions));
  const how = most > 1 ? `${most} executions` : times === '' ? 'SUCCEEDED' : 'SUCCEEDED once';
  return [[made.length === 1 ? 'Report' : 'Reports', `${which}: ${times}${how}`]];
}

function atMost(rows: readonly string[][]): readonly string[][] {
  const left = rows.length - MOST.others;
  return left <= 0 ? rows : [...rows.slice(0, MOST.others), ['', `and ${left} more`]];
}

/** The sums, and what is the most of the run's own. */
function cost({ usage }: Summary): string {
  const lines = costOf(usage);
  const [most] = lines.filter(({ monthly }) => !monthly).sort((a, b) => b.dollars - a.dollars);
  return `${totalOf(lines)}${most ? `; most for ${most.what}` : ''}`;
}

/** Each in a line, as many as there is room for: those first that have something left to tell. */
function permissions({ account, ledger }: ReportOutcome, room: number): string[][] {
  const all = permissionsUsed(account.access, ledger);
  const rank = ({ used, unused }: RoleUse) => (unused.length === 0 ? 2 : used.length === 0 ? 1 : 0);
  const listed = all.length <= room ? all : [...all].sort((a, b) => rank(a) - rank(b)).slice(0, room - 1);
  const left = all.length - listed.length;
  return [
    ...listed.map((use) => [use.role, counted(use.used.length, 'action'), verdict(use)]),
    ...(left > 0 ? [[`and ${counted(left, 'role')} more`]] : []),
  ];
}

function verdict({ used, unused }: RoleUse): string {
  if (used.length === 0) return 'not needed in this run';
  return unused.length === 0 ? 'all that it may do' : `not used: ${unused.join(' ')}`;
}

function further({ folder, outcome }: Summary): string[][] {
  const path = shown(folder);
  return [
    ["The report's page", `${path}/report.html`],
    ['Everything of this run', `${path}/run.html`],
    ['Beside them', 'message.txt, s3/, logs/, permissions.ndjson'],
    ['All of this', 'npm start -- --verbose'],
    ['To try it yourself', `npm start -- --serve --env ${outcome.account.stack.name}`],
  ];
}
