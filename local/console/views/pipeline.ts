import { html, type Html } from '../../../lambdas/shared/html';
import { kindOf } from '../../../policies/diagram/resource-kinds';
import { blocksOfType } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { badge, region, section, table, time } from '../page/parts';
import { type Context, type View } from '../view';
import { blockPage, link, nameOf, source } from './pipeline/block-page';
import { object } from './pipeline/holds';
import { drawn, type Node, picture } from './pipeline/picture';
import { tallyOf, toneOf, wordsOf } from './pipeline/tally';

/** The stack's picture with what happens in it; each block leads to what it holds. */
export const pipeline: View = {
  name: 'pipeline',
  title: 'Pipeline',
  version({ account: { cloudWatch, sns, sqs, events, scheduler, accessControl } }) {
    const lists = [cloudWatch.history, sns.outbox, sqs.messages, events.deliveries, scheduler.invocations];
    const counts = [cloudWatch.metrics.count, accessControl.refusals.length, ...lists.map(({ length }) => length)];
    return counts.join(' ');
  },
  async render(context, request) {
    const { stack } = context.account;
    const [address, ...more] = request.path;
    if (address === undefined) return whole(context);
    const block = more.length === 0 ? stack.blocks.find((one) => one.address === address) : undefined;
    if (block) return blockPage(context, block, request);
    const { nodes } = await drawn(stack);
    const node = more.length === 0 ? nodes.find(({ id, blocks }) => id === address && blocks.length > 0) : undefined;
    return node && html`${section(node.label, listOf(context, node.blocks))}`;
  },
  downloads: { object },
  // Those of the picture.
  async pages({ account: { stack } }) {
    return (await drawn(stack)).nodes.filter(({ blocks }) => blocks.length > 0).map(({ id }) => [id]);
  },
};

async function whole(context: Context): Promise<Html> {
  const kept = await drawn(context.account.stack);
  const others = context.account.stack.blocks.filter(({ kind }) => kind === 'resource');
  return html`${region('picture', ['pipeline'], section('What happens', html`${picture(context, kept)}${numbers(context, kept.nodes)}`))}
  ${region('next', ['pipeline', 'clock'], section('What fires next', nextFirings(context)))}
  ${section(
    'Every block',
    html`<details id="every">
      <summary>${others.length} blocks</summary>
      ${listOf(context, others)}
    </details>`,
  )}`;
}

/** The picture's numbers for whoever does not see it. */
function numbers(context: Context, nodes: readonly Node[]): Html {
  const rows = nodes.flatMap(({ id, label, group, what, blocks }) => {
    const tally = tallyOf(context, blocks);
    const words = wordsOf(tally);
    const tone = toneOf(tally);
    const name = html`<a href="${context.link('pipeline', [id])}">${label}</a>`;
    return words === '' ? [] : [[name, group, what, tone === 'plain' ? words : badge(words, tone)]];
  });
  return table(
    'The numbers in the picture',
    [{ title: 'Block' }, { title: 'Of' }, { title: 'Kind' }, { title: 'Now' }],
    rows,
  );
}

function nextFirings(context: Context): Html {
  const { stack, events, scheduler } = context.account;
  const all = [
    { type: 'aws_cloudwatch_event_rule', next: events.nextFirings() },
    { type: 'aws_scheduler_schedule', next: scheduler.nextFirings() },
  ].flatMap(({ type, next }) =>
    blocksOfType(stack, type).flatMap((block) => {
      const at = next[nameOf(block)];
      return at ? [{ block, at }] : [];
    }),
  );
  const rows = all
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ block, at }) => [
      html`<a href="${context.link('pipeline', [block.address])}">${nameOf(block)}</a>`,
      time(at),
    ]);
  if (rows.length === 0) return html`<p>Nothing fires by a schedule, or what does is disabled.</p>`;
  return table("By the account's clock, in UTC", [{ title: 'Rule or schedule' }, { title: 'Next' }], rows);
}

const listOf = (context: Context, blocks: readonly Block[]): Html =>
  table(
    'Blocks',
    [{ title: 'Block' }, { title: 'Name' }, { title: 'Kind' }, { title: 'Written at' }],
    blocks.map((block) => [link(context, block.address), nameOf(block), kindOf(block).words, source(block.source)]),
  );
