import { html, type Html } from '../../../../lambdas/shared/html';
import { bytes, counted, duration, whole } from '../../../../scripts/text/words';
import { type QueryExecution } from '../../../aws/athena/query-execution';
import { queryDollars } from '../../../start/telling/cost';
import { type Column, cut, facts, form, paged, region, section, shown, table, time } from '../../page/parts';
import { type Context, type ViewRequest } from '../../view';
import { askForm } from './ask';
import { placeIn } from './place';
import { askerOf, stateOf } from './queries';
import { isNumber, MOST_ROWS, readResult, type Result, sorted } from '../../../start/reading/query-result';
import { resultChart } from './result-chart';

/** What one query came to, and its text to be asked anew. */
export async function queryPage(context: Context, request: ViewRequest, execution: QueryExecution): Promise<Html> {
  const { state, description } = execution;
  const answer = section('Answer', html`${told(context, execution)}${await answerOf(context, request, execution)}`);
  const box = askForm(context, request, description.query);
  return html`<p><a href="${context.link('data')}">All queries</a></p>
    ${box ?? section('Query', html`<pre tabindex="0"><code>${description.query}</code></pre>`)}${
      // What has ended stays as it is.
      state === 'RUNNING' ? region('answer', ['data'], answer) : html`<div id="answer">${answer}</div>`
    }`;
}

type Pairs = Parameters<typeof facts>[0];

function told(context: Context, execution: QueryExecution): Html {
  const { description } = execution;
  const { Statistics, Status, StatementType } = execution.describe();
  const scanned = Statistics.DataScannedInBytes;
  const free = StatementType === 'UTILITY' || Status.State === 'FAILED';
  const asked: Pairs = [
    ['State', stateOf(execution)],
    ['Asked', html`${time(execution.submitted)} by ${askerOf(execution)}`],
    ['Workgroup', description.workgroup.name],
  ];
  if (Status.State === 'RUNNING') {
    const stop = html`<input type="hidden" name="id" value="${description.id}" /><button class="danger">
        Stop it
      </button>`;
    return html`${facts(asked)}${form(context, 'data', 'stop', stop)}`;
  }
  // Of https://aws.amazon.com/athena/pricing/: "no charges for DDL statements […] or failed queries".
  const price = free ? 'free of charge' : `$${queryDollars(scanned).toPrecision(2)}, billed for 10 MB at least`;
  return facts([
    ...asked,
    ['Took', `${duration(Statistics.EngineExecutionTimeInMillis)} on this machine`],
    ['Scanned', bytes(scanned)],
    ['On AWS', price],
  ]);
}

async function answerOf(context: Context, request: ViewRequest, execution: QueryExecution): Promise<Html | undefined> {
  const { Status, Query } = execution.describe();
  const reason = 'StateChangeReason' in Status ? Status.StateChangeReason : undefined;
  if (Status.State === 'RUNNING') return undefined;
  if (Status.State !== 'SUCCEEDED')
    return html`<p class="problem"><strong>${reason}</strong></p>
      ${placeIn(Query, reason ?? '')}`;
  try {
    return resultOf(context, request, execution, await readResult(context, execution));
  } catch (error) {
    return html`<p class="problem"><strong>${(error as Error).name}: ${(error as Error).message}</strong></p>`;
  }
}

function resultOf({ live, link }: Context, { query, ...rest }: ViewRequest, execution: QueryExecution, result: Result) {
  const { columns } = result;
  const { id, kind } = execution.description;
  const by = Number(query.get('sort') ?? -1);
  const order = query.get('order') === 'descending' ? 'descending' : 'ascending';
  const rows = by in columns ? sorted(result, by, order === 'descending') : result.rows;
  const to = (sort: number, way: string, at = '1') => link('data', [id], { sort: String(sort), order: way, at });
  const page = paged(rows, { query, ...rest }, (at) => to(by, order, at), ['Before', 'Next']);
  const heads = columns.map(({ name, type }, at): Column => {
    const head = { title: cut(name, 80), number: isNumber(type) };
    if (!live) return head;
    if (at !== by) return { ...head, sort: { to: to(at, 'ascending') } };
    return { ...head, sort: { to: to(at, order === 'ascending' ? 'descending' : 'ascending'), order } };
  });
  const cells = page.shown.map((row) =>
    row.map((value) => (value === null ? html`<small>NULL</small>` : shown(value))),
  );
  const count = counted(rows.length, 'row');
  return html`${resultChart({ ...result, rows })}
  ${table(result.more ? `The first ${count}; there are more` : count, heads, cells)}${page.links}
  ${live && html`<p class="aside"><a href="${link('data', ['csv', id])}" download>The file that Athena wrote (${kind.extension.toUpperCase()})</a>: all rows; here at most ${whole(MOST_ROWS)} are read and sorted. A cell that begins with = may be a formula to a spreadsheet.</p>`}`;
}
