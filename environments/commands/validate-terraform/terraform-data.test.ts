import { asTerraformData } from './terraform-data';

test('resources and data become terraform_data, and references lead to their output', () => {
  const stack = {
    '//': { metadata: {} },
    terraform: { required_version: '>= 1.11.0, < 2.0.0', backend: { s3: {} }, required_providers: {} },
    provider: { aws: [{ region: 'eu-west-1' }] },
    resource: {
      aws_s3_bucket: { events: { '//': {}, bucket: 'b', depends_on: ['null_resource.first'] } },
      aws_s3_bucket_policy: {
        events: { policy: '{"Resource":"${aws_s3_bucket.events.arn}/*"}', lifecycle: { prevent_destroy: true } },
      },
      null_resource: { first: { provisioner: [{ 'local-exec': { command: 'echo $${HOME}' } }] } },
    },
    data: { archive_file: { 'a-zip': { source_file: '../x' } } },
    output: { zip: { value: '${data.archive_file.a-zip.output_path}' } },
  };
  expect(asTerraformData(stack)).toEqual({
    terraform: { required_version: '>= 1.11.0, < 2.0.0' },
    resource: {
      terraform_data: {
        aws_s3_bucket__events: { input: { bucket: 'b' }, depends_on: ['terraform_data.null_resource__first'] },
        aws_s3_bucket_policy__events: {
          input: { policy: '{"Resource":"${terraform_data.aws_s3_bucket__events.output.arn}/*"}' },
          lifecycle: { prevent_destroy: true },
        },
        null_resource__first: { input: {}, provisioner: [{ 'local-exec': { command: 'echo $${HOME}' } }] },
        'data__archive_file__a-zip': { input: { source_file: '../x' } },
      },
    },
    output: { zip: { value: '${terraform_data.data__archive_file__a-zip.output.output_path}' } },
  });
});
