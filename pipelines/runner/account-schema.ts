import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the provider knows of a type: its attributes, those that the account computes, those whose change replaces it. */
export interface Shape {
  readonly attributes: readonly string[];
  readonly computed: readonly string[];
  readonly forces: readonly string[];
}

export interface AccountSchema {
  /** By provider, the arguments of its block. */
  readonly provider: Readonly<Record<string, readonly string[]>>;
  readonly resources: Readonly<Record<string, Shape>>;
  readonly data: Readonly<Record<string, Shape>>;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** Terraform's own, in every block. */
const META = ['//', 'depends_on', 'provider', 'lifecycle', 'count', 'for_each', 'provisioner', 'connection'];
/**
 * What no stack need write, and a plan says all the same: since 6.0 where a resource stands, but for global services.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
 */
const always = (type: string): string[] => (/^aws_(?!iam_)/.test(type) ? ['region'] : []);
/** What names a resource in AWS. */
const NAMES = ['bucket', 'name', 'function_name'];

/** What the stacks write, and what they refer to: a type has no other attribute. */
export function schemaOf(stacks: readonly string[]): AccountSchema {
  const texts = stacks.map((stack) => readFileSync(join(stack, 'cdk.tf.json'), 'utf8'));
  const references = new Map<string, Set<string>>();
  for (const text of texts) {
    for (const [, data = '', type = '', attribute = ''] of text.matchAll(/\b(data\.)?([a-z]+_\w+)\.[\w-]+\.(\w+)/g)) {
      add(references, `${data}${type}`, attribute);
    }
  }
  const provider = new Map<string, Set<string>>();
  const written = { resource: new Map<string, Set<string>>(), data: new Map<string, Set<string>>() };
  for (const text of texts) {
    const stack = JSON.parse(text) as { provider?: Record<string, object[]>; resource?: Blocks; data?: Blocks };
    for (const [name, blocks] of Object.entries(stack.provider ?? {}))
      add(provider, name, ...blocks.flatMap(Object.keys));
    for (const kind of ['resource', 'data'] as const) {
      for (const [type, blocks] of Object.entries(stack[kind] ?? {})) {
        add(written[kind], type, ...Object.values(blocks).flatMap((block) => Object.keys(block)));
      }
    }
  }
  return {
    provider: Object.fromEntries([...provider].map(([name, attributes]) => [name, [...attributes]])),
    resources: shapes(written.resource, (type) => references.get(type)),
    data: shapes(written.data, (type) => references.get(`data.${type}`)),
  };
}

function shapes(
  written: ReadonlyMap<string, ReadonlySet<string>>,
  referred: (type: string) => ReadonlySet<string> | undefined,
): Record<string, Shape> {
  return Object.fromEntries(
    [...written].map(([type, own]) => {
      const computed = [...new Set(['id', ...(referred(type) ?? [])])];
      const attributes = [...new Set([...own, ...computed, ...always(type)])].filter((name) => !META.includes(name));
      return [type, { attributes, computed, forces: NAMES.filter((name) => attributes.includes(name)) }];
    }),
  );
}

function add(to: Map<string, Set<string>>, key: string, ...values: readonly string[]): void {
  const found = to.get(key) ?? new Set();
  for (const value of values) found.add(value);
  to.set(key, found);
}
