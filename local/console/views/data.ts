import { StopQueryExecutionCommand } from '@aws-sdk/client-athena';
import { html } from '../../../lambdas/shared/html';
import { type Shown, type View } from '../view';
import { arrived } from './data/arrived';
import { ask, askForm } from './data/ask';
import { KEPT, queries } from './data/queries';
import { queryPage } from './data/query-page';
import { event, file, sendForms } from './data/send';

const queryOf = ({ account }: Shown, id: string | undefined) =>
  account.athena.executions().find(({ description }) => description.id === id);

/** What arrived and what can be asked of it. */
export const data: View = {
  name: 'data',
  title: 'Data',
  version({ account: { athena, firehose }, names }) {
    const all = athena.executions();
    const { accepted = 0, buffered = 0 } = firehose.counts(names.stream) ?? {};
    return `${all.length} ${all.filter(({ state }) => state === 'RUNNING').length} ${accepted} ${buffered}`;
  },
  async render(context, request) {
    const [id, ...more] = request.path;
    if (more.length > 0) return undefined;
    if (id === undefined)
      return html`${askForm(context, request)}${queries(context, request)}${sendForms(context, request)}${await arrived(context)}`;
    const found = queryOf(context, id);
    return found && queryPage(context, request, found);
  },
  actions: {
    ask,
    event,
    file,
    async stop({ clients, link }, fields) {
      const id = String(fields.get('id') ?? '');
      await clients.athena.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
      return { to: link('data', [id]) };
    },
  },
  downloads: {
    async csv(context, { path: [id] }) {
      const { objects } = context.account;
      const found = queryOf(context, id);
      if (found?.state !== 'SUCCEEDED') return undefined;
      const { output, kind } = found.description;
      if (!objects.head(output.bucket, output.key)) return undefined;
      const { extension } = kind;
      return {
        type: extension === 'csv' ? 'text/csv; charset=utf-8' : 'text/plain; charset=utf-8',
        name: `${id}.${extension}`,
        body: await objects.get(output.bucket, output.key),
      };
    },
  },
  pages: async ({ account }) =>
    account.athena
      .executions()
      .slice(-KEPT)
      .map(({ description }) => [description.id]),
};
