import { blocksOfType, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type AccessControl, nameOf } from '../shared/access-control';
import { type Call } from '../shared/call';
import { AwsError } from '../shared/errors';
import { tagsOf } from '../shared/tags';
import { describeFunction, eventInvokeConfig, functionPolicy, NO_POLICY, noEventInvokeConfig } from './describe';
import { type FunctionConfiguration } from './function';
import { qualified } from './requests';

export interface ReadAccount {
  readonly stack: Stack;
  readonly access: AccessControl;
  /** When the functions were made. */
  readonly created: Date;
}

/** A read of how a function is set up. */
export interface FunctionRead {
  /** Of IAM, without its prefix. */
  readonly action: string;
  /** In AWS's words, where it has its own for a function or version that is not there. */
  readonly absent?: (arn: string, version: string) => string;
  /** Whether no version has one: settings.ts refuses it of another. */
  readonly ofLatestAlone?: true;
  /** Whether what it tells of `$LATEST` by its name is known. */
  readonly byLatest?: true;
  /** Whether what it tells of a version is known: settings.ts refuses permissions on one that is not there. */
  readonly byVersion?: true;
  /** @param qualifier that it was asked with */
  answer(configuration: FunctionConfiguration, account: ReadAccount, call: Call, qualifier?: string): object;
}

/** A function's settings. Asked by a qualifier, its ARN has it: lambda_/test_lambda_api.snapshot.json of localstack. */
const described = (configuration: FunctionConfiguration, { stack, created }: ReadAccount, qualifier?: string) => ({
  ...describeFunction(blockOf(stack, configuration), configuration, created),
  FunctionArn: qualified(configuration.arn, qualifier),
});

/** By the API's version, and what stands behind the function in the path. */
export const functionReads: Readonly<Record<string, FunctionRead>> = {
  '2015-03-31/': {
    action: 'GetFunction',
    byLatest: true,
    answer: (configuration, account, call, qualifier) => ({
      Configuration: described(configuration, account, qualifier),
      ...(mayListTags(account, call, configuration)
        ? { Tags: tagsOf(account.stack, blockOf(account.stack, configuration)) }
        : {}),
    }),
  },
  '2015-03-31/configuration': {
    action: 'GetFunctionConfiguration',
    byLatest: true,
    answer: (configuration, account, _call, qualifier) => described(configuration, account, qualifier),
  },
  '2015-03-31/policy': {
    action: 'GetPolicy',
    absent: () => NO_POLICY,
    byVersion: true,
    answer: (configuration, { stack }, _call, qualifier) => functionPolicy(stack, configuration, qualifier),
  },
  '2019-09-25/event-invoke-config': {
    action: 'GetFunctionEventInvokeConfig',
    absent: noEventInvokeConfig,
    ofLatestAlone: true,
    byLatest: true,
    answer: (configuration, { stack, created }) => eventInvokeConfig(stack, configuration, created),
  },
};

export function blockOf(stack: Stack, { arn }: FunctionConfiguration): Block {
  const found = blocksOfType(stack, 'aws_lambda_function').find((block) => text(block, 'arn') === arn);
  if (!found) throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
  return found;
}

/**
 * "Lambda returns tag data only if you have explicit allow permissions for lambda:ListTags":
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
 */
const mayListTags = ({ access }: ReadAccount, { principal }: Call, { arn }: FunctionConfiguration): boolean =>
  access.allows({
    principal,
    principalName: nameOf(principal),
    action: 'lambda:ListTags',
    resources: [arn],
    context: {},
    service: 'sdk',
  });
