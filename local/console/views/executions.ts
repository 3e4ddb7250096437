import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { html } from '../../../lambdas/shared/html';
import { badge, field, form, paged, problemOf, region, section, table, time } from '../page/parts';
import { type View } from '../view';

/** What the stack's machines did, and do. */
export const executions: View = {
  name: 'executions',
  title: 'Executions',
  version: ({ account: { stepFunctions } }) => {
    const all = stepFunctions.executions();
    return `${all.length} ${all.reduce((sum, { history }) => sum + history.events.length, 0)}`;
  },
  render(context, request) {
    if (request.path.length > 0) return undefined;
    const all = context.account.stepFunctions.executions().toReversed();
    const { shown, links } = paged(all, request, (at) => context.link('executions', [], { at }));
    const rows = shown.map(({ identity, status, startDate, stopDate }) => [
      identity.name,
      badge(status, status === 'SUCCEEDED' ? 'good' : status === 'RUNNING' ? 'busy' : 'bad'),
      time(startDate),
      stopDate && time(stopDate),
    ]);
    const columns = [{ title: 'Execution' }, { title: 'Status' }, { title: 'Started' }, { title: 'Ended' }];
    return html`${problemOf(request.refused)}
    ${form(
      context,
      'executions',
      'start',
      html`${field(request, { name: 'startDate', label: 'First day', type: 'date' })}
        ${field(request, { name: 'endDate', label: 'Last day', type: 'date' })}<button>Start the report</button>`,
    )}
    ${region('list', ['executions'], section('All executions', html`${table('The newest first', columns, rows)}${links}`))}`;
  },
  actions: {
    async start({ clients, names, link }, fields) {
      const input = JSON.stringify({ startDate: fields.get('startDate'), endDate: fields.get('endDate') });
      await clients.states.send(new StartExecutionCommand({ stateMachineArn: names.machineArn, input }));
      return { to: link('executions'), said: 'The report is started.' };
    },
  },
};
