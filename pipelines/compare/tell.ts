import { counted } from '../../scripts/text/words';
import { code } from '../shared/markdown';
import { type Differences, type Lines, same, size } from './differences';

/** The comparison as Markdown, for a terminal and for a pull request's comment alike. */
export interface Comparison {
  /** The name of the side that is compared with. */
  readonly against: string;
  /** Of each side that made no report, its last words. */
  readonly failed: { readonly before?: string; readonly after?: string };
  readonly differences?: Differences;
  /** A Mermaid flowchart of what changed in the stack. */
  readonly diagram?: string;
  /** What changed and is not in the picture, with its mark. */
  readonly undrawn?: readonly string[];
}

/** A longer list is cut: the page and the run's artifact have it all. */
const MOST = 40;

export function tell({ against, failed, differences, diagram, undrawn = [] }: Comparison): string {
  const parts = [
    ...failures(failed, against),
    ...(differences === undefined
      ? []
      : same(differences)
        ? [
            `The month's report stays as it is with ${code(against)}: message, numbers, page, cost and permissions used.`,
          ]
        : report(differences, against)),
    ...(diagram === undefined
      ? []
      : [folded('What changes in the stack', `\`\`\`mermaid\n${diagram.trimEnd()}\n\`\`\``)]),
    ...(undrawn.length === 0
      ? []
      : [folded(`${counted(undrawn.length, 'block')} more, which the picture does not show`, block('text', undrawn))]),
  ];
  return `### The month's report: ${verdict(failed, differences)}\n\n${parts.join('\n\n')}\n`;
}

/** In a few words: a reader of the title alone knows what to look at. */
function verdict({ before, after }: Comparison['failed'], found: Differences | undefined): string {
  if (after !== undefined) return 'not made ❌';
  if (before !== undefined || found === undefined) return 'made for the first time';
  const { message, numbers, pageDiffers, figures = [], permissions } = found;
  const kinds = [
    ...(message.length > 0 ? ['message'] : []),
    ...(size(numbers) > 0 ? ['numbers'] : []),
    ...(pageDiffers ? ['page'] : []),
    ...(figures.length > 0 ? ['cost of a run'] : []),
    ...(size(permissions) > 0 ? ['permissions used'] : []),
  ];
  const last = kinds.pop();
  return last === undefined
    ? 'unchanged'
    : `another ${[...(kinds.length > 0 ? [kinds.join(', ')] : []), last].join(' and ')}`;
}

function failures({ before, after }: Comparison['failed'], against: string): string[] {
  const told = (side: string, words: string) =>
    `**${side} makes no report of these events ❌**\n\n${block('text', [words])}`;
  return [
    ...(before === undefined ? [] : [told(code(against), before)]),
    ...(after === undefined ? [] : [told('This change', after)]),
  ];
}

function report(found: Differences, against: string): string[] {
  const { message, numbers, pageDiffers, permissions, figures } = found;
  const unchanged = [
    ...(message.length === 0 ? ['the message'] : []),
    ...(size(numbers) === 0 ? ['every number of the query’s result'] : []),
    ...(pageDiffers ? [] : ['the page']),
    ...(figures?.length === 0 ? ['cost and state transitions'] : []),
    ...(size(permissions) === 0 ? ['the permissions that a run uses'] : []),
  ];
  return [
    `Made twice from one file of events, with ${code(against)} and with this change.` +
      (unchanged.length === 0 ? '' : ` The same are: ${unchanged.join(', ')}.`),
    ...(figures === undefined
      ? [`What a run costs is not known of ${code(against)}: its code keeps no record of it.`]
      : figures.length === 0
        ? []
        : [
            [
              '| what a run takes | before | after |',
              '| --- | ---: | ---: |',
              ...figures.map((row) => `| ${row.what} | ${row.before} | ${row.after} |`),
            ].join('\n'),
          ]),
    ...(size(permissions) === 0
      ? []
      : [
          [
            ...permissions.come.map((use) => `- now used: ${code(use)}`),
            ...permissions.gone.map((use) => `- no longer used: ${code(use)}`),
          ].join('\n'),
        ]),
    ...(message.length === 0
      ? []
      : [`${counted(message.length, 'line')} of the message differ:\n\n${block('diff', message)}`]),
    ...(size(numbers) === 0
      ? []
      : [folded(`${counted(size(numbers), 'row')} of the query’s result differ`, block('diff', signed(numbers)))]),
    ...(pageDiffers ? ['The page differs: both stand side by side in the artifact.'] : []),
  ];
}

/** What is gone beside what came in its place: a list that is cut must not be of one side alone. */
function signed({ gone, come }: Lines): string[] {
  const rows = [...gone.map((line) => ({ line, sign: '-' })), ...come.map((line) => ({ line, sign: '+' }))];
  const order = ({ line, sign }: (typeof rows)[number]) => `${cells(line)}\0${sign === '-' ? 0 : 1}`;
  return rows.sort((a, b) => (order(a) < order(b) ? -1 : 1)).map(({ line, sign }) => `${sign}${line}`);
}

/** What names a row of the result: part, kind and label. */
const cells = (line: string): string => line.split(',').slice(0, 3).join();

/** Ends the fence with more backticks than any line of it holds. */
function block(language: string, lines: readonly string[]): string {
  const shown = lines.length > MOST ? [...lines.slice(0, MOST), `… and ${lines.length - MOST} more`] : lines;
  const longest = Math.max(2, ...shown.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...shown, fence].join('\n');
}

const folded = (title: string, text: string): string => `<details><summary>${title}</summary>\n\n${text}\n\n</details>`;
