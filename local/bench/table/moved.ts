import { counted } from '../../../scripts/text/words';
import { type Measured } from '../shared/measure';
import { hasMoved, ratiosOf } from '../shared/statistics';
import { ALL_AMOUNTS, AMOUNTS, amountsOf, spreadIn } from './rows';

const TOLD = { wall: 'time', cpu: 'CPU', memory: 'memory' } as const;

/**
 * Markdown of what moved between a commit and this checkout, for a pull request's comment; undefined where nothing
 * moved by more than its spread.
 */
export function movedInMarkdown(figures: readonly Measured[], against: string, rounds: number): string | undefined {
  const moved = figures.flatMap((figure) => {
    const there = figure.beside.find(({ role }) => role === 'there');
    const rows = ALL_AMOUNTS.flatMap((amount) => {
      const [mine, theirs] = [amountsOf(figure.runs, amount), there && amountsOf(there.runs, amount)];
      if (!mine || !theirs || !hasMoved(mine, theirs)) return [];
      const [before, after] = [theirs, mine].map((all) => spreadIn(all, AMOUNTS[amount]));
      return [
        `| ${figure.name} | ${TOLD[amount]} | ${before} | ${after} | ${ratiosOf(mine, theirs).median.toFixed(2)}x |`,
      ];
    });
    return rows.length > 0 ? [rows] : [];
  });
  if (moved.length === 0) return undefined;
  return [
    `### Speed: ${counted(moved.length, 'figure')} moved`,
    '',
    `| figure | of it | ${against} | this change | |`,
    '| --- | --- | ---: | ---: | ---: |',
    ...moved.flat(),
    '',
    `Median (least–most) of ${counted(rounds, 'run')} of each, in turns; ${counted(figures.length - moved.length, 'figure')} ` +
      'more moved by no more than their spread. `npm run bench -- --against COMMIT` says it all.',
    '',
  ].join('\n');
}
