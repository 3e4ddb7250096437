import { text } from '../../../terraform/query';
import { type Call, deployedBy, nowhere, of, passRole, type ProviderTable, row, tagged } from './calls';

const lambda = of('aws_lambda_function', 'function_name', 'function_name');

/** Asked of the version that was just published, by its number. */
const version: Call = {
  action: 'lambda:GetFunctionConfiguration',
  on: (block) => ['1', '2'].map((number) => `${text(block, 'arn')}:${number}`),
  cite: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html',
};

/** The provider has the definition checked while it plans, be it new or changed. */
const validate: Call = {
  action: 'states:ValidateStateMachineDefinition',
  on: nowhere,
  cite: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html',
};

export const compute: ProviderTable = {
  aws_lambda_function: row('lambda/function.go', {
    read: [
      'lambda:GetFunction',
      'lambda:GetFunctionCodeSigningConfig',
      'lambda:ListVersionsByFunction',
      // GetFunction tells tags only to who may list them.
      {
        action: 'lambda:ListTags',
        on: (block) => [text(block, 'arn')],
        cite: 'https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html',
      },
    ],
    create: [
      'lambda:CreateFunction',
      tagged('lambda:TagResource', deployedBy('github_epss_lambda_permissions')),
      passRole('role', 'lambda.amazonaws.com'),
    ],
    update: [
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
      'lambda:PublishVersion',
      version,
      'lambda:TagResource',
      'lambda:UntagResource',
      passRole('role', 'lambda.amazonaws.com'),
    ],
    delete: ['lambda:DeleteFunction'],
  }),
  aws_lambda_permission: row(
    'lambda/permission.go',
    {
      read: ['lambda:GetPolicy'],
      create: [
        {
          action: 'lambda:AddPermission',
          on: lambda,
          context: (block) => ({ 'lambda:Principal': text(block, 'principal') }),
          cite: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html',
        },
      ],
      // Every argument asks for a new permission.
      update: [],
      delete: ['lambda:RemovePermission'],
    },
    lambda,
  ),
  aws_lambda_function_event_invoke_config: row(
    'lambda/function_event_invoke_config.go',
    {
      read: ['lambda:GetFunctionEventInvokeConfig'],
      create: ['lambda:PutFunctionEventInvokeConfig'],
      update: ['lambda:PutFunctionEventInvokeConfig'],
      delete: ['lambda:DeleteFunctionEventInvokeConfig'],
    },
    lambda,
  ),
  aws_sfn_state_machine: row('sfn/state_machine.go', {
    read: ['states:DescribeStateMachine', 'states:ListStateMachineVersions', 'states:ListTagsForResource', validate],
    create: ['states:CreateStateMachine', 'states:TagResource', passRole('role_arn', 'states.amazonaws.com')],
    update: [
      'states:UpdateStateMachine',
      'states:TagResource',
      'states:UntagResource',
      passRole('role_arn', 'states.amazonaws.com'),
    ],
    delete: ['states:DeleteStateMachine'],
  }),
};
