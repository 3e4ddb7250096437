import { html, type Html, type Part } from '../../../../lambdas/shared/html';
import { type Block } from '../../../../terraform/stack';
import { columns, paged, section, table } from '../../page/parts';
import { type Context, type ViewRequest } from '../../view';

/** What a block's page is drawn from. */
export interface Asked {
  readonly context: Context;
  readonly block: Block;
  readonly request: ViewRequest;
}

/** What a block holds, page by page. */
export function listed<Row>(
  { context, block, request }: Asked,
  title: string,
  titles: readonly string[],
  rows: readonly Row[],
  cells: (row: Row) => readonly Part[],
): Html {
  if (rows.length === 0) return section(title, html`<p>Nothing yet.</p>`);
  const { shown, links } = paged(rows, request, (at) => context.link('pipeline', [block.address], { at }));
  return section(title, html`${table(`${title}: ${block.address}`, columns(...titles), shown.map(cells))}${links}`);
}
