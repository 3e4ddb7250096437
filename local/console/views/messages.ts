import { html, type Html, type Part } from '../../../lambdas/shared/html';
import { type OutboxMessage } from '../../aws/sns/sns';
import { executionOf, textsOf } from '../../start/reading/told-of';
import { openPage } from '../../start/running/report-page';
import { facts, paged, region, section, table, time } from '../page/parts';
import { type Context, type Shown, type View, type ViewRequest } from '../view';
import { KEPT, linkOf } from './executions/address';

const newest = ({ account }: Shown): OutboxMessage[] => account.sns.outbox.toReversed();

function list(context: Context, request: ViewRequest): Html {
  const all = newest(context);
  const { shown, links } = paged(all, request, (at) => context.link('messages', [], { at }));
  const columns = ['Subject', 'Published', 'Topic', 'Subscribers'].map((title) => ({ title }));
  const rows = shown.map(({ messageId, subject = '(no subject)', publishedAt, topicArn, subscribers }) => [
    html`<a href="${context.link('messages', [messageId])}">${subject}</a>`,
    time(publishedAt),
    topicArn.slice(topicArn.lastIndexOf(':') + 1),
    subscribers.map(({ endpoint }) => html`<small>${endpoint}</small>`),
  ]);
  const content = rows.length === 0 ? html`<p>None was published yet.</p>` : table('The newest first', columns, rows);
  return region('messages', ['messages'], section('All messages', html`${content}${links}`));
}

function page(context: Context, one: OutboxMessage): Html {
  const { message, messageId, subject = '(no subject)', publishedAt, publishedBy, topicArn } = one;
  const execution = executionOf(context.account, one);
  const rows: [string, Part][] = [
    ['Published', html`${time(publishedAt)} by ${publishedBy}`],
    ['Topic', topicArn],
    ...(execution ? [['Execution', linkOf(context, execution)] satisfies [string, Part]] : []),
  ];
  const texts = textsOf(one).map(
    ([text, to]) =>
      html`<h3>To ${to.join(', ') || 'no subscriber'}</h3>
        <pre tabindex="0">${text}</pre>`,
  );
  const alone = context.link('messages', ['page', messageId]);
  const frame = html`<p><a href="${alone}" target="_blank">Open it alone</a></p>
    <iframe title="The page" sandbox src="${alone}"></iframe>`;
  return html`<div class="beside">
    ${section(subject, html`${facts(rows)}${texts}`)}
    ${message.includes('X-Amz-Signature=') && section('The page that it links to', frame)}
  </div>`;
}

/** The page that a message has a link to, or why there is none. No message makes this machine ask another one. */
const pageOf = async ({ account, linked }: Shown, { message }: OutboxMessage): Promise<string> =>
  linked?.get(message) ??
  openPage(message, account.endpoint).catch((error: unknown) => String(html`<p>${String(error)}</p>`));

/** What is published to the stack's topics, as each subscriber gets it. Nothing leaves this machine. */
export const messages: View = {
  name: 'messages',
  title: 'Messages',
  version: ({ account }) => String(account.sns.outbox.length),
  render(context, request) {
    const [id, ...more] = request.path;
    if (id === undefined) return list(context, request);
    const found = more.length === 0 && context.account.sns.outbox.find(({ messageId }) => messageId === id);
    return found ? page(context, found) : undefined;
  },
  downloads: {
    page: async (context, { path: [id] }) => {
      const found = context.account.sns.outbox.find(({ messageId }) => messageId === id);
      return found && { type: 'text/html; charset=utf-8', body: await pageOf(context, found) };
    },
  },
  pages: async (shown) =>
    newest(shown)
      .slice(0, KEPT)
      .map(({ messageId }) => [messageId]),
};
