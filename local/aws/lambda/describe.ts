import { blocksOfType, optionalNumber, optionalText, text, texts } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { AwsError } from '../shared/errors';
import { uuidOf } from '../shared/unique-id';
import { asynchronousBlockOf, asynchronousConfigurationOf } from './asynchronous';
import { type FunctionConfiguration } from './function';
import { qualified } from './requests';

/**
 * A function as GetFunctionConfiguration tells it; defaults are those that the page gives.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export function describeFunction(block: Block, configuration: FunctionConfiguration, created: Date): object {
  const { environment, tracing } = configuration;
  const architectures = texts(block, 'architectures');
  return {
    FunctionName: configuration.name,
    FunctionArn: configuration.arn,
    Runtime: configuration.runtime,
    Role: configuration.roleArn,
    Handler: configuration.handler,
    Description: optionalText(block, 'description') ?? '',
    Timeout: configuration.timeoutSeconds,
    MemorySize: configuration.memoryMegabytes,
    LastModified: created.toISOString().replace('Z', '+0000'),
    Version: '$LATEST',
    // Of what is never changed here.
    RevisionId: uuidOf(`${configuration.arn} ${created.toISOString()}`),
    ...(Object.keys(environment).length > 0 ? { Environment: { Variables: environment } } : {}),
    ...(configuration.deadLetters === undefined ? {} : { DeadLetterConfig: { TargetArn: configuration.deadLetters } }),
    ...vpcConfig(block),
    TracingConfig: { Mode: tracing ? 'Active' : 'PassThrough' },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    Architectures: architectures.length > 0 ? architectures : ['x86_64'],
    EphemeralStorage: { Size: optionalNumber(block, 'ephemeral_storage.size') ?? 512 },
    LoggingConfig: {
      LogFormat: optionalText(block, 'logging_config.log_format') ?? 'Text',
      ApplicationLogLevel: optionalText(block, 'logging_config.application_log_level'),
      SystemLogLevel: optionalText(block, 'logging_config.system_log_level'),
      LogGroup: configuration.logGroup,
    },
  };
}

/** Which VPC the subnets are of is known to EC2 alone. */
function vpcConfig(block: Block): object {
  const SubnetIds = texts(block, 'vpc_config.subnet_ids');
  const SecurityGroupIds = texts(block, 'vpc_config.security_group_ids');
  return SubnetIds.length === 0 ? {} : { VpcConfig: { SubnetIds, SecurityGroupIds, Ipv6AllowedForDualStack: false } };
}

/**
 * A function's resource-based policy, or that of a version of it, one statement a permission, in Lambda's own form.
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 * @throws AwsError ResourceNotFoundException for a function that nobody was let in to
 */
export function functionPolicy(
  stack: Stack,
  { name, arn }: FunctionConfiguration,
  qualifier?: string,
): { readonly Policy: string; readonly RevisionId: string } {
  const permissions = blocksOfType(stack, 'aws_lambda_permission').filter(
    (block) => [name, arn].includes(text(block, 'function_name')) && optionalText(block, 'qualifier') === qualifier,
  );
  if (permissions.length === 0) {
    throw new AwsError('ResourceNotFoundException', NO_POLICY, 404);
  }
  const statements = permissions.map((block) => statementOf(block, qualified(arn, qualifier)));
  const Policy = JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
  return { Policy, RevisionId: uuidOf(Policy) };
}

function statementOf(block: Block, functionArn: string): object {
  const [account, source] = [optionalText(block, 'source_account'), optionalText(block, 'source_arn')];
  const condition = {
    ...(account === undefined ? {} : { StringEquals: { 'AWS:SourceAccount': account } }),
    ...(source === undefined ? {} : { ArnLike: { 'AWS:SourceArn': source } }),
  };
  return {
    Sid: text(block, 'statement_id'),
    Effect: 'Allow',
    Principal: principalOf(text(block, 'principal')),
    Action: text(block, 'action'),
    Resource: functionArn,
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
}

/** As Lambda writes them: localstack/localstack, tests/aws/services/lambda_/test_lambda_api.snapshot.json */
function principalOf(principal: string): string | object {
  if (principal === '*') return principal;
  if (principal.includes('.amazonaws.com')) return { Service: principal };
  return { AWS: /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal };
}

/**
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html
 * @throws AwsError ResourceNotFoundException for a function that is left to Lambda's defaults
 */
export function eventInvokeConfig(stack: Stack, configuration: FunctionConfiguration, created: Date): object {
  const { arn } = configuration;
  const block = asynchronousBlockOf(stack, configuration);
  if (!block) {
    throw new AwsError('ResourceNotFoundException', noEventInvokeConfig(arn, '$LATEST'), 404);
  }
  const { retries, onFailure } = asynchronousConfigurationOf(stack, configuration);
  return {
    LastModified: created.getTime() / 1000,
    FunctionArn: `${arn}:$LATEST`,
    MaximumRetryAttempts: retries,
    // Recorded: what nobody set is not told; Terraform's provider sets the retries always.
    MaximumEventAgeInSeconds: optionalNumber(block, 'maximum_event_age_in_seconds'),
    DestinationConfig: {
      OnSuccess: {},
      OnFailure: onFailure === undefined ? {} : { Destination: onFailure },
    },
  };
}

/** localstack/localstack, tests/aws/services/lambda_/test_lambda_api.snapshot.json; so is the next. */
export const noEventInvokeConfig = (arn: string, version: string): string =>
  `The function ${arn}:${version} doesn't have an EventInvokeConfig`;

/** Of a function without one, or that is not there. */
export const NO_POLICY = 'The resource you requested does not exist.';
