import { type Machine } from './machine';
import { runState } from './run-state';
import { type Strand } from './strand';

/** Runs the states of a machine, a branch or an iteration, one after the other; gives the last one's output. */
export async function runMachine(strand: Strand, { StartAt, States }: Machine, input: unknown): Promise<unknown> {
  let name: string | undefined = StartAt;
  let data = input;
  while (name !== undefined) {
    const state = States[name];
    if (!state) throw new Error(`The machine has no state ${name}.`);
    const { output, next } = await runState(strand, name, state, data, runMachine);
    data = output;
    name = next;
  }
  return data;
}
