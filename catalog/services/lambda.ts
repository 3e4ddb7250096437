import { argument, join, regional } from '../attributes';
import { type BlockArguments, between, harmless, modelled, only, read } from '../arguments';
import { type Call, deployedBy, DRAWN, nowhere, of, passRole, row, type Subject, tagged } from '../calls';
import { type Service } from '../entry';
import { always, DOCS, named } from '../names';
import { hidden, undrawn } from '../picture';
import { NOTHING } from '../prices';

const PRINCIPAL = 'lambda.amazonaws.com';
const functionArn = regional('lambda', join('function:', '$function_name'));
const ofFunction = of('aws_lambda_function', 'function_name', 'function_name');

/** Asked of the version that was just published, by its number. */
const version: Call = {
  action: 'lambda:GetFunctionConfiguration',
  on: (block) => ['1', '2'].map((number) => `${block.text('arn')}:${number}`),
  cite: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html',
};

/** Where a function's events go that came to nothing, if that is a thing of a service. */
const deadLetters =
  (service: string): Call['on'] =>
  (block) => {
    const target = block.optional('dead_letter_config.target_arn');
    return target?.split(':')[2] === service ? [target] : [];
  };
const DEAD_LETTERS = 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html';

/** For a function in a VPC. "This action only works if it's allowed on all resources", and so AWS's own policy has all of them. */
const network = (action: string, cite: string) => ({
  action,
  on: ((block) => (block.optional('vpc_config.subnet_ids.0') === undefined ? [] : ['*'])) satisfies Call['on'],
  cite,
});
const VPC = 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html';
/** "User permissions", of whoever sets a function up there. */
const seesNetwork = ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'].map((action) =>
  network(action, VPC),
);

/** The one that a mapping names, by its name or its ARN. */
const mapped = (block: Subject): BlockArguments =>
  block.referred(
    'function_name',
    'aws_lambda_function',
    block.text('function_name').startsWith('arn:') ? 'arn' : 'function_name',
  );

/** A mapping's id is drawn by Lambda; which function it is for, a condition says. */
const onMapping = (operation: string): Call => ({
  action: `lambda:${operation}`,
  on: ({ region, accountId }) => [`arn:aws:lambda:${region}:${accountId}:event-source-mapping:${DRAWN}`],
  context: (block) => ({ 'lambda:FunctionArn': mapped(block).text('arn') }),
  cite: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html',
});
const mappingTags = (operation: string): Call => ({
  action: `lambda:${operation}`,
  on: ({ region, accountId }) => [`arn:aws:lambda:${region}:${accountId}:event-source-mapping:${DRAWN}`],
  // Of 5.79 and later: the source that was read is older.
  cite: 'https://docs.aws.amazon.com/lambda/latest/dg/tags-esm.html',
});
const SQS_SOURCE = 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html';

const anyName = { type: 'aws_lambda_function', attributes: ['function_name', 'arn'] };

