import { type Links } from '../../pull-request/summary/links';
import { type Ending, type Rejection } from './ending';
import { type Needs } from './needs';

/** One environment's deployment, as it ended. */
export interface Deployed {
  readonly environment: string;
  readonly commit: string;
  readonly ending: Ending;
  readonly needs: Needs;
  readonly rejections: readonly Rejection[];
  readonly links: Links;
  /** `https://github.com/o/r` */
  readonly home?: string;
}

/** Of an output that the plan that was applied last told, or the one before. */
export const planned = ({ needs }: Deployed, output: string): string | undefined =>
  needs['plan-again'].outputs[output] || needs.plan.outputs[output] || undefined;
