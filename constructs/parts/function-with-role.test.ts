import { inWords, only, values } from '../../terraform/test-support';
import { synthesized } from '../../environments/commands/synth/test-support';

const stack = synthesized({ retentionInDays: 30, lateArrivalDays: 5 });

const STATE_MACHINE = 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog';
const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog';

describe.each([
  [
    'start-query-execution',
    {
      ATHENA_DATABASE: 'video-analytics-dev-blog',
      EVENTS_TABLE: 'events-dev-blog',
      ATHENA_WORKGROUP: 'analytics-dev-blog',
      LATE_ARRIVAL_DAYS: '5',
    },
  ],
  ['check-query-execution', undefined],
  [
    'send-report',
    {
      ENVIRONMENT: 'dev',
      APPLICATION: 'blog',
      EVENTS_BUCKET: 'events-dev-blog-000000000000',
      ERRORS_PREFIX: 'errors/format-conversion-failed/dt=',
      LATE_ARRIVAL_DAYS: '5',
      S3_QUERY_OUTPUT: 'query-output-dev-blog-000000000000',
      SNS_TOPIC: TOPIC,
      VERIFICATION_TOPIC: TOPIC.replace('notifications', 'verifications'),
    },
  ],
  [
    'start-analytics-workflow',
    {
      ENVIRONMENT: 'dev',
      SCHEDULES: '{"send-report-once-a-month-dev-blog":{"name":"monthly","every":"month"}}',
      STATE_MACHINE_ARN: STATE_MACHINE,
    },
  ],
])('%s', (handler, variables) => {
  const name = `dev-blog-${handler}`;
  const lambda = only(stack, 'aws_lambda_function', `_${handler}`);

  test('is a published Node.js 24 function on arm64, with its own role and what its handler reads', () => {
    expect(lambda.values).toMatchObject({
      function_name: name,
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      memory_size: 256,
      timeout: 60,
      publish: true,
      role: `arn:aws:iam::000000000000:role/${name}`,
    });
    expect(lambda.values['environment']).toEqual(variables && { variables });
  });

  test('has a log group before it exists, which expires', () => {
    const logGroup = only(stack, 'aws_cloudwatch_log_group', `${handler}_log-group`);
    expect(logGroup.values).toMatchObject({ name: `/aws/lambda/${name}`, retention_in_days: 30 });
    expect(lambda.values['depends_on']).toContain(logGroup.address);
  });

  test('has a role that only Lambda assumes', () => {
    const role = only(stack, 'aws_iam_role', `${handler}_role`);
    expect(role.values['name']).toBe(name);
    expect(inWords(role)).toEqual(['Trust: Allow {"Service":"lambda.amazonaws.com"} sts:AssumeRole']);
    expect(lambda.values['depends_on']).toContain(only(stack, 'aws_iam_role_policy', `${handler}_role_policy`).address);
  });

  test('is zipped from its bundle when planned, by content, with paths that hold in any checkout', () => {
    expect(values(stack, 'archive_file', `${handler}_bundle_zip`)).toMatchObject({
      type: 'zip',
      source_file: `../../bundles/${handler}/index.mjs`,
      output_path: `zips/${handler}.zip`,
      output_file_mode: '0644',
    });
    expect(lambda.values['filename']).toBe(`zips/${handler}.zip`);
    expect(lambda.values['source_code_hash']).toContain(`${handler}_bundle_zip.output_base64sha256`);
  });

  test('is loaded once before it is deployed, whenever its bundle changes and only then', () => {
    const smokeTest = only(stack, 'null_resource', `${handler}_bundle_smoke-test`);
    expect(smokeTest.values).toMatchObject({
      triggers: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      provisioner: [{ 'local-exec': { interpreter: ['node', '--input-type=module', '--eval'] } }],
    });
    expect(lambda.values['depends_on']).toContain(smokeTest.address);
  });
});
