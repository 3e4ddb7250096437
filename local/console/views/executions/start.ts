import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { html, type Html } from '../../../../lambdas/shared/html';
import { dayOf, monthOf, periodFaults } from '../../../events/period';
import { type MachineConfiguration } from '../../../aws/step-functions/machine-configuration';
import { field, form, section } from '../../page/parts';
import { type Action, type Context, type Done, type ViewRequest } from '../../view';

const LABELS = { startDate: 'First day', endDate: 'Last day' };

/** A form for each machine: the report's takes a period, another one JSON. */
export function startForms(context: Context, request: ViewRequest): (Html | false)[] {
  const { account, names } = context;
  return account.stepFunctions.machines().map((machine) => {
    const isReport = machine.arn === names.machineArn;
    const fields = isReport ? periodFields(context, request) : jsonField(machine, request);
    const hidden = html`<input type="hidden" name="machine" value="${machine.name}" />`;
    const shown = form(context, 'executions', 'start', html`${hidden}${fields}<button>Start</button>`);
    return shown !== undefined && section(isReport ? 'Make a report' : `Start ${machine.name}`, shown);
  });
}

function periodFields({ account }: Context, request: ViewRequest): Html[] {
  const now = account.clock.now();
  const days = { startDate: monthOf(now).startDate, endDate: dayOf(now) };
  return (['startDate', 'endDate'] as const).map((name) =>
    field(request, { name, label: LABELS[name], type: 'date', value: days[name] }),
  );
}

/** Each form of the page has its own. */
const inputOf = ({ name }: MachineConfiguration): string => `input-${name}`;

function jsonField(machine: MachineConfiguration, { refused }: ViewRequest): Html {
  const name = inputOf(machine);
  const problem = refused?.problems[name];
  const wrong = problem !== undefined && html` aria-invalid="true" aria-describedby="${name}-problem"`;
  return html`<p class="field wide">
    <label for="${name}">Input, as JSON</label>
    <textarea id="${name}" name="${name}" ${wrong}>${refused?.values[name] ?? '{}'}</textarea>
    ${problem !== undefined && html`<strong class="problem" id="${name}-problem">${problem}</strong>`}
  </p>`;
}

export function given(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}

export const start: Action = async (context, fields) => {
  const { account, names } = context;
  const machine = account.stepFunctions.machines().find(({ name }) => name === given(fields, 'machine'));
  if (!machine) throw new Error(`The stack has no state machine ${given(fields, 'machine')}.`);
  if (machine.arn === names.machineArn) {
    const period = { startDate: given(fields, 'startDate'), endDate: given(fields, 'endDate') };
    const problems = periodFaults(period, dayOf(account.clock.now()), LABELS);
    if (Object.keys(problems).length > 0) return { problems, values: period };
    return begin(context, machine, JSON.stringify(period));
  }
  const name = inputOf(machine);
  return begin(context, machine, given(fields, name)).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'InvalidExecutionInput') throw error;
    return { problems: { [name]: error.message }, values: {} };
  });
};

/** By the operator, as anybody starts one. */
export async function begin({ clients, link }: Context, machine: MachineConfiguration, input: string): Promise<Done> {
  const asked = new StartExecutionCommand({ stateMachineArn: machine.arn, input });
  const { executionArn = '' } = await clients.states.send(asked);
  const name = executionArn.slice(executionArn.lastIndexOf(':') + 1);
  return { to: link('executions', [machine.name, name]), said: `${name} is started.` };
}
