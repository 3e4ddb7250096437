import { optionalBoolean, optionalText } from '../../../terraform/query';
import { encryptionOf, type Workgroup } from './workgroup';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroup.html; what the block leaves to AWS is left out. */
export function describeWorkgroup(workgroup: Workgroup): object {
  const { name, block, outputLocation, enforced, scanLimit } = workgroup;
  const at = (path: string) => optionalText(block, `configuration.${path}`);
  const engine = at('engine_version.selected_engine_version');
  return {
    Name: name,
    State: optionalText(block, 'state') ?? 'ENABLED',
    Description: optionalText(block, 'description'),
    Configuration: {
      ResultConfiguration: {
        OutputLocation: outputLocation,
        ExpectedBucketOwner: at('result_configuration.expected_bucket_owner'),
        ...encryptionOf(workgroup),
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
