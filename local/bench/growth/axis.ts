import { type Run } from '../shared/run';

/** What grows, and what is measured as it does. */
export interface Axis {
  /** One, as it is told: `event`. */
  readonly of: string;
  readonly sizes: readonly number[];
  /** By its name, how each figure is told, and whether it works on a part at a time, so that its memory stays. */
  readonly figures: Readonly<Record<string, { readonly told: string; readonly streams: boolean }>>;
  /** Once, in processes of its own. @param scratch a folder of this run's own */
  run(size: number, scratch: string): Promise<Readonly<Record<string, Run>>>;
}
