/**
 * Variables by which the AWS provider and the state's backend ask another host than AWS:
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html, and those of before (`AWS_S3_ENDPOINT`):
 * https://developer.hashicorp.com/terraform/language/backend/s3
 */
const ENDPOINT = /^AWS_(ENDPOINT_URL(_.+)?|.+_ENDPOINT)$/;
/** Whence credentials come, not where they are used. */
const OF_CREDENTIALS = 'AWS_EC2_METADATA_SERVICE_ENDPOINT';
/** An account that stands on this machine is nobody's. */
const HERE = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/;

const given = (env: NodeJS.ProcessEnv): string[] =>
  Object.keys(env)
    .sort()
    .filter((name) => ENDPOINT.test(name) && name !== OF_CREDENTIALS && (env[name] ?? '') !== '');

/** Those that lead off this machine. */
export const foreignEndpoints = (env: NodeJS.ProcessEnv): string[] =>
  given(env).filter((name) => !HERE.test(env[name] ?? ''));

/** What Terraform is started with: an `endpoint_url` in the files of a profile (`AWS_PROFILE`, `AWS_CONFIG_FILE`) is not heeded. */
export const onlyAwsEndpoints = (env: NodeJS.ProcessEnv): Record<string, string> =>
  given(env).length > 0 ? {} : { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
