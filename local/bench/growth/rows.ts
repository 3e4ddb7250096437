import { bytes, counted, duration } from '../../../scripts/text/words';
import { amountsOf, spreadIn } from '../table/rows';
import { type Grown, timesOf } from './grown';

export const HEADER = ['', '', 'times', 'CPU', 'times', 'memory', 'times'];

/** A row a size: how many times the smallest it is, and how many times as much it takes. */
export function rowsOf(grown: Grown): string[][] {
  const { told, of, sizes } = grown;
  const [cpu, memory] = [timesOf(grown, 'cpu'), timesOf(grown, 'memory')];
  const times = (ratio: number | undefined) => (ratio === undefined ? '–' : `${ratio.toFixed(1)}x`);
  return sizes.map(({ size, runs }, at) => {
    const [used, held] = [amountsOf(runs, 'cpu'), amountsOf(runs, 'memory')];
    return [
      at === 0 ? told : '',
      counted(size, of),
      times(size / (sizes[0]?.size ?? NaN)),
      used ? spreadIn(used, duration) : '–',
      times(cpu?.[at]),
      held ? spreadIn(held, bytes) : '–',
      times(memory?.[at]),
    ];
  });
}
