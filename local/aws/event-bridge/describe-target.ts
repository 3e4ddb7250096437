import { optionalNumber, optionalText, text, textMap, valueAt } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
export function describeTarget(block: Block): object {
  const template = optionalText(block, 'input_transformer.input_template');
  const deadLetters = optionalText(block, 'dead_letter_config.arn');
  return {
    Id: text(block, 'target_id'),
    Arn: text(block, 'arn'),
    RoleArn: optionalText(block, 'role_arn'),
    Input: optionalText(block, 'input'),
    InputPath: optionalText(block, 'input_path'),
    ...(template === undefined
      ? {}
      : {
          InputTransformer: {
            InputPathsMap: textMap(block, 'input_transformer.input_paths'),
            InputTemplate: template,
          },
        }),
    ...(deadLetters === undefined ? {} : { DeadLetterConfig: { Arn: deadLetters } }),
    ...(valueAt(block, 'retry_policy') === undefined
      ? {}
      : {
          RetryPolicy: {
            MaximumRetryAttempts: optionalNumber(block, 'retry_policy.maximum_retry_attempts'),
            MaximumEventAgeInSeconds: optionalNumber(block, 'retry_policy.maximum_event_age_in_seconds'),
          },
        }),
  };
}
