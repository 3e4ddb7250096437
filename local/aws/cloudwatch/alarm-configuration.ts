import { UserError } from '../../../scripts/user-error';
import {
  list,
  number,
  optionalBoolean,
  optionalNumber,
  optionalText,
  text,
  textMap,
  texts,
  valueAt,
} from '../../../terraform/query';
import { type Block, type Json } from '../../../terraform/stack';
import { type Expression, parseExpression } from './expression';
import { readsCalendar } from './metric-math';
import { isStatistic, type MetricId, type Statistic } from './metric-store';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface Query extends MetricId {
  readonly statistic: Statistic;
}

/** What an alarm takes from its block. */
export interface AlarmConfiguration {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  /** By the id that the expression calls it; without an expression there is one. */
  readonly queries: ReadonlyMap<string, Query>;
  readonly expression: Expression;
  /** Seconds */
  readonly period: number;
  readonly operator: keyof typeof comparisons;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: 'breaching' | 'notBreaching' | 'ignore';
  /** ARNs of what is told when the alarm enters a state. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
  /** Whether its state changes with the calendar alone, without any new data. */
  readonly readsCalendar: boolean;
}

/** Each with its words in AWS's reasons. */
export const comparisons = {
  GreaterThanOrEqualToThreshold: { holds: (a: number, b: number) => a >= b, words: 'greater than or equal to' },
  GreaterThanThreshold: { holds: (a: number, b: number) => a > b, words: 'greater than' },
  LessThanThreshold: { holds: (a: number, b: number) => a < b, words: 'less than' },
  LessThanOrEqualToThreshold: { holds: (a: number, b: number) => a <= b, words: 'less than or equal to' },
} as const;

/** What would change an evaluation and isn't evaluated here: better refused than passed over. */
const UNREAD = ['extended_statistic', 'threshold_metric_id', 'evaluate_low_sample_count_percentiles', 'unit'];

const DAY = 86_400;

/** @throws UserError for an alarm that CloudWatch would refuse, or that can't be evaluated here */
export function readAlarm(block: Block): AlarmConfiguration {
  const wrong = (what: string): UserError => new UserError(`${block.address}: ${what}.`);
  const unread = UNREAD.find((name) => valueAt(block, name) !== undefined);
  if (unread !== undefined) throw wrong(`${unread} is not evaluated by the local run`);
  const operator = text(block, 'comparison_operator');
  if (!isComparison(operator)) throw wrong(`comparison_operator ${operator} is not evaluated by the local run`);
  const missingData = optionalText(block, 'treat_missing_data') ?? 'missing';
  if (missingData !== 'breaching' && missingData !== 'notBreaching' && missingData !== 'ignore') {
    throw wrong(
      `treat_missing_data ${missingData} is not evaluated by the local run: choose breaching, notBreaching or ignore`,
    );
  }
  const { queries, expression, period } = watched(block);
  const evaluationPeriods = number(block, 'evaluation_periods');
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html, EvaluationPeriods
  const longest = period < 3600 ? DAY : 7 * DAY;
  if (period * evaluationPeriods > longest) {
    throw wrong(
      `it looks back ${period * evaluationPeriods} s, and CloudWatch allows ${longest} s with a period of ${period} s`,
    );
  }
  const actionsIn = (kind: string) => (optionalBoolean(block, 'actions_enabled') === false ? [] : texts(block, kind));
  return {
    name: text(block, 'alarm_name'),
    arn: text(block, 'arn'),
    description: optionalText(block, 'alarm_description') ?? '',
    queries,
    expression,
    period,
    operator,
    threshold: number(block, 'threshold'),
    evaluationPeriods,
    datapointsToAlarm: optionalNumber(block, 'datapoints_to_alarm') ?? evaluationPeriods,
    missingData,
    actions: {
      ALARM: actionsIn('alarm_actions'),
      OK: actionsIn('ok_actions'),
      INSUFFICIENT_DATA: actionsIn('insufficient_data_actions'),
    },
    readsCalendar: readsCalendar(expression),
  };
}

const isComparison = (name: string): name is keyof typeof comparisons => Object.hasOwn(comparisons, name);

type Watched = Pick<AlarmConfiguration, 'queries' | 'expression' | 'period'>;

function watched(block: Block): Watched {
  const queries = list(block, 'metric_query');
  if (queries.length === 0) {
    const query = queryOf(block, block, 'metric_name', 'statistic');
    return { queries: new Map([['metric', query]]), expression: { metric: 'metric' }, period: number(block, 'period') };
  }
  const metrics = queries.filter((query) => list(query, 'metric').length > 0);
  const returned = queries.filter((query) => optionalBoolean(query, 'return_data') === true);
  const [result] = returned;
  const expression = result === undefined ? undefined : optionalText(result, 'expression');
  const periods = new Set(metrics.map((query) => number(query, 'metric.period')));
  const [period] = periods;
  if (expression === undefined || returned.length !== 1 || queries.length !== metrics.length + 1) {
    throw new UserError(
      `${block.address}: the local run evaluates metrics and one expression, which returns the data.`,
    );
  }
  if (period === undefined || periods.size > 1) {
    throw new UserError(`${block.address}: all metrics of an alarm must have one period.`);
  }
  return {
    queries: new Map(
      metrics.map((query) => [
        text(query, 'id'),
        queryOf(block, valueAt(query, 'metric') ?? null, 'metric_name', 'stat'),
      ]),
    ),
    expression: parseExpression(expression),
    period,
  };
}

function queryOf(block: Block, from: Block | Json, name: string, stat: string): Query {
  const statistic = text(from, stat);
  if (!isStatistic(statistic)) {
    throw new UserError(`${block.address}: ${stat} ${statistic} is not evaluated by the local run.`);
  }
  return {
    namespace: text(from, 'namespace'),
    name: text(from, name),
    dimensions: textMap(from, 'dimensions'),
    statistic,
  };
}
