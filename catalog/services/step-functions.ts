import { only, read, within } from '../arguments';
import { join, regional } from '../attributes';
import { type Call, nowhere, passRole, row } from '../calls';
import { type Service } from '../entry';
import { always, DOCS, named } from '../names';

const PRINCIPAL = 'states.amazonaws.com';
const machineArn = regional('states', join('stateMachine:', '$name'));

/** The provider has the definition checked while it plans, be it new or changed. */
const validate: Call = {
  action: 'states:ValidateStateMachineDefinition',
  on: nowhere,
  cite: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html',
};

export const stepFunctions = {
  name: 'step-functions',
  prefix: 'states',
  principal: PRINCIPAL,
  client: '@aws-sdk/client-sfn',
  taskErrors: 'Sfn',
  pricing: {
    page: 'https://aws.amazon.com/step-functions/pricing/',
    rates: { transitions: { dollars: 0.025, per: '1,000', batch: 1_000 } },
  },
  types: {
    aws_sfn_state_machine: {
      leadsTo: ['logging_configuration.log_destination', 'role_arn'],
      name: named('stepfunctions:CreateStateMachine:name', {
        // More characters are taken, but not where CloudWatch logs the executions.
        documented: always({
          pattern: /^[A-Za-z0-9_-]+$/,
          words: 'letters, digits, - and _',
          page: `${DOCS}/step-functions/latest/apireference/API_CreateStateMachine.html`,
        }),
      }),
      attributes: { id: machineArn, arn: machineArn },
      calls: row('sfn/state_machine.go', {
        read: [
          'states:DescribeStateMachine',
          'states:ListStateMachineVersions',
          'states:ListTagsForResource',
          validate,
        ],
        create: ['states:CreateStateMachine', 'states:TagResource', passRole('role_arn', PRINCIPAL)],
        update: [
          'states:UpdateStateMachine',
          'states:TagResource',
          'states:UntagResource',
          passRole('role_arn', PRINCIPAL),
        ],
        delete: ['states:DeleteStateMachine'],
      }),
      checked: {
        byHand: {
          where: 'sfn/state_machine.go has stateMachineDefinitionValidate in CustomizeDiff',
          calls: { read: ['states:ValidateStateMachineDefinition'] },
          gone: [],
        },
        unconfirmed: ['states:TagResource'],
      },
      bill: { loses: 'its executions, those that run too', use: 'state transitions' },
      picture: { words: 'Step Functions state machine', shape: 'box', tone: 'compute' },
      local: 'stood up',
      arguments: {
        definition: read('local/aws/step-functions', 'policies/diagram', 'policies/needs'),
        ...within(
          'logging_configuration',
          read('local/aws/step-functions'),
          'include_execution_data',
          'level',
          'log_destination',
        ),
        name: read('catalog/services', 'local/aws/step-functions', 'policies/diagram'),
        role_arn: read('catalog/services', 'local/aws/step-functions', 'policies/checks', 'policies/needs'),
        'tracing_configuration.enabled': read('local/aws/step-functions'),
        type: only('https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html', 'STANDARD'),
      },
      limits: {
        'logging_configuration.level': 'stepfunctions:CreateStateMachine:loggingConfiguration.level',
        type: 'stepfunctions:CreateStateMachine:type',
      },
    },
    aws_sfn_activity: { name: named('stepfunctions:CreateActivity:name') },
  },
} satisfies Service;
