import { join } from 'node:path';
import { readOptions } from '../../../scripts/text/read-options';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { UserError } from '../../../scripts/user-error';
import { writeIfChanged } from '../../../scripts/files/write-if-changed';
import { providerCalls, type ProviderTable } from './all';
import { commitOf } from './provider/commit';
import { differences } from './provider/compare';
import { type Reading, readResources } from './provider/reading';
import { PHASES } from './provider/resource';

/** What the provider's source says, as it was read last. */
export const KEPT = 'policies/pipeline/provider-calls/provider-source.json';

const help = `Usage: npm run provider-calls -- --source FOLDER [--resource TYPE]

Reads what Terraform's AWS provider calls for each resource type of catalog/services, and compares it with
what stands there. Writes ${KEPT}. Exit code 1 when they differ.

  --source FOLDER   a checkout of hashicorp/terraform-provider-aws, at the commit that you want to read
  --resource TYPE   of one type alone, e.g. aws_sqs_queue; writes nothing
  --help            this text
`;

/** `npm run provider-calls`. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const known = {
    source: { type: 'string' },
    resource: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { source, resource, help: wanted = false } = readOptions(args, known, 'npm run provider-calls');
  if (wanted) {
    process.stdout.write(help);
    return 0;
  }
  if (source === undefined)
    throw new UserError('--source is missing: give a checkout of hashicorp/terraform-provider-aws.');
  const table = resource === undefined ? providerCalls : only(resource);
  const reading: Reading = { ...commitOf(source), resources: readResources(join(source, 'internal/service'), table) };
  if (resource === undefined) {
    writeIfChanged(join(repositoryRoot(), KEPT), `${JSON.stringify(reading, null, 2)}\n`);
  }
  const found = differences(table, reading.resources);
  process.stdout.write(`${said(reading)}\n${found.map((one) => `${one}\n`).join('')}`);
  return found.length === 0 ? 0 : 1;
}

function only(type: string): ProviderTable {
  const row = Object.hasOwn(providerCalls, type) ? providerCalls[type] : undefined;
  if (row) return { [type]: row };
  throw new UserError(`--resource ${type} has no row: there are ${Object.keys(providerCalls).sort().join(', ')}.`);
}

function said({ commit, date, release, resources }: Reading): string {
  const all = Object.values(resources);
  const calls = all.reduce(
    (sum, one) => sum + new Set(PHASES.flatMap((phase) => Object.keys(one.calls[phase]))).size,
    0,
  );
  return `Commit ${commit} of ${date}, ${release}: ${all.length} resource types, ${calls} operations.`;
}
