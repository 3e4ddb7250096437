import { accessIn } from '../../../policies/reports/markdown';
import { counted } from '../../../scripts/text/words';
import { link } from '../../shared/markdown';
import { type FailedPlan, type PlanSummary } from '../../deploy/plan/plan-summary';
import { environmentParts, failureParts, lossParts, RANK } from './environment-parts';
import { fit, type Part } from './fit';
import { type Links } from './links';
import { money } from './money';

/** GitHub refuses a comment of more than 65,536 characters; the rest is for the marker that finds it again. */
export const LIMIT = 65_000;

/** What is told in one comment. */
export interface Told {
  readonly summaries: readonly PlanSummary[];
  /** Environments that should have a plan, and have none. */
  readonly missing: readonly string[];
  /** Plans that could not be made, with why. */
  readonly failed?: readonly FailedPlan[];
  /** The report of `npm run policies -- --format markdown`. */
  readonly policies?: string;
  /** What `npm run compare` wrote: what becomes of the month's report. */
  readonly comparison?: string;
  /** What `npm run bench` wrote: the figures that moved. */
  readonly bench?: string;
  /** Markdown that is said first. */
  readonly note?: string;
  /** What the title says first, such as that this is no verdict. */
  readonly state?: string;
}

/** The pull request's comment, and the step's summary: at most `LIMIT` long, less what the caller reserves. */
export function summaryDocument(told: Told, links: Links, reserved = 0): string {
  const { summaries, failed = [], policies, comparison, bench, note } = told;
  const missing = [...failed.map(({ environment }) => environment), ...told.missing];
  const head = [
    title(told, missing),
    ...(note ? [note] : []),
    ...summaries.flatMap(caution),
    ...(summaries.length + missing.length > 0 ? [overview(summaries, missing)] : []),
  ];
  const foot = links.run === undefined ? '' : link('The run that planned this', links.run);
  const parts: Part[] = [
    { before: head.join('\n\n'), items: [], after: '', rank: -1 },
    ...failed.flatMap(failureParts),
    ...summaries.flatMap((summary) => lossParts(summary, links)),
    ...(policies === undefined ? [] : [policiesPart(policies)]),
    ...(comparison === undefined ? [] : [wholePart(comparison, RANK.comparison)]),
    ...(bench === undefined ? [] : [wholePart(bench, RANK.bench)]),
    ...summaries.flatMap((summary) => environmentParts(summary, links)),
  ];
  const cut = (count: number) => `> [!NOTE]\n> ${count} lines have no room here: ${where(links)}.`;
  const room = LIMIT - reserved - foot.length - cut(Number.MAX_SAFE_INTEGER).length - 6;
  const { text, leftOut } = fit(parts, room);
  return `${[text, ...(leftOut > 0 ? [cut(leftOut)] : []), ...(foot ? [foot] : [])].join('\n\n')}\n`;
}

const where = ({ run }: Links): string =>
  run === undefined ? '`summary.json` has them all' : `${link('the run', run)} has them all in its artifacts`;

const ACCESS = { wider: 'New access ⚠️', narrower: 'Less access', same: 'Access unchanged' } as const;

/** `## dev: 5 changes, 1 data store lost · prod: nothing to do · New access ⚠️ · Report: unchanged · Policies: pass ✅` */
function title(
  { summaries, policies = '', comparison = '', bench = '', state }: Told,
  missing: readonly string[],
): string {
  const [, verdict] = /^### (Policies: .*)$/m.exec(policies) ?? [];
  const [, report] = /^### The month's report: (.*)$/m.exec(comparison) ?? [];
  const [, speed] = /^### (Speed: .*)$/m.exec(bench) ?? [];
  const access = accessIn(policies);
  const told = [
    ...(state === undefined ? [] : [state]),
    ...summaries.map((summary) => `${summary.environment}: ${inShort(summary)}`),
    ...missing.map((environment) => `${environment}: no plan ❌`),
    ...(access === undefined ? [] : [ACCESS[access]]),
    ...(report === undefined ? [] : [`Report: ${report}`]),
    ...(speed === undefined ? [] : [speed]),
    ...(verdict === undefined ? [] : [verdict]),
  ];
  return `## ${told.join(' · ') || 'Nothing was planned'}`;
}

/** What `terraform plan` would have said in one line. */
export function inShort(summary: PlanSummary): string {
  const { changed, changes, outputs } = summary;
  if (!changed) return 'nothing to do';
  const lost = lostStores(summary).length;
  return `${counted(changes.length + outputs.length, 'change')}${lost > 0 ? `, ${counted(lost, 'data store')} lost ⛔` : ''}`;
}

const lostStores = ({ changes }: PlanSummary) => changes.filter(({ loses }) => loses !== undefined);

/** https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
function caution(summary: PlanSummary): string[] {
  const count = lostStores(summary).length;
  if (count === 0) return [];
  return [
    `> [!CAUTION]\n> **${summary.environment}: ${counted(count, 'data store')} would be destroyed or replaced, ` +
      `and what ${count === 1 ? 'it holds' : 'they hold'} would be lost.** ` +
      `The deployment stops and asks before it applies this.`,
  ];
}

const COLUMNS = ['create', 'update', 'replace', 'destroy'] as const;

/** Whether a text holds an overview of plans. */
export const HAS_PLAN = /^\| environment +\| create +\|/m;

/** Counts lined up, also where the Markdown is read as text. */
export function overview(summaries: readonly PlanSummary[], missing: readonly string[]): string {
  const rows = [
    ['environment', ...COLUMNS, 'data stores lost', 'fixed cost a month'],
    ...summaries.map((summary) => {
      const { environment, changes, cost } = summary;
      const count = (some: typeof changes) => (some.length === 0 ? '–' : String(some.length));
      return [
        environment,
        ...COLUMNS.map((action) => count(changes.filter((change) => change.action === action))),
        count(lostStores(summary)),
        `${cost.after.toFixed(2)} USD (${money(cost.after - cost.before)})${cost.unpriced.length > 0 ? ' + unknown' : ''}`,
      ];
    }),
    ...missing.map((environment) => [environment, ...COLUMNS.map(() => '?'), '?', 'no plan was made']),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [header = [], ...body] = rows;
  return [line(header), rule, ...body.map(line)].join('\n');
}

/** Whole or not at all: a fence, a picture or a table that is cut in two spoils what follows. */
const wholePart = (markdown: string, rank: number): Part => ({
  before: '',
  items: [markdown.trimEnd()],
  after: '',
  rank,
});

/** Its lines are whole each: it may be cut between any two. */
const policiesPart = (policies: string): Part => ({
  before: '',
  items: policies.trimEnd().split('\n'),
  after: '',
  rank: RANK.policies,
});
