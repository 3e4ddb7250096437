import { type Html } from '../../../../lambdas/shared/html';
import { chart } from '../../page/chart';
import { isNumber, type Result } from '../../../start/reading/query-result';
import { cut } from '../../page/parts';

interface Point {
  readonly name: string;
  readonly value: number;
}

/** More bars are too thin to be told apart; a line may have a point for each day of two years. */
const MOST_BARS = 60;
const MOST_POINTS = 731;
/** Of a name below the plot: more do not fit on a phone. */
const LETTERS = 10;

/** Two columns of a result, drawn: the first if each of its values is another, over the first of numbers beside it. */
export function resultChart({ columns, rows }: Result): Html | undefined {
  const of = columns.findIndex(({ type }, at) => at > 0 && isNumber(type));
  const [name, number] = [columns[0]?.name ?? '', columns[of]?.name ?? ''];
  const points = rows.map((row): Point => ({ name: row[0] ?? '', value: Number(row[of] ?? NaN) }));
  const names = new Set(points.map((point) => point.name));
  const days = points.every((point) => /^\d{4}-\d\d-\d\d/.test(point.name));
  const suits =
    of > 0 &&
    points.length > 1 &&
    points.length <= (days ? MOST_POINTS : MOST_BARS) &&
    names.size === points.length &&
    !names.has('') &&
    points.every(({ value }) => Number.isFinite(value) && value >= 0);
  if (!suits) return undefined;
  const ordered = days ? points.toSorted((a, b) => (a.name < b.name ? -1 : 1)) : points;
  return chart({
    id: 'result-chart',
    title: `${cut(number, 40)} by ${cut(name, 40)}`,
    description: described(ordered),
    kind: days ? 'line' : 'bars',
    points: ordered.map((point) => ({
      label: cut(point.name, LETTERS),
      value: point.value,
      title: `${cut(point.name, 80)}: ${point.value}`,
    })),
  });
}

function described(points: readonly Point[]): string {
  const ranked = points.toSorted((one, other) => other.value - one.value);
  const of = (point: Point | undefined) => point && `${point.value} at ${cut(point.name, 80)}`;
  return `${points.length} values: most ${of(ranked[0])}, least ${of(ranked.at(-1))}. All are in the table below.`;
}
