import { html, type Part } from '../../../lambdas/shared/html';
import { section, table } from '../../console/page/parts';
import { type View } from '../../console/view';
import { costOf, dollars, priceList, pricePages, totalOf } from './cost';
import { type ReportMessage, type ReportOutcome } from '../running/report-run';
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
  const made = [outcome, ...outcome.others];
  return {
    name: 'run',
    title: 'The run',
    version: () => '',
    render: (_, { path }) =>
      path.length > 0
        ? undefined
        : html`${failure !== undefined && section('It failed', html`<pre class="problem" tabindex="0">${failure}</pre>`)}
          ${summary && numbers(summary)}${summary && cost(summary)}${made.map(({ message, page }) => report(message, page))}`,
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

/** The message as its subscribers get it, and the page that it leads to. */
function report(message: ReportMessage | undefined, page: string | undefined): Part {
  if (!message) return undefined;
  return section(
    message.subject,
    html`<p>To ${message.subscribers.join(' and ') || 'nobody yet: the topic has no subscribers'}.</p>
      <details>
        <summary>The message</summary>
        <pre tabindex="0">${message.text}</pre>
      </details>
      ${page !== undefined && html`<iframe sandbox title="The page of: ${message.subject}" srcdoc="${page}"></iframe>`}`,
  );
}
