import { html, type Html } from '../../../../lambdas/shared/html';
import { counted, duration, whole } from '../../../../scripts/text/words';
import { type Execution } from '../../../aws/step-functions/execution';
import { paged, region, section, table, time } from '../../page/parts';
import { type Context, type ViewRequest } from '../../view';
import { linkOf, newest, statusBadge } from './address';

/** What the list can be had by. */
const OF = {
  status: ({ status }: Execution): string => status,
  machine: ({ machine }: Execution): string => machine.name,
};

/** The newest first. */
export function list(context: Context, request: ViewRequest): Html {
  const all = newest(context);
  const asked = { status: request.query.get('status') ?? '', machine: request.query.get('machine') ?? '' };
  const to = (query: Readonly<Record<string, string>>) =>
    context.link('executions', [], Object.fromEntries(Object.entries({ ...asked, ...query }).filter(([, is]) => is)));
  const isAsked = (one: Execution, by: keyof typeof OF) => asked[by] === '' || asked[by] === OF[by](one);
  const found = all.filter((one) => isAsked(one, 'status') && isAsked(one, 'machine'));
  const { shown, links } = paged(found, request, (at) => to({ at }));
  const several = context.account.stepFunctions.machines().length > 1;
  const columns = ['Execution', ...(several ? ['Machine'] : []), 'Status', 'Started', 'Took'].map((title) => ({
    title,
  }));
  const rows = shown.map((one) => [
    linkOf(context, one),
    ...(several ? [one.machine.name] : []),
    statusBadge(one),
    time(one.startDate),
    one.stopDate && duration(one.stopDate.getTime() - one.startDate.getTime()),
  ]);
  const choices = (by: keyof typeof OF): Html | false => {
    const counts = new Map<string, number>();
    for (const one of all) counts.set(OF[by](one), (counts.get(OF[by](one)) ?? 0) + 1);
    if (!context.live || (counts.size < 2 && asked[by] === '')) return false;
    const entries: [string, number][] = [['', all.length], ...[...counts].sort()];
    return html`<nav class="choices" aria-label="By ${by}">
      ${entries.map(
        ([value, count]) =>
          html`<a href="${to({ [by]: value })}" ${asked[by] === value && html` aria-current="true"`}>
            ${value === '' ? `Every ${by}` : value} (${whole(count)})
          </a> `,
      )}
    </nav>`;
  };
  const none = html`<p>${all.length === 0 ? 'None was started yet.' : 'None is like that.'}</p>`;
  const caption = `${counted(found.length, 'execution')}, the newest first`;
  const content = rows.length === 0 ? none : table(caption, columns, rows);
  const chosen = html`${choices('status')}${several && choices('machine')}`;
  return region('list', ['executions'], section('All executions', html`${chosen}${content}${links}`));
}
