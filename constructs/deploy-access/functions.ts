import { LambdaEventSourceMapping } from '@cdktf/provider-aws/lib/lambda-event-source-mapping';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { arnOf } from '../parts/deployment';
import { type Access, allowOn, type Deployed } from './deployed';

/** Functions, their versions and who may invoke them; the pipelines themselves may not. */
export function manageFunctions(deployed: Deployed): Access {
  const named = (
    { functionNameInput }: { readonly functionNameInput?: string | undefined },
    text: (argument: string | undefined, of?: string) => string,
  ) => arnOf('lambda', deployed.deployment, `function:${text(functionNameInput, 'function_name')}`);
  const all = deployed.each(LambdaFunction, named);
  const invoked = deployed.each(LambdaPermission, named);
  const configured = deployed.each(LambdaFunctionEventInvokeConfig, named);
  const inVpc = deployed.each(LambdaFunction, (one, text) => (one.vpcConfigInput ? named(one, text) : []));
  // Whose a mapping is says its function: its id is drawn by Lambda.
  const feeds = deployed.each(LambdaEventSourceMapping, named);
  const mappings = feeds.length > 0 ? [arnOf('lambda', deployed.deployment, 'event-source-mapping:*')] : [];
  const ofThese = { StringEquals: { 'lambda:FunctionArn': feeds } };
  return {
    read: [
      ...allowOn(
        'ReadFunctions',
        [
          'lambda:GetFunction',
          'lambda:GetFunctionCodeSigningConfig',
          'lambda:ListTags',
          'lambda:ListVersionsByFunction',
        ],
        all,
      ),
      ...allowOn('ReadInvokers', 'lambda:GetPolicy', invoked),
      ...allowOn('ReadMappings', 'lambda:GetEventSourceMapping', mappings, ofThese),
      ...allowOn('ReadMappingTags', 'lambda:ListTags', mappings),
      ...allowOn('ReadInvocations', 'lambda:GetFunctionEventInvokeConfig', configured),
    ],
    write: [
      ...allowOn(
        'ManageFunctions',
        [
          'lambda:CreateFunction',
          'lambda:DeleteFunction',
          'lambda:PublishVersion',
          'lambda:TagResource',
          'lambda:UntagResource',
          'lambda:UpdateFunctionCode',
          'lambda:UpdateFunctionConfiguration',
        ],
        all,
      ),
      // It takes no resource.
      ...allowOn('CreateMappings', 'lambda:CreateEventSourceMapping', feeds.length > 0 ? ['*'] : [], ofThese),
      ...allowOn(
        'ManageMappings',
        ['lambda:DeleteEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
        mappings,
        ofThese,
      ),
      ...allowOn('TagMappings', ['lambda:TagResource', 'lambda:UntagResource'], mappings),
      // These actions take no resource: who puts a function into a VPC looks at what is there.
      ...allowOn(
        'SeeNetworks',
        ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
        inVpc.length > 0 ? ['*'] : [],
      ),
      // Of a version that has just been published.
      ...allowOn(
        'AwaitVersions',
        'lambda:GetFunctionConfiguration',
        all.map((arn) => `${arn}:*`),
      ),
      ...allowOn('AddInvokers', 'lambda:AddPermission', invoked, {
        StringEquals: { 'lambda:Principal': 'events.amazonaws.com' },
      }),
      ...allowOn('RemoveInvokers', 'lambda:RemovePermission', invoked),
      ...allowOn(
        'ManageInvocations',
        ['lambda:DeleteFunctionEventInvokeConfig', 'lambda:PutFunctionEventInvokeConfig'],
        configured,
      ),
    ],
  };
}
