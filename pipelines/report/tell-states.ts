import { safeText } from '../../lambdas/shared/safe-text';
import { type Progress, type Step } from '../../scripts/text/progress';
import { duration } from '../../scripts/text/words';
import { type Seen } from './follow';
import { type Visit } from './visits';

/** Where lines can't move, a state that lasts is told of again after so many milliseconds. */
const SILENCE = 10_000;

const COLUMN = 16;

/**
 * Tells an execution's states as they are left, each with its time; on a terminal, the state that it is in as well.
 * @param now milliseconds since the epoch
 */
export class StateTeller {
  #told = 0;
  #open: { readonly visit: Visit; readonly step: Step } | undefined;
  #lastLine: number;

  constructor(
    private readonly progress: Progress,
    private readonly now: () => number = Date.now,
  ) {
    this.#lastLine = now();
  }

  readonly hear = ({ execution, visits }: Seen): void => {
    const over = execution.stopped !== undefined;
    while (this.#told < visits.length) {
      const visit = visits[this.#told];
      if (!visit || (visit.left === undefined && !over)) break;
      this.#line(lineOf(visit), visit.errors.length > 0 || visit.type === 'Fail' ? 'failure' : 'plain');
      this.#told += 1;
      this.#open = undefined;
    }
    if (over) this.progress.end();
    else this.#wait(visits[this.#told]);
  };

  #wait(visit: Visit | undefined): void {
    if (!visit) return;
    const since = this.now() - visit.entered.getTime();
    if (this.#open?.visit.entered.getTime() !== visit.entered.getTime()) {
      this.#open = { visit, step: this.progress.step(visit.state) };
    }
    // Whole seconds: a moving line that counts faster can't be read.
    const shown = duration(Math.floor(since / 1000) * 1000);
    if (since >= 1000) this.#open.step.at(shown);
    if (this.now() - this.#lastLine >= SILENCE) this.#line(`  … ${visit.state} for ${shown}`);
  }

  #line(text: string, kind: 'plain' | 'failure' = 'plain'): void {
    this.progress.line(text, kind);
    this.#lastLine = this.now();
  }
}

/** `  GetQueryStatus    0.8 s  RUNNING`; a line more for each error. */
function lineOf(visit: Visit): string {
  const { state, said, errors } = visit;
  const first = [`  ${state.padEnd(COLUMN)}`, timeIn(visit).padStart(8), said ?? ''].join('  ').trimEnd();
  return [first, ...errors.map(({ error, cause }) => `    ! ${error}: ${safeText(cause, 300)}`)].join('\n');
}

/** How long a state took: nothing where an execution ends. */
export const timeIn = ({ entered, left }: Visit): string =>
  left === undefined ? '' : duration(left.getTime() - entered.getTime());
