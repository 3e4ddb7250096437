import { UserError } from '../../../scripts/user-error';
import { type AlarmConfiguration, type AlarmState, comparisons } from './alarm-configuration';
import { evaluate } from './metric-math';
import { type MetricStore, type Series } from './metric-store';

/** A state, and why, in CloudWatch's words, which are put when they are asked for: most evaluations change nothing. */
export interface Evaluated {
  readonly state: AlarmState;
  readonly reason: string;
}

/**
 * How many more periods CloudWatch fetches than it evaluates. It does not say; in its own example, it fetches five for
 * three. Tests show that no alarm of the stack depends on it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-evaluating-missing-data
 */
export const EXTRA_PERIODS = 2;

interface Point {
  readonly start: number;
  readonly value: number;
}

/**
 * An alarm's state at a moment, from the periods that end there.
 * @param previous what "ignore" keeps
 */
export function evaluateAlarm(
  alarm: AlarmConfiguration,
  store: MetricStore,
  at: Date,
  previous: AlarmState,
  extraPeriods = EXTRA_PERIODS,
): Evaluated {
  const { period, evaluationPeriods } = alarm;
  const count = evaluationPeriods + extraPeriods;
  const starts = Array.from({ length: count }, (_, index) => at.getTime() - (count - index) * period * 1000);
  const points = seriesOf(alarm, store, starts).flatMap((value, index): Point[] =>
    value === undefined ? [] : [{ start: starts[index] ?? 0, value }],
  );
  return decide(alarm, points, previous);
}

/** What an alarm compares, in the periods that start there. */
export const seriesOf = (alarm: AlarmConfiguration, store: MetricStore, starts: readonly number[]): Series =>
  evaluate(alarm.expression, {
    starts,
    metric(id): Series {
      const query = alarm.queries.get(id);
      if (!query) throw new UserError(`The alarm ${alarm.name} has no metric "${id}".`);
      return store.series(query, query.statistic, starts, alarm.period);
    },
  });

/**
 * The most recent points that there are, as many as are evaluated; what is missing of them is filled in.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
function decide(alarm: AlarmConfiguration, points: readonly Point[], previous: AlarmState): Evaluated {
  const { operator, threshold, evaluationPeriods, datapointsToAlarm, missingData } = alarm;
  const recent = points.slice(-evaluationPeriods);
  const isBreaching = ({ value }: Point) => comparisons[operator].holds(value, threshold);
  const breaching = recent.filter(isBreaching);
  const missing = evaluationPeriods - recent.length;
  const filled = missingData === 'breaching' ? missing : 0;
  const because = (state: AlarmState, some: readonly Point[], was: 'was' | 'was not'): Evaluated => ({
    state,
    get reason() {
      return reasonOf(alarm, some, missing, was);
    },
  });
  if (breaching.length + filled >= datapointsToAlarm) return because('ALARM', breaching, 'was');
  const undecided = missing > 0 && missingData === 'ignore' && breaching.length === recent.length;
  if (undecided) return { state: previous, reason: 'Unchecked: too few datapoints, and missing ones are ignored' };
  const others = recent.filter((point) => !isBreaching(point));
  return because('OK', others, 'was not');
}

/** Of the points that decided, the reason shows so many, the newest. */
const SHOWN = 5;

function reasonOf(
  alarm: AlarmConfiguration,
  points: readonly Point[],
  missing: number,
  was: 'was' | 'was not',
): string {
  const { operator, threshold, missingData } = alarm;
  if (points.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${missing} periods, and missing ones are ${missingData}.`;
  }
  const shown = points.slice(-SHOWN).map(({ value, start }) => `${decimal(value)} (${moment(new Date(start))})`);
  const [word, verb] = points.length === 1 ? ['datapoint', was] : ['datapoints', was.replace('was', 'were')];
  return (
    `Threshold Crossed: ${points.length} ${word} [${points.length > SHOWN ? '…, ' : ''}${shown.join(', ')}] ${verb} ` +
    `${comparisons[operator].words} the threshold (${decimal(threshold)}).`
  );
}

/** `1.0`, as CloudWatch writes numbers. */
const decimal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value));

/** `01/11/26 08:00:00` */
const moment = (at: Date): string => {
  const [year = '', month = '', day = ''] = at.toISOString().slice(2, 10).split('-');
  return `${day}/${month}/${year} ${at.toISOString().slice(11, 19)}`;
};
