import { html, type Html } from '../../../../lambdas/shared/html';
import { bytes } from '../../../../scripts/text/words';
import { type QueryExecution } from '../../../aws/athena/query-execution';
import { badge, paged, region, section, shown, table, time } from '../../page/parts';
import { type Context, type ViewRequest } from '../../view';

export const stateOf = ({ state }: QueryExecution): Html =>
  badge(state, state === 'SUCCEEDED' ? 'good' : state === 'RUNNING' || state === 'QUEUED' ? 'busy' : 'bad');

/** The account's own number is the administrator's. */
export const askerOf = ({ description: { by } }: QueryExecution): string => (by === 'root' ? 'operator' : by);

/** Of a finished run, its file has so many. */
export const KEPT = 20;

/** All that was asked, of whatever workgroup, the newest first. */
export function queries({ account, live, link }: Context, request: ViewRequest): Html {
  const all = account.athena.executions().slice(live ? 0 : -KEPT);
  const { shown: some, links } = paged(all.toReversed(), request, (at) => link('data', [], { at }));
  const rows = some.map((one) => {
    const { QueryExecutionId, Query, Statistics } = one.describe();
    const words = shown(Query.replaceAll(/\s+/g, ' '), 90);
    return [
      html`<a href="${link('data', [QueryExecutionId])}">${words}</a>`,
      askerOf(one),
      stateOf(one),
      time(one.submitted),
      bytes(Statistics.DataScannedInBytes),
    ];
  });
  const columns = [
    { title: 'Query' },
    { title: 'Who asked' },
    { title: 'State' },
    { title: 'Asked' },
    { title: 'Scanned', number: true },
  ];
  const list = rows.length === 0 ? html`<p>Nothing was asked yet.</p>` : table('The newest first', columns, rows);
  return region('queries', ['data'], section('What was asked', html`${list}${links}`));
}
