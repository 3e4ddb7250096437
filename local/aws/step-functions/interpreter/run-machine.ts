import { type Machine } from './machine';
import { runState } from './run-state';
import { type Place, type Strand } from './strand';

/**
 * Runs the states of a machine, a branch or an iteration, one after the other; gives the last one's output.
 * @param from a state that an earlier attempt entered and did not leave: those before it are not run again
 */
export async function runMachine(
  strand: Strand,
  { StartAt, States }: Machine,
  input: unknown,
  from?: Place,
): Promise<unknown> {
  let name: string | undefined = from?.name ?? StartAt;
  let data = from ? from.input : input;
  // What a state hands on is what the next one is given: its text is made once.
  let json: string | undefined;
  let place = from;
  while (name !== undefined) {
    const state = States[name];
    if (!state) throw new Error(`The machine has no state ${name}.`);
    const outcome = await runState(strand, name, state, { input: data, json }, runMachine, place);
    place = undefined;
    ({ output: data, json, next: name } = outcome);
  }
  return data;
}
