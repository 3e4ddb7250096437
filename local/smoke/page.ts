import { markdownCode, markdownText } from '../../scripts/markdown';
import { counted } from '../../scripts/words';
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

${markdownTable(
  ['Resource', 'Call', 'Attribute', 'Local account', 'On AWS', ''],
  rows.map((row) => [
    markdownCode(row.resource),
    markdownCode(row.operation),
    markdownCode(row.attribute),
    valueOf(row.here),
    valueOf(row.onAws),
    resultOf(row),
  ]),
)}

## Left out

${markdownTable(
  ['Call', 'Attribute', 'Why'],
  DRAWN.map(({ operation, attribute, why }) => [
    operation === '*' ? 'every one' : markdownCode(operation),
    markdownCode(attribute),
    markdownText(why),
  ]),
)}

## Replaced

${markdownTable(
  ['Placeholder', 'Stands for'],
  Object.entries(PLACEHOLDERS).map(([name, what]) => [markdownCode(name), markdownText(what)]),
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

const valueOf = (value: string | undefined): string =>
  value === '' ? markdownText('(empty)') : value === undefined ? '' : markdownCode(value);

const resultOf = ({ result, why }: Row): string => {
  const text = why === undefined ? result : `${result}: ${why}`;
  return result === 'different' ? `**${text}**` : markdownText(text);
};

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
