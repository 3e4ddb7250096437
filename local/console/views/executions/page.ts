import { html, type Html, type Part } from '../../../../lambdas/shared/html';
import { duration } from '../../../../scripts/text/words';
import { type Execution } from '../../../aws/step-functions/execution';
import { type Visit, visitsOf } from '../../../aws/step-functions/visits';
import { reasonIn } from '../../../start/running/follow';
import { badge, facts, paged, problemOf, region, section, table, time } from '../../page/parts';
import { type Context, type ViewRequest } from '../../view';
import { linkOf, pathOf, statusBadge } from './address';
import { data } from './data';
import { deedsOf } from './deeds';
import { graph, inWords } from './graph';

const took = (from: Date, to: Date): string => duration(to.getTime() - from.getTime());

/** One execution: how it goes, its states, and what can be done with it. */
export async function executionPage(context: Context, request: ViewRequest, execution: Execution): Promise<Html> {
  const path = pathOf(execution);
  const visits = visitsOf(execution);
  const { shown, links } = paged(visits.toReversed(), request, (at) => context.link('executions', path, { at }));
  const live = (name: string, content: Part) => region([name, ...path].join('-'), ['executions'], content);
  const states = html`<ol class="visits" reversed>
    ${shown.map((visit) => visitItem(context, execution, visit))}
  </ol>`;
  return html`${problemOf(request.refused)}
  ${section(execution.identity.name, live('about', about(context, execution)))}
  ${context.live && section('What can be done', live('deeds', deedsOf(context, request, execution)))}
  ${section('Its machine', live('graph', await graph(context, execution.machine, visits)))}
  ${section('Its states, the last one first', live('states', html`${states}${links}`))}`;
}

function visitItem(context: Context, execution: Execution, visit: Visit): Html {
  const { id, name, went, errors, entered, left, input, output } = visit;
  const busy = went === 'running' || went === 'retrying' || went === 'caught';
  return html`<li>
    <strong>${name}</strong> ${badge(inWords(visit), busy ? 'busy' : went === 'succeeded' ? 'good' : 'bad')}
    <span>${time(entered)}${left && `, took ${took(entered, left)}`}</span>
    ${errors.map(({ error, cause }) => html`<small class="problem">${error}: ${reasonIn(cause)}</small>`)}
    ${data(context, execution, 'Input', id, input)}${data(context, execution, 'Output', id, output)}
  </li>`;
}

function about(context: Context, execution: Execution): Html {
  const { identity, machine, startDate, stopDate, output, error, cause, redriveCount, redriveDate, history } =
    execution;
  const { account, link } = context;
  const told = account.sns.outbox.filter(
    ({ messageId, message }) => output?.includes(messageId) === true || message.includes(identity.arn),
  );
  const messages = told.map(
    ({ messageId, subject = 'A message' }) => html`<a href="${link('messages', [messageId])}">${subject}</a> `,
  );
  const events = html`<a href="${link('executions', [...pathOf(execution), 'history'])}">
    All of its ${history.events.length} events
  </a>`;
  const rows: (readonly [name: string, value: Part] | false)[] = [
    ['Status', statusBadge(execution)],
    error !== undefined && ['Error', html`<strong class="problem">${error}</strong>`],
    cause !== undefined && ['Why', reasonIn(cause)],
    ['Machine', machine.name],
    ['Started', time(startDate)],
    stopDate ? ['Took', took(startDate, stopDate)] : ['Runs for', took(startDate, account.clock.now())],
    redriveDate !== undefined && ['Redriven', html`${redriveCount}×, last at ${time(redriveDate)}`],
    told.length > 0 && ['Messages', messages],
    ['Data', [data(context, execution, 'Input', 1, identity.input), data(context, execution, 'Output', 0, output)]],
    context.live && ['History', events],
  ];
  return facts(rows.filter((row) => row !== false));
}

/** All that was told of an execution, the newest first. */
export function historyPage(context: Context, request: ViewRequest, execution: Execution): Html {
  const path = [...pathOf(execution), 'history'];
  const events = execution.history.events.toReversed();
  const { shown, links } = paged(events, request, (at) => context.link('executions', path, { at }));
  const columns = [
    { title: 'Id', number: true },
    { title: 'Follows', number: true },
    { title: 'Time' },
    { title: 'Event' },
    { title: 'Details' },
  ];
  const rows = shown.map(({ id, type, timestamp, previousEventId, ...details }) => [
    id,
    previousEventId,
    timestamp.toISOString().slice(11, 23),
    type,
    Object.values(details).map((one) => data(context, execution, 'Details', id, JSON.stringify(one))),
  ]);
  const content = html`${linkOf(context, execution)} ${table('Events, the newest first', columns, rows)}${links}`;
  return section('History', region('history', ['executions'], content));
}
