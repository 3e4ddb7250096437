import { html, type Html, type Part } from '../../../../lambdas/shared/html';
import { kindOf } from '../../../../policies/diagram/resource-kinds';
import { type Block, type Json, type SourceLocation } from '../../../../terraform/stack';
import { facts, region, section, table } from '../../page/parts';
import { type Context, type ViewRequest } from '../../view';
import { holdingOf } from './holds';
import { tallyOf, wordsOf } from '../../../start/telling/block-numbers';

/** `constructs/…/bucket.ts:12`, to be copied into an editor. */
export const source = (at: SourceLocation | undefined): Part =>
  at && html`<code class="source">${at.file}:${at.line}</code>`;

/** What a block is, where it is written, what happens at it, and what it holds. */
export async function blockPage(context: Context, block: Block, request: ViewRequest): Promise<Html> {
  const { address, constructPath, statements = {} } = block;
  const words = wordsOf(tallyOf(context.account, [block]));
  const about = facts([
    ['Address', html`<code>${address}</code>`],
    ['Written at', source(block.source)],
    ...(constructPath === undefined ? [] : [['Construct', constructPath] as const]),
    ...Object.entries(statements).map(([sid, at]) => [`Statement ${sid}`, source(at)] as const),
    ...(words === '' ? [] : [['Now', words] as const]),
  ]);
  return html`<p><a href="${context.link('pipeline')}">The whole pipeline</a></p>
    ${section(`${nameOf(block)}, ${kindOf(block).words}`, region(`about-${address}`, ['pipeline'], about))}
    ${region(`holds-${address}`, ['pipeline'], await holdingOf({ context, block, request }))}
    ${section('Arguments and attributes', facts(Object.entries(block.values).map(([name, of]) => [name, value(of)])))}
    ${connected(context, block)}`;
}

export const nameOf = ({ values, name }: Block): string => {
  const own = ['bucket', 'function_name', 'alarm_name', 'name'].map((key) => values[key]);
  return String(own.find((one) => typeof one === 'string') ?? name);
};

/** Shown as it is; what is long or nests folds out. */
function value(of: Json): Part {
  const short = typeof of === 'string' ? of : JSON.stringify(of);
  if (short.length <= 200 && !short.includes('\n')) return html`<code>${short}</code>`;
  const text = typeof of === 'string' ? readable(of) : JSON.stringify(of, undefined, 2);
  return html`<details>
    <summary>${text.slice(0, 40).replaceAll(/\s+/g, ' ')}…</summary>
    <pre tabindex="0">${text}</pre>
  </details>`;
}

/** JSON within a text with its lines apart. */
function readable(text: string): string {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

/** The blocks that it names, and those that name it. */
function connected(context: Context, { address, references = [] }: Block): Html | undefined {
  const to = references.map((one) => ['names', one.address, one.path] as const);
  const from = context.account.stack.blocks.flatMap((other) =>
    (other.references ?? [])
      .filter((one) => one.address === address)
      .map((one) => ['is named by', other.address, one.path] as const),
  );
  const rows = [...to, ...from].map(([how, other, path]) => [how, link(context, other), html`<code>${path}</code>`]);
  if (rows.length === 0) return undefined;
  return section(
    'Other blocks',
    table(`References: ${address}`, [{ title: 'It' }, { title: 'Block' }, { title: 'In' }], rows),
  );
}

export const link = (context: Context, address: string): Html =>
  html`<a href="${context.link('pipeline', [address])}">${address}</a>`;
