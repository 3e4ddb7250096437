/**
 * What is known of Terraform and not read, in words for a refusal. No list of what is forbidden: whatever is not accepted
 * (`sections.ts`) is refused, whether or not it has a line here.
 */
export const WORDS: Readonly<Record<string, readonly [what: string, instead: string, page: string]>> = {
  module: [
    'it brings resources that stand in other files',
    'write its resources into the stack',
    'language/block/module',
  ],
  variable: [
    'its value can come from outside (-var, TF_VAR_*, a file of variables)',
    'write the value, or a local',
    'language/values/variables#assigning-values-to-root-module-variables',
  ],
  check: ['it may hold a data source of its own', 'leave it out', 'language/block/check'],
  ephemeral: ['it opens a resource while Terraform runs', 'leave it out', 'language/block/ephemeral'],
  action: ['it has a provider do something beside the resources', 'leave it out', 'language/block/action'],
  list: ['it asks the account for resources', 'leave it out', 'language/block/tfquery/list'],
  dynamic: ['it makes nested blocks from a value', 'write each nested block', 'language/expressions/dynamic-blocks'],
  count: [
    'it makes several objects of one block, or none',
    'write one block an object',
    'language/meta-arguments/count',
  ],
  for_each: [
    'it makes several objects of one block, or none',
    'write one block an object',
    'language/meta-arguments/for_each',
  ],
  provisioner: [
    'it runs a command where Terraform runs',
    "leave it out; only a bundle's smoke test is read, on a null_resource",
    'language/provisioners',
  ],
  connection: ['it has Terraform log in to a machine', 'leave it out', 'language/block/resource#connection'],
  ignore_changes: [
    'what it names may be otherwise on AWS than it is read here',
    'leave it out, and let Terraform keep the argument as it is written',
    'language/meta-arguments/lifecycle#ignore_changes',
  ],
  replace_triggered_by: [
    'it replaces an object when another changes',
    'leave it out',
    'language/meta-arguments/lifecycle',
  ],
  action_trigger: ['it runs an action beside the resource', 'leave it out', 'language/meta-arguments/lifecycle'],
  alias: [
    'another configuration of a provider may be of another account, region or role',
    "leave it out: a stack has one configuration, the environment's",
    'language/block/provider#alias',
  ],
  endpoints: ['it sends calls to another address than AWS', 'leave it out', 'language/block/provider'],
  assume_role: ['it works as another role, maybe in another account', 'leave it out', 'language/block/provider'],
  cloud: ["the state would not be in the environment's bucket", 'use the s3 backend', 'language/block/terraform#cloud'],
  experiments: ['it changes how Terraform reads the file', 'leave it out', 'language/block/terraform#experiments'],
  provider_meta: ['it hands values to a provider', 'leave it out', 'language/block/terraform#provider_meta'],
  encryption: ["it is OpenTofu's, and decides how a state can be read", 'leave it out', 'language/block/terraform'],
};

export const PAGES = 'https://developer.hashicorp.com/terraform/';