export const lambda = {
  name: 'lambda',
  prefix: 'lambda',
  principal: PRINCIPAL,
  client: '@aws-sdk/client-lambda',
  taskErrors: 'Lambda',
  renamed: { Invoke: 'InvokeFunction' },
  pricing: {
    page: 'https://aws.amazon.com/lambda/pricing/',
    rates: {
      compute: { dollars: 0.0000133334, per: 'GB-second' },
      requests: { dollars: 0.2, per: 'million', batch: 1e6 },
    },
  },
  types: {
    aws_lambda_function: {
      leadsTo: ['role', 'dead_letter_config.target_arn'],
      name: named('lambda:CreateFunction:FunctionName', {
        argument: 'function_name',
        // The model's member takes an ARN too, which makes it longer.
        documented: always({
          min: 1,
          max: 64,
          pattern: /^[A-Za-z0-9_-]+$/,
          words: 'letters, digits, - and _',
          page: `${DOCS}/lambda/latest/api/API_CreateFunction.html`,
        }),
      }),
      attributes: {
        id: argument('function_name'),
        arn: functionArn,
        version: (context) => context.drawn('version'),
        qualified_arn: (context) => {
          const arn = functionArn(context);
          return arn === undefined ? undefined : `${arn}:${context.drawn('version')}`;
        },
        invoke_arn: (context) => {
          const { partition, region } = context;
          const arn = functionArn(context);
          return arn === undefined
            ? undefined
            : `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
        },
      },
      calls: row('lambda/function.go', {
        read: [
          'lambda:GetFunction',
          'lambda:GetFunctionCodeSigningConfig',
          'lambda:ListVersionsByFunction',
          // GetFunction tells tags only to who may list them.
          {
            action: 'lambda:ListTags',
            on: (block) => [block.text('arn')],
            cite: 'https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html',
          },
        ],
        create: [
          'lambda:CreateFunction',
          tagged('lambda:TagResource', deployedBy('github_epss_lambda_permissions')),
          passRole('role', PRINCIPAL),
          ...seesNetwork,
        ],
        update: [
          'lambda:UpdateFunctionCode',
          'lambda:UpdateFunctionConfiguration',
          'lambda:PublishVersion',
          version,
          'lambda:TagResource',
          'lambda:UntagResource',
          passRole('role', PRINCIPAL),
          ...seesNetwork,
        ],
        delete: ['lambda:DeleteFunction'],
      }),
      checked: {
        unreached: [
          {
            operations: ['lambda:DeleteFunctionCodeSigningConfig', 'lambda:PutFunctionCodeSigningConfig'],
            why: 'code_signing_config_arn is not set',
            unset: ['code_signing_config_arn'],
          },
          {
            operations: ['lambda:DeleteFunctionConcurrency', 'lambda:PutFunctionConcurrency'],
            why: 'reserved_concurrent_executions is not set',
            unset: ['reserved_concurrent_executions'],
          },
        ],
      },
      bill: { use: 'requests, GB-seconds' },
      ofRole: {
        role: (block) => block.text('role'),
        service: PRINCIPAL,
        calls: [
          { action: 'sqs:SendMessage', on: deadLetters('sqs'), cite: DEAD_LETTERS },
          { action: 'sns:Publish', on: deadLetters('sns'), cite: DEAD_LETTERS },
          // AWSLambdaVPCAccessExecutionRole, of the same page.
          ...[
            'ec2:CreateNetworkInterface',
            'ec2:DescribeNetworkInterfaces',
            'ec2:DescribeSubnets',
            'ec2:DeleteNetworkInterface',
            'ec2:AssignPrivateIpAddresses',
            'ec2:UnassignPrivateIpAddresses',
          ].map((action) => network(action, VPC)),
        ],
      },
      picture: {
        words: 'Lambda function',
        shape: 'box',
        tone: 'compute',
        references: [...hidden('environment'), { path: 'dead_letter_config', draw: 'exception', label: 'failed' }],
      },
      local: 'stood up',
      arguments: {
        architectures: read('local/aws/lambda'),
        'dead_letter_config.target_arn': read('catalog/services', 'local/aws/lambda'),
        description: read('local/aws/lambda'),
        'environment.variables': read('local/aws/lambda'),
        filename: read('local/aws/lambda', 'policies/needs'),
        function_name: read('catalog/services', 'local/aws/lambda', 'policies/iam', 'policies/needs'),
        handler: read('local/aws/lambda'),
        // The model's most is that of functions on managed instances, which these are not.
        memory_size: between('https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html', 128, 10_240),
        publish: only('https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html', true),
        role: read('catalog/services', 'local/aws/lambda', 'policies/checks', 'policies/needs'),
        // Those that the repository's own Node.js versions are.
        runtime: only('https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html', 'nodejs22.x', 'nodejs24.x'),
        source_code_hash: harmless(
          'what changes with the zip, so that a plan shows it',
          'https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html',
        ),
        tags: read('local/aws/shared'),
        // The model takes more than the provider does.
        timeout: between(
          'https://github.com/hashicorp/terraform-provider-aws/blob/0156d84e6bb47e4a5fe0c8e87cf2d14fb1dc3b8c/internal/service/lambda/function.go',
          1,
          900,
        ),
        'vpc_config.security_group_ids': read('local/aws/lambda'),
        'vpc_config.subnet_ids': read('catalog/services', 'local/aws/lambda'),
      },
      limits: {
        'vpc_config.security_group_ids': 'lambda:CreateFunction:VpcConfig.SecurityGroupIds[]',
        'vpc_config.subnet_ids': 'lambda:CreateFunction:VpcConfig.SubnetIds[]',
        architectures: 'lambda:CreateFunction:Architectures[]',
        description: 'lambda:CreateFunction:Description',
        handler: 'lambda:CreateFunction:Handler',
        memory_size: 'lambda:CreateFunction:MemorySize',
        runtime: 'lambda:CreateFunction:Runtime',
        timeout: 'lambda:CreateFunction:Timeout',
      },
    },
    aws_lambda_permission: {
      name: named('lambda:AddPermission:StatementId', {
        argument: 'statement_id',
        within: ['function_name', 'qualifier'],
      }),
      identity: { by: ['function_name', 'qualifier', 'statement_id'], of: anyName },
      calls: row(
        'lambda/permission.go',
        {
          read: ['lambda:GetPolicy'],
          create: [
            {
              action: 'lambda:AddPermission',
              on: ofFunction,
              context: (block) => ({ 'lambda:Principal': block.text('principal') }),
              cite: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html',
            },
          ],
          // Every argument asks for a new permission.
          update: [],
          delete: ['lambda:RemovePermission'],
        },
        ofFunction,
      ),
      bill: NOTHING,
      picture: undrawn,
      local: 'stood up',
      arguments: {
        action: read('local/aws/lambda', 'policies/iam'),
        function_name: read('catalog/services', 'local/aws/lambda', 'policies/iam'),
        principal: read('catalog/services', 'local/aws/lambda', 'policies/iam'),
        qualifier: read('catalog/services', 'local/aws/lambda', 'policies/iam'),
        source_account: read('local/aws/lambda', 'policies/iam'),
        source_arn: read('local/aws/lambda', 'policies/iam'),
        statement_id: read('catalog/services', 'local/aws/lambda', 'policies/iam'),
      },
    },
    aws_lambda_function_event_invoke_config: {
      leadsTo: ['destination_config.on_failure.destination'],
      identity: { by: ['function_name', 'qualifier'], of: anyName },
      attributes: { id: argument('function_name') },
      calls: row(
        'lambda/function_event_invoke_config.go',
        {
          read: ['lambda:GetFunctionEventInvokeConfig'],
          create: ['lambda:PutFunctionEventInvokeConfig'],
          update: ['lambda:PutFunctionEventInvokeConfig'],
          delete: ['lambda:DeleteFunctionEventInvokeConfig'],
        },
        ofFunction,
      ),
      bill: NOTHING,
      picture: {
        partOf: 'function_name',
        references: [{ path: 'destination_config.on_failure', draw: 'exception', label: 'failed' }],
      },
      local: 'stood up',
      arguments: {
        'destination_config.on_failure.destination': read('local/aws/lambda'),
        function_name: read('catalog/services', 'local/aws/lambda'),
        maximum_event_age_in_seconds: read('local/aws/lambda'),
        maximum_retry_attempts: read('local/aws/lambda'),
        qualifier: read('local/aws/lambda'),
      },
      limits: {
        maximum_event_age_in_seconds: 'lambda:PutFunctionEventInvokeConfig:MaximumEventAgeInSeconds',
        maximum_retry_attempts: 'lambda:PutFunctionEventInvokeConfig:MaximumRetryAttempts',
      },
    },
    aws_lambda_event_source_mapping: {
      leadsTo: ['event_source_arn'],
      identity: { by: ['event_source_arn', 'function_name'], of: anyName },
      attributes: {
        id: ({ drawn }) => drawn('uuid'),
        uuid: ({ drawn }) => drawn('uuid'),
        arn: (context) => regional('lambda', () => `event-source-mapping:${context.drawn('uuid')}`)(context),
      },
      calls: row('lambda/event_source_mapping.go', {
        read: [onMapping('GetEventSourceMapping'), mappingTags('ListTags')],
        create: [{ ...onMapping('CreateEventSourceMapping'), on: nowhere }, mappingTags('TagResource')],
        update: [onMapping('UpdateEventSourceMapping'), mappingTags('TagResource'), mappingTags('UntagResource')],
        delete: [onMapping('DeleteEventSourceMapping')],
      }),
      ofRole: {
        role: (block) => mapped(block).text('role'),
        service: PRINCIPAL,
        calls: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'].map((action) => ({
          action,
          on: (block) => [block.text('event_source_arn')],
          cite: SQS_SOURCE,
        })),
      },
      bill: { use: 'requests to the queue' },
      picture: {
        partOf: 'function_name',
        references: [{ path: 'event_source_arn', draw: 'back', label: 'messages' }],
      },
      local: 'stood up',
      unasked: 'operations on event source mappings are refused by name',
      arguments: {
        batch_size: modelled('https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html'),
        enabled: read('local/aws/lambda'),
        event_source_arn: read('catalog/services', 'local/aws/lambda'),
        function_name: read('catalog/services', 'local/aws/lambda'),
        function_response_types: read('local/aws/lambda'),
        maximum_batching_window_in_seconds: read('local/aws/lambda'),
        tags: harmless('nobody asks for them here', 'https://docs.aws.amazon.com/lambda/latest/dg/tags-esm.html'),
      },
      limits: {
        batch_size: 'lambda:CreateEventSourceMapping:BatchSize',
        maximum_batching_window_in_seconds: 'lambda:CreateEventSourceMapping:MaximumBatchingWindowInSeconds',
      },
    },
    aws_lambda_alias: {
      name: named('lambda:CreateAlias:Name', { within: ['function_name'] }),
      attributes: {
        arn: (context) => {
          const [fn, name] = [context.argument('function_name'), context.argument('name')];
          if (fn === undefined || name === undefined) return undefined;
          return fn.startsWith('arn:') ? `${fn}:${name}` : regional('lambda', () => `function:${fn}:${name}`)(context);
        },
      },
      bill: NOTHING,
    },
    // Another one of the same name is its next version.
    aws_lambda_layer_version: { name: named('lambda:PublishLayerVersion:LayerName', { argument: 'layer_name' }) },
    aws_lambda_layer_version_permission: { unreadAccess: true },
    aws_lambda_function_url: { unreadAccess: true },
  },
} satisfies Service;
