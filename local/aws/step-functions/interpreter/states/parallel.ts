import { type Machine } from '../machine';
import { type Strand } from '../strand';
import { type Visit, type Work } from '../visit';
import { runChildren } from './children';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html */
export async function parallel(visit: Visit): Promise<Work> {
  const { strand, state, data, language, inner } = visit;
  const input = await language.arguments(state, data);
  const branches = state['Branches'] as readonly Machine[];
  strand.event('ParallelStateStarted');
  visit.isStarted = true;
  const begin = (index: number) => {
    const branch = strand.fork();
    return { strand: branch, work: () => inner(branch, branches[index] as Machine, input) };
  };
  const result = await runChildren(strand, branches.length, Infinity, begin, (_, branch) =>
    tellAborted(branch, strand.last),
  );
  const { last } = strand;
  strand.event('ParallelStateSucceeded');
  // Leaving comes after the same event: recorded, test_parallel_state.
  strand.last = last;
  return { result };
}

/** That the state that a strand was in is aborted, of the types that have such an event. */
export function tellAborted(strand: Strand, previous: number): void {
  if (strand.open !== undefined) strand.run.history.add(`${strand.open}StateAborted`, previous);
}
