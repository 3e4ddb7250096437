import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Program } from '../../../scripts/programs/tool';
import { type Held } from './compare-arguments';
import { runProgram } from '../../../scripts/programs/run-program';
import { type Arguments, type Used } from './used-arguments';

/** https://developer.hashicorp.com/terraform/cli/commands/providers/schema#block-representation */
interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}
interface Attribute {
  readonly deprecated?: boolean;
  readonly nested_type?: { readonly attributes?: Readonly<Record<string, Attribute>> };
}
interface Schemas {
  readonly provider_schemas: Readonly<
    Record<
      string,
      {
        readonly provider?: { readonly block?: Block };
        readonly resource_schemas?: Readonly<Record<string, { readonly block: Block }>>;
        readonly data_source_schemas?: Readonly<Record<string, { readonly block: Block }>>;
      }
    >
  >;
}

/** How long the provider may take to come: it is hundreds of megabytes. */
const SECONDS = 120;

/**
 * The schema of a release of Terraform's AWS provider, as the provider itself tells it.
 * @returns why it can't be had, where it can't
 */
export async function fetchSchema(
  program: Program,
  version: string,
  binary: string = program,
): Promise<{ readonly schemas: Schemas } | { readonly why: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'provider-schema-'));
  try {
    const aws = { source: 'hashicorp/aws', version };
    writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: { aws } } }));
    const ready = await runProgram(binary, ['init', '-input=false', '-no-color'], folder, SECONDS);
    if (ready.code === 127) return { why: `${program} is not on the PATH` };
    if (ready.code !== 0) return { why: `${program} can't fetch the provider: ${lastWords(ready.said)}` };
    const told = await runProgram(binary, ['providers', 'schema', '-json'], folder, SECONDS);
    if (told.code !== 0) return { why: `the provider does not tell it: ${lastWords(told.said)}` };
    return { schemas: JSON.parse(told.stdout) as Schemas };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Both programs break their lines, in the middle of a sentence too. */
const lastWords = (said: string) =>
  (/Error: (.*)/s.exec(said)?.[1] ?? said)
    .replaceAll(/[│╷╵\s]+/g, ' ')
    .trim()
    .slice(0, 300);

/** Holds each argument in use of AWS's provider against its schema: what is gone or deprecated. */
export function holdAgainstSchema(used: readonly Used[], { provider_schemas: all }: Schemas): Held {
  const [, aws] = Object.entries(all).find(([source]) => source.endsWith('/hashicorp/aws')) ?? [];
  const ours = used.filter(({ type }) => type === 'aws' || type.startsWith('aws_'));
  const held = ours.map(({ kind, type, arguments: given }): Held => {
    const label = kind === 'resource' ? type : `${kind}.${type}`;
    const block = {
      provider: aws?.provider?.block,
      resource: aws?.resource_schemas?.[type]?.block,
      data: aws?.data_source_schemas?.[type]?.block,
    }[kind];
    return block ? hold(label, given, block) : { count: 0, faults: [`${label}: is not in the provider's schema`] };
  });
  return { count: held.reduce((sum, { count }) => sum + count, 0), faults: held.flatMap(({ faults }) => faults) };
}

function hold(label: string, given: Arguments, block: Block): Held {
  let count = 0;
  const faults = Object.entries(given).flatMap(([name, below]): string[] => {
    count += 1;
    const path = `${label}.${name}`;
    const attribute = block.attributes?.[name];
    const inner = block.block_types?.[name]?.block ?? attribute?.nested_type;
    if (!attribute && !inner) return [`${path}: is not in the provider's schema`];
    const nested = inner && hold(path, below, inner);
    count += nested?.count ?? 0;
    return [...(attribute?.deprecated ? [`${path}: is deprecated`] : []), ...(nested?.faults ?? [])];
  });
  return { count, faults };
}
