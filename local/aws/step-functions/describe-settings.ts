import { optionalBoolean, optionalText } from '../../../terraform/query';
import { type MachineConfiguration } from './machine-configuration';

/**
 * How a machine logs and traces, and which variables its states read, as DescribeStateMachine tells it.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 */
export function describeSettings({ block, tracing, variableReferences }: MachineConfiguration): object {
  const group = optionalText(block, 'logging_configuration.log_destination');
  return {
    loggingConfiguration: {
      level: optionalText(block, 'logging_configuration.level') ?? 'OFF',
      includeExecutionData: optionalBoolean(block, 'logging_configuration.include_execution_data') ?? false,
      ...(group === undefined ? {} : { destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: group } }] }),
    },
    tracingConfiguration: { enabled: tracing },
    ...(variableReferences ? { variableReferences } : {}),
  };
}
