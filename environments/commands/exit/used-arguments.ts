import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Body = Readonly<Record<string, unknown>>;

/** Every argument that the stacks give to one type of block, as a tree: what a nested block is given is below its name. */
export interface Used {
  readonly kind: 'provider' | 'resource' | 'data';
  /** `aws_s3_bucket`; of a provider `aws` */
  readonly type: string;
  readonly arguments: Arguments;
}
export interface Arguments {
  readonly [name: string]: Arguments;
}

/** These are Terraform's own, for any resource: no provider declares them. */
const META = ['//', 'depends_on', 'lifecycle', 'provisioner', 'connection', 'count', 'for_each', 'provider', 'alias'];

/** @param stacks the folder of the synthesized stacks */
export function usedArguments(stacks: string): Used[] {
  const found = new Map<string, Used>();
  for (const name of readdirSync(stacks).sort()) {
    const stack = JSON.parse(readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8')) as Body;
    for (const kind of ['provider', 'resource', 'data'] as const) {
      for (const [type, blocks] of Object.entries((stack[kind] ?? {}) as Body)) {
        const bodies = kind === 'provider' ? [blocks] : Object.values(blocks as Body);
        const known = found.get(`${kind} ${type}`)?.arguments ?? {};
        const given = bodies.map((body) => argumentsOf(body, META)).reduce(merged, known);
        found.set(`${kind} ${type}`, { kind, type, arguments: given });
      }
    }
  }
  return [...found.values()];
}

function argumentsOf(value: unknown, leaveOut: readonly string[] = []): Arguments {
  if (Array.isArray(value)) return value.map((one) => argumentsOf(one, leaveOut)).reduce(merged, {});
  if (typeof value !== 'object' || value === null) return {};
  const names = Object.entries(value).filter(([name]) => !leaveOut.includes(name));
  return Object.fromEntries(names.map(([name, inner]) => [name, argumentsOf(inner)]));
}

function merged(one: Arguments, other: Arguments): Arguments {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(names.map((name) => [name, merged(one[name] ?? {}, other[name] ?? {})]));
}
