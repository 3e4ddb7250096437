import { markdownCode, markdownText } from '../../scripts/text/markdown';
import { counted } from '../../scripts/text/words';
import { RESULTS, type Row } from './compare';
import { DRAWN } from './drawn';
import { PLACEHOLDERS } from './placeholders';

export interface PageOf {
  readonly environment: string;
  readonly region: string;
  /** What stood in for AWS, if anything did. */
  readonly endpoint?: string;
  readonly at: Date;
  readonly rows: readonly Row[];
}

/** A page that can be handed on: the same answers give the same text, but for the day. */
export function page({ environment, region, endpoint, at, rows }: PageOf): string {
  const where = endpoint === undefined ? 'AWS' : 'a local account that stood in for AWS';
  return `# How ${markdownText(environment)} is set up on AWS, and what the local account says of it

Read on ${at.toISOString().slice(0, 10)} from ${where}, in ${markdownText(region)}: ${told(rows)}.

Where the local account does not serve a call, _by the block_ says that what the block itself states was compared.

${markdownTable(
  ['Resource', 'Call', 'Attribute', 'Here', 'On AWS', ''],
  rows.map((row) => [
    code(row.resource),
    code(row.operation),
    code(row.attribute),
    valueOf(row.here),
    valueOf(row.onAws),
    resultOf(row),
  ]),
)}

## Left out

${markdownTable(
  ['Call', 'Attribute', 'Why'],
  DRAWN.map(({ operation, attribute, why }) => [code(operation), code(attribute), markdownText(why)]),
)}

## Replaced

${markdownTable(
  ['Placeholder', 'Stands for'],
  Object.entries(PLACEHOLDERS).map(([name, what]) => [code(name), markdownText(what)]),
)}
`;
}

/** `201 attributes are alike, 2 different, …` */
export function told(rows: readonly Row[]): string {
  return RESULTS.map((result) => {
    const count = rows.filter((row) => row.result === result).length;
    return result === 'alike' ? `${counted(count, 'attribute')} alike` : `${count} ${result}`;
  }).join(', ');
}

/** Letters of code that stay readable as text; a line's end is shown as one. */
const code = (text: string): string =>
  text === '' || text.includes('`') || /^ | $/.test(text)
    ? markdownCode(text)
    : `\`${text.replaceAll('|', '\\|').replaceAll(/\r?\n/g, '⏎')}\``;

const valueOf = (value: string | undefined): string =>
  value === '' ? markdownText('(empty)') : value === undefined ? '' : code(value);

const resultOf = ({ result, why, stated }: Row): string => {
  const text = why === undefined ? (stated ? `${result}, by the block` : result) : `${result}: ${why}`;
  return result === 'different' ? `**${text}**` : markdownText(text);
};

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
