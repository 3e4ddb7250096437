import { values } from '../terraform/test-support';
import { synthesized } from '../environments/commands/synth/test-support';

test('the workgroup says where results go, encrypts them, and stops a query that reads too much', () => {
  const stack = synthesized({ athenaScanLimitBytes: 123_456_789 });
  expect(values(stack, 'aws_athena_workgroup')).toMatchObject({
    name: 'analytics-dev-blog',
    // Without it, Athena refuses to delete one that has run a query.
    force_destroy: true,
    configuration: {
      enforce_workgroup_configuration: true,
      publish_cloudwatch_metrics_enabled: true,
      bytes_scanned_cutoff_per_query: 123_456_789,
      engine_version: { selected_engine_version: 'Athena engine version 3' },
      result_configuration: {
        output_location: 's3://query-output-dev-blog-000000000000/results/',
        expected_bucket_owner: '000000000000',
        encryption_configuration: { encryption_option: 'SSE_S3' },
      },
    },
  });
});
