import {
  list,
  optionalBoolean,
  optionalNumber,
  optionalText,
  text,
  textMap,
  texts,
  valueAt,
} from '../../../terraform/query';
import { type Block, type Json } from '../../../terraform/stack';

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

export interface StatedMetric {
  readonly Namespace: string | undefined;
  readonly MetricName: string;
  readonly Dimensions: readonly Dimension[];
}

interface StatedQuery {
  readonly Id: string;
  readonly Expression: string | undefined;
  readonly Label: string | undefined;
  readonly ReturnData: boolean;
  readonly MetricStat?: {
    readonly Metric: StatedMetric;
    readonly Period: number | undefined;
    readonly Stat: string;
  };
}

export interface StatedAlarm {
  readonly AlarmName: string;
  readonly AlarmArn: string;
  readonly AlarmDescription: string | undefined;
  readonly ActionsEnabled: boolean;
  readonly OKActions: readonly string[];
  readonly AlarmActions: readonly string[];
  readonly InsufficientDataActions: readonly string[];
  readonly Namespace: string | undefined;
  readonly MetricName: string | undefined;
  readonly Statistic: string | undefined;
  readonly Period: number | undefined;
  readonly Metrics?: readonly StatedQuery[];
  readonly Dimensions?: readonly Dimension[];
  readonly EvaluationPeriods: number | undefined;
  readonly DatapointsToAlarm: number | undefined;
  readonly Threshold: number | undefined;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string | undefined;
}

/** An alarm as its block has it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
export function statedAlarm(block: Block): StatedAlarm {
  return {
    AlarmName: text(block, 'alarm_name'),
    AlarmArn: text(block, 'arn'),
    AlarmDescription: optionalText(block, 'alarm_description'),
    // Terraform's default, which it sends.
    ActionsEnabled: optionalBoolean(block, 'actions_enabled') ?? true,
    OKActions: texts(block, 'ok_actions'),
    AlarmActions: texts(block, 'alarm_actions'),
    InsufficientDataActions: texts(block, 'insufficient_data_actions'),
    Namespace: optionalText(block, 'namespace'),
    MetricName: optionalText(block, 'metric_name'),
    Statistic: optionalText(block, 'statistic'),
    Period: optionalNumber(block, 'period'),
    ...(list(block, 'metric_query').length > 0
      ? { Metrics: list(block, 'metric_query').map(query) }
      : { Dimensions: dimensions(block) }),
    EvaluationPeriods: optionalNumber(block, 'evaluation_periods'),
    DatapointsToAlarm: optionalNumber(block, 'datapoints_to_alarm'),
    Threshold: optionalNumber(block, 'threshold'),
    ComparisonOperator: text(block, 'comparison_operator'),
    TreatMissingData: optionalText(block, 'treat_missing_data'),
  };
}

const query = (of: Json): StatedQuery => ({
  Id: text(of, 'id'),
  Expression: optionalText(of, 'expression'),
  Label: optionalText(of, 'label'),
  // Terraform's default, which it sends.
  ReturnData: optionalBoolean(of, 'return_data') ?? false,
  ...(valueAt(of, 'metric') === undefined
    ? {}
    : {
        MetricStat: {
          Metric: {
            Namespace: optionalText(of, 'metric.namespace'),
            MetricName: text(of, 'metric.metric_name'),
            Dimensions: dimensions(valueAt(of, 'metric') ?? {}),
          },
          Period: optionalNumber(of, 'metric.period'),
          Stat: text(of, 'metric.stat'),
        },
      }),
});

const dimensions = (of: Block | Json): Dimension[] =>
  Object.entries(textMap(of, 'dimensions')).map(([Name, Value]) => ({ Name, Value }));
