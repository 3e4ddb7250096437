import { UserError } from '../../scripts/user-error';
import { evaluateTemplate, type Scope, type Step } from './expression';
import { policyDocument } from './policy-document';
import { type Json } from '../stack';
import { TemplateError } from './template';
import { withAttributes } from './with-attributes';

/** A block as it stands in the file, before its references are resolved. */
export interface RawBlock {
  readonly kind: 'resource' | 'data';
  readonly type: string;
  readonly name: string;
  readonly address: string;
  readonly body: Readonly<Record<string, Json>>;
}

export interface Surroundings {
  /** Named in errors. */
  readonly file: string;
  readonly accountId: string;
  readonly region: string;
  readonly variables: Readonly<Record<string, Json>>;
  readonly locals: Readonly<Record<string, Json>>;
}

/**
 * Resolves every reference of a stack's blocks, in the order in which they depend on each other.
 * @throws UserError for a reference to a block that isn't there, for a cycle, for `count` and `for_each`.
 */
export class Resolver {
  private readonly raw: ReadonlyMap<string, RawBlock>;
  private readonly done = new Map<string, Readonly<Record<string, Json>>>();
  private readonly open: string[] = [];

  constructor(
    blocks: readonly RawBlock[],
    private readonly surroundings: Surroundings,
  ) {
    this.raw = new Map(blocks.map((block) => [block.address, block]));
  }

  /** Arguments and known attributes of a block. */
  values(address: string): Readonly<Record<string, Json>> {
    const known = this.done.get(address);
    if (known) return known;
    const block = this.raw.get(address);
    if (!block) throw this.error(`${this.open.at(-1) ?? 'an output'} refers to ${address}, which the stack lacks`);
    return this.within(address, () => {
      for (const dependency of listOf(block.body['depends_on'])) {
        if (this.raw.has(String(dependency))) this.values(String(dependency));
      }
      const values = this.attributes(block, this.arguments(block));
      this.done.set(address, values);
      return values;
    });
  }

  /** Resolves any value that may hold templates, e.g. an output's. */
  value(value: Json): Json {
    if (typeof value === 'string') return this.template(value);
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== '//')
        .map(([key, item]) => [String(this.template(key)), this.value(item)]),
    );
  }

  private arguments(block: RawBlock): Record<string, Json> {
    for (const meta of ['count', 'for_each']) {
      if (block.body[meta] !== undefined) {
        throw this.error(`${block.address} uses ${meta}, which is not supported: write one block per instance`);
      }
    }
    return Object.fromEntries(
      Object.entries(block.body)
        .filter(([key]) => key !== '//')
        // Addresses, not templates.
        .map(([key, value]) => [key, key === 'depends_on' || key === 'lifecycle' ? value : this.value(value)]),
    );
  }

  private attributes(block: RawBlock, values: Record<string, Json>): Record<string, Json> {
    const all = withAttributes(block, values, this.surroundings);
    if (block.kind === 'data' && block.type === 'aws_iam_policy_document') {
      all['json'] = policyDocument(block.address, values);
    }
    return all;
  }

  private template(text: string): Json {
    try {
      return evaluateTemplate(text, this.scope);
    } catch (error) {
      if (error instanceof TemplateError) throw this.error(`${this.open.at(-1) ?? 'an output'}: ${error.message}`);
      throw error;
    }
  }

  private readonly scope: Scope = { lookUp: (steps) => this.lookUp(steps) };

  private lookUp(steps: readonly Step[]): Json | undefined {
    const [root, second, third] = steps;
    if (root === 'data') return at(this.values(`data.${second}.${third}`), steps.slice(3));
    if (root === 'var') return this.named(this.surroundings.variables, 'var', second, steps);
    if (root === 'local') return this.named(this.surroundings.locals, 'local', second, steps);
    if (root === 'path') return second === 'module' || second === 'root' ? '.' : undefined;
    if (root === 'self' || root === 'each' || root === 'count' || root === 'terraform') return undefined;
    if (second === undefined) throw this.error(`"${String(root)}" is no reference that Terraform knows`);
    const values = this.values(`${root}.${second}`);
    return steps.length === 2 ? { ...values } : at(values, steps.slice(2));
  }

  private named(from: Readonly<Record<string, Json>>, kind: string, name: Step | undefined, steps: readonly Step[]) {
    const value = from[String(name)];
    if (value === undefined) return undefined;
    const resolved = this.within(`${kind}.${String(name)}`, () => this.value(value));
    return steps.length === 2 ? resolved : at(resolved, steps.slice(2));
  }

  private within<T>(address: string, run: () => T): T {
    if (this.open.includes(address)) {
      const cycle = [...this.open.slice(this.open.indexOf(address)), address].join(' → ');
      throw this.error(`blocks depend on each other in a circle (${cycle}): break it at one of these references`);
    }
    this.open.push(address);
    try {
      return run();
    } finally {
      this.open.pop();
    }
  }

  private error(problem: string): UserError {
    return new UserError(`${this.surroundings.file}: ${problem}.`);
  }
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** The value at a path; a nested block may be an object or a list of one, and references index it either way. */
function at(value: Json | Readonly<Record<string, Json>>, steps: readonly Step[]): Json | undefined {
  let here: Json | undefined = value;
  for (const step of steps) {
    if (Array.isArray(here)) {
      const list: Json[] = here;
      const only = list.length === 1 ? list[0] : undefined;
      here = typeof step === 'number' ? list[step] : at(only ?? null, [step]);
    } else if (here !== null && typeof here === 'object') {
      here = step === 0 && here['0'] === undefined ? here : here[step];
    } else return undefined;
    if (here === undefined) return undefined;
  }
  return here;
}
