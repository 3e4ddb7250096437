import { type Block, type Json, type Stack } from '../../terraform/stack';

/** What KMS drew. */
const KEY = '1f9c0a51-8f1b-4a57-9f0e-3f6d1f2b7c11';

/**
 * A plan of the stack as it stands on AWS, whose key has the id that KMS drew, in the format of Terraform 1.11.
 * @param unknown by address, the attribute that is only known after the apply
 * @param before what stands there now; the same when left out
 */
export function planOf(
  { accountId, region, blocks }: Stack,
  unknown: Readonly<Record<string, string>> = {},
  before: readonly Block[] = blocks,
): string {
  const resources = (all: readonly Block[], without: Readonly<Record<string, string>>) =>
    all.map((block) => ({
      address: block.address,
      mode: block.kind === 'data' ? 'data' : 'managed',
      type: block.type,
      name: block.name,
      values: drawn(block, without),
    }));
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: { resources: resources(blocks, unknown) } },
    prior_state: { values: { root_module: { resources: resources(before, {}) } } },
    resource_changes: Object.entries(unknown).map(([address, attribute]) => ({
      address,
      change: { actions: ['update'], after_unknown: { [attribute]: true } },
    })),
    configuration: {
      provider_config: {
        aws: {
          expressions: {
            region: { constant_value: region },
            allowed_account_ids: { constant_value: [accountId] },
          },
        },
      },
    },
  });
}

function drawn({ values, address }: Block, unknown: Readonly<Record<string, string>>): Record<string, Json> {
  const own = Object.entries(values).filter(([key]) => key !== unknown[address] && key !== 'lifecycle');
  return JSON.parse(
    JSON.stringify(Object.fromEntries(own)).replaceAll('⟦aws_kms_key.notifications_key.key_id⟧', KEY),
  ) as Record<string, Json>;
}
