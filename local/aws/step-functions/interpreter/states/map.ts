import { type Machine } from '../machine';
import { type Visit, type Work } from '../visit';
import { runChildren } from './children';
import { tellAborted } from './parallel';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
export async function map(visit: Visit): Promise<Work> {
  const { strand, name, state, data, language, inner } = visit;
  const items = await language.items(state, data);
  const most = (await language.concurrency(state, data)) || Infinity;
  const { history } = strand.run;
  strand.event('MapStateStarted', { length: items.length });
  visit.isStarted = true;
  const processor = (state['ItemProcessor'] ?? state['Iterator']) as Machine;
  const begin = (index: number) => {
    const Item = { Index: index, Value: items[index] };
    const context = (): unknown => ({ ...(data.context() as object), Map: { Item } });
    const iteration = strand.fork({ Item });
    iteration.event('MapIterationStarted', { name, index });
    const work = async (): Promise<unknown> => {
      const item = await language.item(state, { ...data, context }, items[index]);
      const result = await inner(iteration, processor, item);
      // What comes next follows the iteration's own last event: recorded, test_map_state.
      const { last } = iteration;
      finished = iteration.event('MapIterationSucceeded', { name, index });
      iteration.last = last;
      return result;
    };
    return { strand: iteration, work };
  };
  let finished = strand.last;
  const result = await runChildren(strand, items.length, most, begin, (index, iteration, isFailed) => {
    const type = isFailed ? 'MapIterationFailed' : 'MapIterationAborted';
    history.add(type, strand.last, { name, index });
    tellAborted(iteration, strand.last);
  });
  strand.last = finished;
  strand.event('MapStateSucceeded');
  strand.last = finished;
  return { result };
}
