import { optionalBoolean, optionalText } from '../../../terraform/query';
import { type Workgroup } from './workgroup';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroup.html; what the block leaves to AWS is left out. */
export function describeWorkgroup({ name, block, outputLocation, enforced, scanLimit }: Workgroup): object {
  const at = (path: string) => optionalText(block, `configuration.${path}`);
  const encryption = at('result_configuration.encryption_configuration.encryption_option');
  const engine = at('engine_version.selected_engine_version');
  return {
    Name: name,
    State: optionalText(block, 'state') ?? 'ENABLED',
    Description: optionalText(block, 'description'),
    Configuration: {
      ResultConfiguration: {
        OutputLocation: outputLocation,
        ExpectedBucketOwner: at('result_configuration.expected_bucket_owner'),
        ...(encryption === undefined
          ? {}
          : {
              EncryptionConfiguration: {
                EncryptionOption: encryption,
                KmsKey: at('result_configuration.encryption_configuration.kms_key_arn'),
              },
            }),
      },
      EnforceWorkGroupConfiguration: enforced,
      // Terraform's default, which it sends.
      PublishCloudWatchMetricsEnabled:
        optionalBoolean(block, 'configuration.publish_cloudwatch_metrics_enabled') ?? true,
      BytesScannedCutoffPerQuery: scanLimit,
      ...(engine === undefined ? {} : { EngineVersion: { SelectedEngineVersion: engine } }),
    },
  };
}
