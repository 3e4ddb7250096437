import { html, type Part } from '../../../lambdas/shared/html';
import { section, table } from '../../console/page/parts';
import { type Context, type View } from '../../console/view';
import { costOf, dollars, priceList, pricePages, totalOf } from './cost';
import { type ReportOutcome } from '../running/report-run';
import { happened, type Summary } from './happened';

/** What a run came to: why there is no report, or what it did, what that would have cost, and the reports themselves. */
export interface Told {
  readonly outcome: ReportOutcome;
  /** Of a run that ended well. */
  readonly summary?: Summary;
  readonly failure?: string;
}

/** The first view of a run's file. */
export function runView({ outcome, summary, failure }: Told): View {
  return {
    name: 'run',
    title: 'The run',
    version: () => '',
    render: (context, { path }) =>
      path.length > 0
        ? undefined
        : html`${failure !== undefined && section('It failed', html`<pre class="problem" tabindex="0">${failure}</pre>`)}
          ${reports(context, [outcome, ...outcome.others])} ${summary && numbers(summary)}${summary && cost(summary)}`,
  };
}

function numbers(summary: Summary): Part {
  const rows = happened(summary).map(([what = '', how = '']) => [what.replace(/^ {2}/, '– '), how]);
  return section('What happened', table('What the run did', [{ title: 'What' }, { title: 'How much' }], rows));
}

function cost({ usage }: Summary): Part {
  const lines = costOf(usage);
  const columns = [{ title: 'What' }, { title: 'How much' }, { title: 'Price' }, { title: 'Cost', number: true }];
  const rows = lines.map(({ what, quantity, price, dollars: amount }) => [what, quantity, price, dollars(amount)]);
  return section(
    'What this would have cost on AWS',
    html`<p>${totalOf(lines)}</p>
      ${table('Line by line, in US dollars', columns, rows)}
      <p class="aside">
        List prices of ${priceList.region} as of ${priceList.asOf}, without free tiers and taxes; ${priceList.leftOut}
        are left out. Today’s:
        ${pricePages(usage).map((page) => html`<a href="${page}">${new URL(page).pathname.split('/')[1]}</a> `)}
      </p>`,
  );
}

/** Each report by its subject, which leads to its message and its page. */
function reports({ account, link }: Context, made: readonly Pick<ReportOutcome, 'message'>[]): Part {
  const told = made.flatMap(({ message }) => message ?? []);
  if (told.length === 0) return undefined;
  const lines = told.map(({ subject, text, subscribers }) => {
    const sent = account.sns.outbox.find(({ message }) => message === text);
    return html`<li>
      <a href="${link('messages', sent && [sent.messageId])}">${subject}</a>, to
      ${subscribers.join(' and ') || 'nobody yet: the topic has no subscribers'}
    </li>`;
  });
  return section(
    'What subscribers were told',
    html`<ul>
      ${lines}
    </ul>`,
  );
}
