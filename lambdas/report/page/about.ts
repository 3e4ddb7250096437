import { againCommand, type Circumstances } from '../circumstances';
import { html, type Html, type Part } from '../../shared/html';
import { ATHENA_PRICE, dollars, queryCost } from '../query-cost';
import type { Report } from '../report';
import { executionName, stateMachineArn } from '../report-location';
import { addDays } from '../../shared/period';
import { bytes, counted, lengthOf, moment, seconds, whole } from '../../shared/wording';

/** Where the report comes from, what it cost, and how to make it again. */
export function aboutSection({ period, preceding }: Report, circumstances: Circumstances): Html {
  const { application, environment, now, execution, lateArrivalDays } = circumstances;
  const { queryExecutionId, dataScannedInBytes, engineExecutionTimeInMillis } = circumstances;
  const days = (of: typeof period) => html`${of.startDate} to ${of.endDate}, ${lengthOf(of)}, both ends included, UTC`;
  const fact = (name: string, value: Part) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div> `;
  return html`<section aria-labelledby="about">
    <h2 id="about">About this report</h2>
    <dl class="facts">
      ${fact('Application', application)}${fact('Environment', environment)}${fact('Period', days(period))}${fact(
        'Compared with',
        days(preceding),
      )}${fact('Counted', `What arrived by ${addDays(period.endDate, lateArrivalDays)} and before it was made`)}${fact(
        'Made',
        moment(now),
      )}${fact('Execution', html`<code>${executionName(execution)}</code>`)}${fact(
        'Athena query',
        html`<code>${queryExecutionId}</code>`,
      )}${fact(
        'Data scanned',
        `${bytes(dataScannedInBytes)} (${whole(dataScannedInBytes)} bytes), in one scan of ${seconds(engineExecutionTimeInMillis)}`,
      )}${fact(
        'Cost of the query',
        `${dollars(queryCost(dataScannedInBytes))} (list price in ${ATHENA_PRICE.region}, ${ATHENA_PRICE.asOf}: $${ATHENA_PRICE.dollarsPerTerabyte} per TB, at least 10 MB a query)`,
      )}
    </dl>
    <h3>Make it again</h3>
    <p>A new run counts what has arrived since. From a checkout of the repository:</p>
    <pre tabindex="0"><code>${againCommand(period, circumstances)}</code></pre>
    <p>Or start the state machine with this input:</p>
    <pre tabindex="0"><code>aws stepfunctions start-execution --state-machine-arn ${stateMachineArn(execution)} \\
  --input '{"startDate": "${period.startDate}", "endDate": "${period.endDate}"}'</code></pre>
    <h3>What the numbers mean</h3>
    <ul>
      <li>An event counts on its own day (its timestamp, UTC), or on that of its arrival when it carries none.</li>
      <li>
        A calendar month is compared with the one before it, another period with as many days before it. Either counts
        what its own report counted: what arrived by ${counted(lateArrivalDays, 'day')} after its end.
      </li>
      <li>
        Users and videos are counted exactly, each once: by day, by hour and by format they don't add up to the total.
      </li>
      <li>A record that is sent or delivered twice counts twice: events carry no id of their own.</li>
    </ul>
  </section>`;
}
