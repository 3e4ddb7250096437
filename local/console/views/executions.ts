import { html } from '../../../lambdas/shared/html';
import { problemOf } from '../page/parts';
import { type View } from '../view';
import { executionAt, KEPT, newest, pathOf } from './executions/address';
import { downloads } from './executions/data';
import { deeds } from './executions/deeds';
import { list } from './executions/list';
import { executionPage, historyPage } from './executions/page';
import { start, startForms } from './executions/start';

/** What the stack's machines did, and do. */
export const executions: View = {
  name: 'executions',
  title: 'Executions',
  version: ({ account }) => String(account.stepFunctions.eventCount),
  render(context, request) {
    const { path, refused } = request;
    if (path.length === 0) return html`${problemOf(refused)}${startForms(context, request)}${list(context, request)}`;
    const execution = executionAt(context, path);
    if (!execution) return undefined;
    if (path.length === 2) return executionPage(context, request, execution);
    return path.length === 3 && path[2] === 'history' ? historyPage(context, request, execution) : undefined;
  },
  actions: { start, ...deeds },
  downloads,
  pages: async (shown) => newest(shown).slice(0, KEPT).map(pathOf),
};
