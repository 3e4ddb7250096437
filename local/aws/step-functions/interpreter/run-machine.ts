import { type Machine } from './machine';
import { runState } from './run-state';
import { type Place, type Strand } from './strand';

/**
 * Runs the states of a machine, a branch or an iteration, one after the other; gives the last one's output.
 * @param resumed of a redrive: where to go on
 */
export async function runMachine(
  strand: Strand,
  { StartAt, States }: Machine,
  input: unknown,
  resumed?: Place,
): Promise<unknown> {
  let name: string | undefined = resumed?.name ?? StartAt;
  let data = resumed ? resumed.input : input;
  let enteredId = resumed?.enteredId;
  while (name !== undefined) {
    const state = States[name];
    if (!state) throw new Error(`The machine has no state ${name}.`);
    // A Task that is redriven is scheduled again, not entered: "the execution reschedules and then reruns the Task state".
    // https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
    strand.at = { name, input: data, ...(state.Type === 'Task' && enteredId !== undefined ? { enteredId } : {}) };
    enteredId = undefined;
    const { output, next } = await runState(strand, name, state, data, runMachine);
    data = output;
    name = next;
  }
  return data;
}
