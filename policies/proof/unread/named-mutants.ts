import { type Document, type Mutant } from './test-support';

/** A role that may do everything, trusted by everybody: what each of these would bring in unseen. */
export const ADMINISTRATOR = {
  name: 'evil',
  assume_role_policy:
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}',
  managed_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
};

const ROLE = 'report-workflow_send-report_role';
export const role = (document: Document) => document.resource['aws_iam_role']?.[ROLE] ?? {};
const policy = (document: Document) => document.resource['aws_iam_role_policy']?.[`${ROLE}_policy`] ?? {};
const aws = (document: Document) => document.provider['aws']?.[0] ?? {};
const s3 = (document: Document) => (document.terraform['backend']?.['s3'] ?? {}) as Record<string, unknown>;
const again = (key: string, value: unknown) =>
  `${JSON.stringify(key)}: ${JSON.stringify(value)}, ${JSON.stringify(key)}: `;

/** Each thing that the issue names of Terraform's JSON, by its name there. */
export const NAMED: readonly Mutant[] = [
  {
    name: 'module',
    change: (document) => void (document['module'] = { admin: { source: './admin' } }),
    told: 'module.admin: module is not read, it brings resources that stand in other files',
  },
  {
    name: 'dynamic',
    change: (document) =>
      void (role(document)['dynamic'] = { inline_policy: { for_each: ['x'], content: { name: 'x', policy: '{}' } } }),
    told: `aws_iam_role.${ROLE}.dynamic: dynamic is not read`,
  },
  {
    name: 'dynamic, in a nested block',
    change: (document) => void (role(document)['inline_policy'] = [{ dynamic: { policy: { for_each: ['x'] } } }]),
    told: `aws_iam_role.${ROLE}.inline_policy.0.dynamic: dynamic is not read`,
  },
  {
    name: 'count',
    change: (document) => void (role(document)['count'] = 0),
    told: `aws_iam_role.${ROLE}.count: count is not read`,
  },
  {
    name: 'for_each',
    change: (document) => void (role(document)['for_each'] = '${toset(["a"])}'),
    told: `aws_iam_role.${ROLE}.for_each: for_each is not read`,
  },
  {
    name: 'lifecycle.ignore_changes on what carries a policy',
    change: (document) => void (policy(document)['lifecycle'] = { ignore_changes: ['policy'] }),
    told: `aws_iam_role_policy.${ROLE}_policy.lifecycle.ignore_changes: ignore_changes is not read`,
  },
  {
    name: 'lifecycle.ignore_changes, of all',
    change: (document) => void (policy(document)['lifecycle'] = [{ ignore_changes: 'all' }]),
    told: 'lifecycle.ignore_changes: ignore_changes is not read',
  },
  {
    name: 'an array at the level of a type',
    change: (document) => {
      const { aws_iam_role: roles = {} } = document.resource;
      Object.assign(document.resource, { aws_iam_role: [roles, { evil: ADMINISTRATOR }] });
    },
    told: 'aws_iam_role: it is a list',
  },
  {
    name: 'an array of types',
    change: (document) =>
      void Object.assign(document, { resource: [document.resource, { aws_iam_role: { evil: ADMINISTRATOR } }] }),
    told: 'resource: it is a list',
  },
  {
    name: 'an array at the level of a name',
    change: (document) => void Object.assign(document.resource['aws_iam_role'] ?? {}, { evil: [ADMINISTRATOR] }),
    told: 'aws_iam_role.evil: it is a list',
  },
  {
    name: 'the same key twice: resource',
    text: (json) => json.replace('"resource": ', again('resource', { aws_iam_role: { evil: ADMINISTRATOR } })),
    told: 'resource: the key stands twice in one object',
  },
  {
    name: 'the same key twice: a type',
    text: (json) => json.replace('"aws_iam_role": ', again('aws_iam_role', { evil: ADMINISTRATOR })),
    told: 'aws_iam_role: the key stands twice in one object',
  },
  {
    name: 'the same key twice: a name',
    text: (json) => json.replace(`"${ROLE}": `, again(ROLE, ADMINISTRATOR)),
    told: `aws_iam_role.${ROLE}: the key stands twice in one object`,
  },
  {
    name: 'the same key twice: an argument',
    text: (json) =>
      json.replace('"assume_role_policy": ', again('assume_role_policy', ADMINISTRATOR.assume_role_policy)),
    told: '.assume_role_policy: the key stands twice in one object',
  },
  ...[
    'more.tf.json',
    'more.tf',
    'override.tf',
    'cdk_override.tf.json',
    'more.auto.tfvars',
    'more.auto.tfvars.json',
    'terraform.tfvars',
    'terraform.tfvars.json',
  ].map((name): Mutant => ({
    name: `another file beside: ${name}`,
    files: { [name]: '{}' },
    told: `${name}: the file lies beside the stack, and Terraform may read it`,
  })),
  {
    name: 'TF_VAR_*',
    env: { TF_VAR_region: 'us-east-1' },
    told: 'TF_VAR_region: it gives a variable its value from outside',
  },
  {
    name: 'a variable whose value can come from outside',
    change: (document) => void (document['variable'] = { arn: { default: 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }),
    told: 'variable.arn: variable is not read, its value can come from outside',
  },
  {
    name: "another backend bucket than the environment's",
    change: (document) => void (s3(document)['bucket'] = 'terraform-state-elsewhere'),
    told: 'terraform.backend.s3.bucket: it is "terraform-state-elsewhere". It must be the bucket',
  },
  {
    name: "another backend bucket than the bootstrap stack's own",
    stack: 'bootstrap-dev',
    change: (document) => void (s3(document)['bucket'] = 'terraform-state-elsewhere'),
    told: 'terraform.backend.s3.bucket: it is "terraform-state-elsewhere"',
  },
  {
    name: "another key than the environment's",
    change: (document) => void (s3(document)['key'] = 'prod/analytics.tfstate'),
    told: 'terraform.backend.s3.key: it is "prod/analytics.tfstate"',
  },
  {
    name: 'a provider alias',
    change: (document) =>
      void document.provider['aws']?.push({
        alias: 'other',
        region: 'us-east-1',
        allowed_account_ids: ['999999999999'],
      }),
    told: 'provider.aws.alias: alias is not read',
  },
  {
    name: 'region on a block',
    change: (document) =>
      void ((document.resource['aws_sqs_queue']?.['schedule_dead-letter-queue'] ?? {})['region'] = 'us-east-1'),
    told: 'aws_sqs_queue.schedule_dead-letter-queue.region: it is "us-east-1". It must be the region of the aws provider',
  },
  {
    name: 'endpoints of the provider',
    change: (document) => void (aws(document)['endpoints'] = [{ iam: 'https://elsewhere.example' }]),
    told: 'provider.aws.endpoints: endpoints is not read',
  },
  {
    name: 'assume_role of the provider',
    change: (document) => void (aws(document)['assume_role'] = [{ role_arn: 'arn:aws:iam::999999999999:role/x' }]),
    told: 'provider.aws.assume_role: assume_role is not read',
  },
  {
    name: 'provider on a block',
    change: (document) => void (role(document)['provider'] = 'aws.other'),
    told: `aws_iam_role.${ROLE}.provider: it is "aws.other"`,
  },
  ...['aws_s3_bucket_versioning', 'aws_s3_bucket_policy', 'aws_s3_bucket_public_access_block'].map((type): Mutant => ({
    name: `an ${type} that names no bucket of the stack`,
    change: (document) => {
      const [block = {}] = Object.values(document.resource[type] ?? {});
      block['bucket'] = 'elsewhere';
    },
    told: 'bucket elsewhere is no aws_s3_bucket of the stack',
  })),
];
