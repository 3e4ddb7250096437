import { RedriveExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { html, type Html, type Part } from '../../../../lambdas/shared/html';
import { type Execution } from '../../../aws/step-functions/execution';
import { whyNotRedriven } from '../../../aws/step-functions/redrive/redrivable';
import { field, form } from '../../page/parts';
import { type Action, type Context, type Done, type ViewRequest } from '../../view';
import { executionAt, pathOf } from './address';
import { begin, given } from './start';

/** What can be done with an execution; what would be refused is not offered, and said. */
export function deedsOf(context: Context, request: ViewRequest, execution: Execution): Html {
  const [machine, name] = pathOf(execution);
  const hidden = Object.entries({ machine, name, page: `${machine}/${name}` }).map(
    ([key, value]) => html`<input type="hidden" name="${key}" value="${value}" />`,
  );
  const deed = (action: string, label: string, kind = 'quiet', fields?: Part) => {
    const button = html`<button id="${action}" class="${kind}">${label}</button>`;
    return form(context, 'executions', action, html`${hidden}${fields}${button}`);
  };
  const again = deed('again', 'Start another with the same input');
  if (execution.status === 'RUNNING') {
    const cause = field(request, { name: 'cause', label: 'Why it is stopped (may be left out)' });
    return html`${deed('stop', 'Stop it', 'danger', cause)}${again}`;
  }
  const refused = whyNotRedriven(execution, context.account.clock.now());
  return html`${again}${
    refused === undefined ? deed('redrive', 'Redrive it from where it ended') : html`<p>No redrive: ${refused}.</p>`
  }`;
}

/** Done by the operator, as anybody does it. */
const to =
  (deed: (context: Context, execution: Execution, fields: FormData) => Promise<Done | string>): Action =>
  async (context, fields) => {
    const path = [given(fields, 'machine'), given(fields, 'name')];
    const execution = executionAt(context, path);
    if (!execution) throw new Error(`There is no execution ${path.join(' ')}.`);
    const done = await deed(context, execution, fields);
    return typeof done === 'string' ? { to: context.link('executions', path), said: done } : done;
  };

export const deeds: Readonly<Record<string, Action>> = {
  stop: to(async ({ clients }, { identity: { arn: executionArn } }, fields) => {
    const cause = given(fields, 'cause');
    await clients.states.send(new StopExecutionCommand({ executionArn, ...(cause === '' ? {} : { cause }) }));
    return 'It was stopped.';
  }),
  redrive: to(async ({ clients }, { identity: { arn: executionArn } }) => {
    await clients.states.send(new RedriveExecutionCommand({ executionArn }));
    return 'It goes on from where it ended.';
  }),
  again: to((context, { machine, identity }) => begin(context, machine, identity.input)),
};
