import { html, type Html } from '../../../../lambdas/shared/html';
import { bytes, duration, whole } from '../../../../scripts/text/words';
import { type QueryExecution } from '../../../aws/athena/query-execution';
import { queryDollars } from '../../../start/telling/cost';
import { type Column, facts, form, paged, problemOf, region, section, table, time } from '../../page/parts';
import { type Context, type ViewRequest } from '../../view';
import { askForm } from './ask';
import { placeIn } from './place';
import { askerOf, stateOf } from './queries';
import { isNumber, MOST_ROWS, readResult, type Result, shown, sorted } from './result';
import { resultChart } from './result-chart';

/** What one query came to, and its text to be asked anew. */
export async function queryPage(context: Context, request: ViewRequest, execution: QueryExecution): Promise<Html> {
  const { state, description } = execution;
  const answer = section('Answer', html`${told(context, execution)}${await answerOf(context, request, execution)}`);
  const box = request.refused ? undefined : askForm(context, request, description.query);
  return html`<p><a href="${context.link('data')}">All queries</a></p>
    ${problemOf(request.refused)}${box ?? section('Query', html`<pre tabindex="0"><code>${description.query}</code></pre>`)}${
      // What has ended stays as it is.
      state === 'RUNNING' ? region('answer', ['data'], answer) : html`<div id="answer">${answer}</div>`
    }`;
}

function told(context: Context, execution: QueryExecution): Html {
  const { Statistics, Status, StatementType } = execution.describe();
  const scanned = Statistics.DataScannedInBytes;
  const free = StatementType === 'UTILITY' || Status.State === 'FAILED';
  const ended = Status.State !== 'RUNNING';
  return html`${facts([
    ['State', stateOf(execution)],
    ['Asked', html`${time(execution.submitted)} by ${askerOf(execution)}`],
    ['Workgroup', execution.description.workgroup.name],
    ...(ended
      ? ([
          ['Took', `${duration(Statistics.EngineExecutionTimeInMillis)} on this machine`],
          ['Scanned', bytes(scanned)],
          ['On AWS', free ? 'free of charge' : `$${queryDollars(scanned).toPrecision(2)}, billed for 10 MB at least`],
        ] as const)
      : []),
  ])}
  ${!ended && form(context, 'data', 'stop', html`<input type="hidden" name="id" value="${execution.description.id}" /><button class="danger">Stop it</button>`)}`;
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
  const by = /^\d+$/.test(query.get('sort') ?? '') ? Number(query.get('sort')) : -1;
  const order = query.get('order') === 'descending' ? 'descending' : 'ascending';
  const isSorted = by in columns;
  const rows = isSorted ? sorted(result, by, order === 'descending') : result.rows;
  const to = (more: Readonly<Record<string, string>>) =>
    link('data', [id], isSorted ? { sort: String(by), order, ...more } : more);
  const page = paged(rows, { query, ...rest }, (at) => to({ at }), ['Before', 'Next']);
  const heads = columns.map(({ name, type }, at): Column => ({
    title: printableName(name),
    number: isNumber(type),
    ...(live && {
      sort: {
        to: to({ sort: String(at), order: at === by && order === 'ascending' ? 'descending' : 'ascending' }),
        ...(at === by && { order }),
      },
    }),
  }));
  const cells = page.shown.map((row) =>
    columns.map((_column, at) => {
      const value = row[at] ?? null;
      return value === null ? html`<small>NULL</small>` : shown(value);
    }),
  );
  const count = `${whole(result.rows.length)} ${result.rows.length === 1 ? 'row' : 'rows'}`;
  return html`${resultChart({ ...result, rows })}
  ${table(result.more ? `The first ${count}; there are more` : count, heads, cells)}${page.links}
  ${live && html`<p class="aside"><a href="${link('data', ['file', id])}" download>The file that Athena wrote (${kind.extension.toUpperCase()})</a>: all rows; here at most ${whole(MOST_ROWS)} are read and sorted. A cell that begins with = may be a formula to a spreadsheet.</p>`}`;
}

const printableName = (name: string): string => (name.length > 80 ? `${name.slice(0, 80)}…` : name);
