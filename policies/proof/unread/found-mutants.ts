import { type Document, type Mutant } from './test-support';
import { ADMINISTRATOR, role } from './named-mutants';

const ROLE = 'aws_iam_role.report-workflow_send-report_role';
const QUEUE = 'aws_sqs_queue.schedule_dead-letter-queue';
const queue = (document: Document) => document.resource['aws_sqs_queue']?.['schedule_dead-letter-queue'] ?? {};
const aws = (document: Document) => document.provider['aws']?.[0] ?? {};
const s3 = (document: Document) => (document.terraform['backend']?.['s3'] ?? {}) as Record<string, unknown>;
const top = (key: string, value: unknown, told: string): Mutant => ({
  name: `the block ${key}`,
  place: key,
  change: (document) => void (document[key] = value),
  told,
});
const type = (kind: 'resource' | 'data', name: string, body: object): Mutant => ({
  name: `${kind} ${name}`,
  place: `${kind}.${name}`,
  change: (document) => void Object.assign((document[kind] ??= {}) as object, { [name]: { evil: body } }),
  told:
    kind === 'data'
      ? `data.${name}.evil: the data source ${name} is not read`
      : `${name}.evil: resources of the type ${name} are not modelled`,
});
/** Instead of a text that the proof would see. */
const expression = (name: string, text: string, told = 'is not read'): Mutant => ({
  name: `an expression: ${name}`,
  change: (document) => {
    const [policy = {}] = Object.values(document.resource['aws_iam_role_policy'] ?? {});
    policy['policy'] = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"${text}","Resource":"*"}]}`;
  },
  told,
});
const argument = (
  name: string,
  of: (document: Document) => Record<string, unknown>,
  key: string,
  value: unknown,
  told: string,
): Mutant => ({
  name,
  place: key,
  change: (document) => void (of(document)[key] = value),
  told,
});
const variable = (name: string, value: string, told: string): Mutant => ({
  name: `the variable ${name}`,
  env: { [name]: value },
  told,
});
const file = (name: string, content: string, told: string): Mutant => ({
  name: `the file ${name}`,
  files: { [name]: content },
  told,
});
const statement = (name: string, body: object, told: string): Mutant => ({
  name: `aws_iam_policy_document: ${name}`,
  change: (document) =>
    void Object.assign((document['data'] ??= {}) as object, { aws_iam_policy_document: { evil: body } }),
  told,
});

/** Ways past a reader that nobody named. */
export const FOUND: readonly Mutant[] = [
  // Blocks and types.
  top('check', { x: { data: { http: { y: { url: 'https://example.com' } } } } }, 'check.x: check is not read'),
  top(
    'ephemeral',
    { aws_secretsmanager_secret_version: { x: {} } },
    'ephemeral.aws_secretsmanager_secret_version: ephemeral is not read',
  ),
  top('action', { aws_lambda_invoke: { x: {} } }, 'action.aws_lambda_invoke: action is not read'),
  top('list', { aws_iam_role: { x: {} } }, 'list.aws_iam_role: list is not read'),
  top(
    'Resource',
    { aws_iam_role: { evil: ADMINISTRATOR } },
    'Resource.aws_iam_role: Resource is no block that is read',
  ),
  top('locals', [{ a: '*' }], 'locals: it is a list'),
  type('resource', 'terraform_data', { input: '*' }),
  type('resource', 'AWS_iam_role', ADMINISTRATOR),
  type('resource', 'awscc_iam_role', ADMINISTRATOR),
  type('resource', 'random_password', { length: 3 }),
  type('resource', 'aws-iam_role', ADMINISTRATOR),
  type('data', 'external', { program: ['sh', '-c', 'id'] }),
  type('data', 'http', { url: 'https://example.com' }),
  type('data', 'terraform_remote_state', { backend: 's3' }),
  type('data', 'aws_ssm_parameter', { name: 'x' }),
  {
    name: 'a resource without a body',
    change: (document) => void Object.assign(document.resource['aws_iam_role'] ?? {}, { gone: null }),
    told: 'aws_iam_role.gone: it is null',
  },
  {
    name: 'a name that is none',
    change: (document) => void Object.assign(document.resource['aws_iam_role'] ?? {}, { é: ADMINISTRATOR }),
    told: 'aws_iam_role.é: "é" is no name',
  },
  // Meta-arguments.
  {
    name: "a provisioner that runs another command than a bundle's smoke test",
    change: (document) => {
      const [test = {}] = Object.values(document.resource['null_resource'] ?? {});
      test['provisioner'] = [{ 'local-exec': { command: 'aws iam attach-role-policy', interpreter: ['sh', '-c'] } }];
    },
    told: 'provisioner is not read, it runs a command where Terraform runs',
  },
  {
    name: 'a provisioner with more than the smoke test',
    change: (document) => {
      const [test = {}] = Object.values(document.resource['null_resource'] ?? {});
      const [{ 'local-exec': command } = { 'local-exec': {} }] = test['provisioner'] as { 'local-exec': object }[];
      test['provisioner'] = [{ 'local-exec': { ...command, environment: { NODE_OPTIONS: '--require=./x' } } }];
    },
    told: 'provisioner is not read, it runs a command where Terraform runs',
  },
  argument(
    'a provisioner on a role',
    role,
    'provisioner',
    [{ 'local-exec': { command: 'id' } }],
    `${ROLE}.provisioner: provisioner is not read`,
  ),
  argument('connection', role, 'connection', { host: 'x' }, `${ROLE}.connection: connection is not read`),
  argument('depends_on what is not there', role, 'depends_on', ['module.x'], `${ROLE}.depends_on: it is ["module.x"]`),
  argument(
    'lifecycle.replace_triggered_by',
    role,
    'lifecycle',
    { replace_triggered_by: [QUEUE] },
    'lifecycle.replace_triggered_by: replace_triggered_by is not read',
  ),
  argument(
    'lifecycle.action_trigger',
    role,
    'lifecycle',
    { action_trigger: [{}] },
    'lifecycle.action_trigger: action_trigger is not read',
  ),
  argument('lifecycle twice', role, 'lifecycle', [{}, { ignore_changes: 'all' }], `${ROLE}.lifecycle: it is [{},`),
  argument(
    'lifecycle.prevent_destroy by a template',
    role,
    'lifecycle',
    { prevent_destroy: '${false}' },
    'lifecycle.prevent_destroy: it is "${false}"',
  ),
  // Values.
  argument(
    'a comment where it is none',
    queue,
    'tags',
    { '//': 'x' },
    `${QUEUE}.tags.//: it is no comment here, but a key`,
  ),
  argument('null', queue, 'kms_master_key_id', null, `${QUEUE}.kms_master_key_id: it is null`),
  argument('null in a list', role, 'managed_policy_arns', [null], `${ROLE}.managed_policy_arns.0: it is null`),
  argument(
    'a key that is a template',
    queue,
    'tags',
    { '${"a"}': 'x' },
    `${QUEUE}.tags.\${"a"}: the key is a template`,
  ),
  argument('an escape of an escape', queue, 'tags', { a: '$$${x}' }, 'escapes an escape'),
  argument('a text in another form of Unicode', queue, 'tags', { a: 'e\u0301' }, "is not in Unicode's form NFC"),
  argument('half a character', queue, 'tags', { a: '\ud800' }, 'a text holds what is no character of Unicode'),
  {
    name: 'a number that JavaScript rounds',
    text: (json) =>
      json.replace('"message_retention_seconds": 1209600', '"message_retention_seconds": 1209600.0000000000000001'),
    // The first that has one.
    told: `aws_sqs_queue.report-workflow_dead-letter-queue.message_retention_seconds: the number 1209600.0000000000000001 is held as 1209600 here`,
  },
  {
    name: 'a key in other letters: an escape of JSON',
    text: (json) =>
      json.replace(
        '"aws_iam_role": ',
        `"aws_iam_r\\u006fle": ${JSON.stringify({ evil: ADMINISTRATOR })}, "aws_iam_role": `,
      ),
    told: 'aws_iam_role: the key stands twice in one object',
  },
  {
    name: 'the key __proto__',
    text: (json) => json.replace('"output": {', '"output": { "__proto__": { "value": "x" },'),
    told: 'output.__proto__: the key is not read',
  },
  // Expressions: each could be "*".
  expression('upper', '${upper("iam:*")}', 'the expression upper("iam:*") is not read'),
  expression('format', '${format("%s", "*")}', 'the expression format("%s", "*") is not read'),
  expression('file', '${file("/etc/passwd")}', 'the expression file("/etc/passwd") is not read'),
  expression('templatefile', '${templatefile("x", {})}'),
  expression('nonsensitive', '${nonsensitive("*")}', 'the expression nonsensitive("*") is not read'),
  expression('sensitive', '${sensitive("*")}'),
  expression('a conditional', '${true ? "*" : "x"}'),
  expression('an operator', '${1 + 1}'),
  expression('for', '${[for x in ["*"] : x][0]}'),
  expression('a splat', '${aws_iam_role.*.name}'),
  expression('a heredoc', '${<<EOT\n*\nEOT\n}'),
  expression('a directive', '%{ if true }*%{ endif }', 'template directives'),
  expression('a strip marker', '${~ "*" ~}'),
  expression("an escape of HCL's", '${"\\u002a"}'),
  expression('null', '${null}'),
  expression('a function of a provider', '${provider::aws::arn_build("aws")}'),
  expression('a list as text', 's3:${["*"]}'),
  expression(
    'terraform.workspace',
    '${terraform.workspace}',
    'it refers to terraform.workspace, whose value is not read',
  ),
  expression('path.cwd', '${path.cwd}', 'it refers to path.cwd, whose value is not read'),
  expression('var', '${var.action}', 'it refers to var.action, whose value is not read'),
  expression('each', '${each.value}', 'it refers to each.value, whose value is not read'),
  expression('self', '${self.name}', 'it refers to self.name, whose value is not read'),
  expression('a local that is not there', '${local.action}', 'it refers to local.action, which the stack lacks'),
  expression(
    'an attribute that nobody tells',
    '${aws_sqs_queue.schedule_dead-letter-queue.tags_all.a}',
    'tags_all.a, which is not told',
  ),
  expression('a block as a whole', '${jsonencode(aws_sqs_queue.schedule_dead-letter-queue)}', 'which is not told'),
  expression(
    'a property of JavaScript',
    '${aws_sqs_queue.schedule_dead-letter-queue.constructor}',
    'constructor, which is not told',
  ),
  // terraform and providers.
  argument('cloud', ({ terraform }) => terraform, 'cloud', { organization: 'x' }, 'terraform.cloud: cloud is not read'),
  // Without a place: it takes that of others away.
  {
    name: 'another backend',
    change: ({ terraform }) => void (terraform['backend'] = { http: { address: 'https://example.com' } }),
    told: 'terraform.backend: it is {"http"',
  },
  argument(
    'experiments',
    ({ terraform }) => terraform,
    'experiments',
    ['x'],
    'terraform.experiments: experiments is not read',
  ),
  argument(
    'provider_meta',
    ({ terraform }) => terraform,
    'provider_meta',
    { aws: {} },
    'terraform.provider_meta: provider_meta is not read',
  ),
  argument(
    "OpenTofu's encryption",
    ({ terraform }) => terraform,
    'encryption',
    {},
    'terraform.encryption: encryption is not read',
  ),
  argument('a state that is not encrypted', s3, 'encrypt', false, 'terraform.backend.s3.encrypt: it is false'),
  argument('a state without a lock', s3, 'use_lockfile', false, 'terraform.backend.s3.use_lockfile: it is false'),
  argument("the state's region", s3, 'region', 'us-east-1', 'terraform.backend.s3.region: it is "us-east-1"'),
  argument(
    "the state's account",
    s3,
    'allowed_account_ids',
    ['999999999999'],
    'terraform.backend.s3.allowed_account_ids: it is',
  ),
  argument(
    "the state's role",
    s3,
    'assume_role',
    { role_arn: 'x' },
    'terraform.backend.s3.assume_role: assume_role is not read',
  ),
  argument(
    "the state's endpoint",
    s3,
    'endpoints',
    { s3: 'https://example.com' },
    'terraform.backend.s3.endpoints: endpoints is not read',
  ),
  argument(
    "the state's workspaces",
    s3,
    'workspace_key_prefix',
    'x',
    'terraform.backend.s3.workspace_key_prefix: workspace_key_prefix is no argument',
  ),
  {
    name: 'no lock in the backend',
    change: (document) => void delete s3(document)['use_lockfile'],
    told: 'terraform.backend.s3.use_lockfile: it is missing',
  },
  argument(
    "another source of the provider's",
    ({ terraform }) => terraform['required_providers'] ?? {},
    'aws',
    { source: 'evil/aws', version: '6.25.0' },
    'terraform.required_providers.aws.source: it is "evil/aws"',
  ),
  argument(
    'any release of the provider',
    ({ terraform }) => terraform['required_providers'] ?? {},
    'aws',
    { source: 'aws', version: '>= 6.0' },
    'terraform.required_providers.aws.version: it is ">= 6.0"',
  ),
  argument(
    'another provider',
    ({ terraform }) => terraform['required_providers'] ?? {},
    'awscc',
    { source: 'hashicorp/awscc', version: '1.0.0' },
    'terraform.required_providers.awscc: awscc is no provider that is read',
  ),
  argument(
    'a configuration of another provider',
    ({ provider }) => provider,
    'awscc',
    [{}],
    'provider.awscc: it is no provider that is read',
  ),
  argument(
    'two accounts',
    aws,
    'allowed_account_ids',
    ['000000000000', '999999999999'],
    'provider.aws.allowed_account_ids: it is',
  ),
  argument('a profile', aws, 'profile', 'x', 'provider.aws.profile: profile is no argument that is read'),
  argument('credentials', aws, 'access_key', 'x', 'provider.aws.access_key: access_key is no argument that is read'),
  argument(
    'a tag from elsewhere',
    aws,
    'default_tags',
    [{ tags: { a: '${terraform.workspace}' } }],
    'provider.aws.default_tags: it is',
  ),
  // What is passed over, with more than that.
  top('moved', [{ from: 'module.x.aws_iam_role.a', to: ROLE }], 'moved[0].from: it is "module.x.aws_iam_role.a"'),
  top(
    'import',
    [{ to: ROLE, id: 'x', provider: 'aws.other' }],
    'import[0].provider: provider is no argument that is read',
  ),
  {
    ...top('import', [{ to: `${ROLE}[0]`, id: 'x', for_each: ['a'] }], 'import[0].for_each: for_each is not read'),
    name: 'import of several',
  },
  top(
    'removed',
    [{ from: 'aws_iam_role.gone', provisioner: [{ 'local-exec': { command: 'id' } }] }],
    'removed[0].provisioner: provisioner is not read',
  ),
  {
    name: 'a precondition of an output',
    change: (document) => {
      const [output = {}] = Object.values(document['output'] as Record<string, Record<string, unknown>>);
      output['precondition'] = [{}];
    },
    told: '.precondition: precondition is no argument that is read',
  },
  // Documents that the provider writes.
  statement(
    'merged documents',
    { source_policy_documents: ['{}'] },
    'data.aws_iam_policy_document.evil.source_policy_documents: source_policy_documents of data.aws_iam_policy_document is not modelled',
  ),
  statement(
    'overriding documents',
    { override_policy_documents: ['{}'] },
    'data.aws_iam_policy_document.evil.override_policy_documents',
  ),
  statement(
    'an unknown argument',
    { statement: [{ action: ['*'] }] },
    'data.aws_iam_policy_document.evil: action is not read in a policy document',
  ),
  statement(
    'a principal of type "*" beside another',
    { statement: [{ principals: [{ type: '*', identifiers: ['x'] }] }] },
    'principals of type "*" must stand alone',
  ),
  // Files and variables.
  file('more.tofu', '', 'more.tofu: the file lies beside the stack'),
  file('more.tofu.json', '{}', 'more.tofu.json: the file lies beside the stack'),
  file('.auto.tfvars', '', '.auto.tfvars: the file lies beside the stack'),
  file('backend_override.tf.json', '{}', 'backend_override.tf.json: the file lies beside the stack'),
  file('more.tfquery.hcl', '', 'more.tfquery.hcl: the file lies beside the stack'),
  file('.terraform/environment', 'other', '.terraform/environment: the workspace other is chosen'),
  argument(
    "another stack's name",
    (document) => (document['//'] as { metadata: Record<string, unknown> }).metadata,
    'stackName',
    'prod',
    '//.metadata.stackName: the stack is prod, and its folder dev',
  ),
  variable('TF_CLI_ARGS', '-var-file=x', 'TF_CLI_ARGS: it adds arguments to a command'),
  variable('TF_CLI_ARGS_plan', '-destroy', 'TF_CLI_ARGS_plan: it adds arguments to a command'),
  variable('TF_WORKSPACE', 'other', 'TF_WORKSPACE: another workspace has another state'),
  variable('TF_DATA_DIR', '/elsewhere', 'TF_DATA_DIR: it may change what is planned'),
  variable('TF_REATTACH_PROVIDERS', '{}', 'TF_REATTACH_PROVIDERS: it may change what is planned'),
  variable('TF_AWS_DEFAULT_TAGS_owner', 'x', 'TF_AWS_DEFAULT_TAGS_owner: the AWS provider tags every resource with it'),
  variable('TF_ENCRYPTION', 'x', 'TF_ENCRYPTION: it may change what is planned'),
  variable('TF_CLI_CONFIG_FILE', __filename, 'TF_CLI_CONFIG_FILE: its file holds more than where providers come from'),
];
