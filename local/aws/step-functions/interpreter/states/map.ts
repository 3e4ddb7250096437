import { refusal, runtimeFailure } from '../failure';
import { type Machine } from '../machine';
import { atPath, jsonPath } from '../query/language';
import { fill, follow } from '../query/template';
import { type Visit, type Work } from '../visit';
import { runChildren } from './children';
import { tellAborted } from './parallel';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html */
export async function map(visit: Visit): Promise<Work> {
  const { strand, name, state, data, inner } = visit;
  const input = jsonPath.input(state, data);
  const within = { ...data, input };
  const items = itemsOf(atPath(state['ItemsPath'] as string | undefined, within), state['ItemsPath']);
  const most = concurrencyOf(visit, input) || Infinity;
  const { history } = strand.run;
  strand.event('MapStateStarted', { length: items.length });
  visit.isStarted = true;
  const processor = (state['ItemProcessor'] ?? state['Iterator']) as Machine;
  const selector = state['ItemSelector'] ?? state.Parameters;
  const begin = (index: number) => {
    const Item = { Index: index, Value: items[index] };
    const context = (): unknown => ({ ...(data.context() as object), Map: { Item } });
    const iteration = strand.fork({ Item });
    iteration.event('MapIterationStarted', { name, index });
    const work = async (): Promise<unknown> => {
      const item = selector === undefined ? items[index] : fill(selector, { input, context });
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

function itemsOf(value: unknown, path: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw runtimeFailure(`Reference path "${typeof path === 'string' ? path : '$'}" must point to array.`);
}

/** Words recorded: test_base_scenarios.py test_max_concurrency_path. */
function concurrencyOf({ state, data }: Visit, input: unknown): number {
  const path = state['MaxConcurrencyPath'];
  if (typeof path !== 'string') return Number(state['MaxConcurrency'] ?? 0);
  const value = follow(path, { ...data, input });
  if (typeof value === 'number' && Number.isInteger(value)) {
    if (value >= 0) return value;
    throw refusal(`a negative MaxConcurrencyPath: ${path} == ${value}`);
  }
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  throw runtimeFailure(`The MaxConcurrencyPath field refers to value "${shown}" which is not a valid integer: ${path}`);
}
