import { html, type Html } from '../../../lambdas/shared/html';
import { kindOf } from '../../../policies/diagram/resource-kinds';
import { blocksOfType } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { badge, columns, region, section, table, time } from '../page/parts';
import { type Context, type View } from '../view';
import { blockPage, link, nameOf, source } from './pipeline/block-page';
import { download } from './pipeline/objects';
import { drawn, type Node, picture } from './pipeline/picture';
import { tallyOf, toneOf, wordsOf } from '../../start/telling/block-numbers';

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
    return node && html`${section(node.label, listOf(context, node.blocks, node.label))}`;
  },
  downloads: { object: download },
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
      ${listOf(context, others, 'Every block of the stack')}
    </details>`,
  )}`;
}

/** The picture's numbers for whoever does not see it. */
function numbers(context: Context, nodes: readonly Node[]): Html {
  const rows = nodes.flatMap(({ id, label, group = '', what, blocks }) => {
    const tally = tallyOf(context.account, blocks);
    const words = wordsOf(tally);
    const tone = toneOf(tally);
    const name = html`<a href="${context.link('pipeline', [id])}">${label}</a>`;
    const said = tone === 'plain' ? words : badge(words, tone);
    return words === '' ? [] : [[name, group.replaceAll('-', ' '), what, said]];
  });
  return table('The numbers in the picture', columns('Block', 'Of', 'Kind', 'Now'), rows);
}

function nextFirings(context: Context): Html {
  const { stack, events, scheduler } = context.account;
  const of = (type: string, next: Readonly<Record<string, Date>>) =>
    blocksOfType(stack, type).map((block) => ({ block, at: next[nameOf(block)] }));
  const rows = [
    ...of('aws_cloudwatch_event_rule', events.nextFirings()),
    ...of('aws_scheduler_schedule', scheduler.nextFirings()),
  ]
    .sort((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0))
    .flatMap(({ block, at }) => (at ? [[link(context, block.address), nameOf(block), time(at)]] : []));
  if (rows.length === 0) return html`<p>Nothing fires by a schedule, or what does is disabled.</p>`;
  return table("By the account's clock, in UTC", columns('Block', 'Name', 'Next'), rows);
}

const listOf = (context: Context, blocks: readonly Block[], caption: string): Html =>
  table(
    caption,
    columns('Block', 'Name', 'Kind', 'Written at'),
    blocks.map((block) => [link(context, block.address), nameOf(block), kindOf(block).words, source(block.source)]),
  );
