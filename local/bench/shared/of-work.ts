import { cpuOfAll } from './cpu';
import { type Run } from './run';

/** What some work takes, in this process and all that it started. */
export async function ofWork(work: () => Promise<unknown>): Promise<Required<Pick<Run, 'wall' | 'cpu'>>> {
  const [start, before] = [performance.now(), cpuOfAll()];
  await work();
  return { wall: performance.now() - start, cpu: cpuOfAll() - before };
}
