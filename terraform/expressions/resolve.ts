import { UserError } from '../../scripts/user-error';
import { computedAttributes } from './with-attributes';
import { evaluateTemplate, type Scope, type Step } from './expression';
import { opaque } from './opaque';
import { policyDocument } from './policy-document';
import { catalogType, type Json } from '../stack';
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
  readonly accountId: string;
  readonly region: string;
  readonly locals: Readonly<Record<string, Json>>;
  /** Hears of what is not understood, by the address of the block that says so. */
  readonly refuse: (address: string, found: string, right: string) => void;
}

/** Terraform's own objects, beside blocks and locals. https://developer.hashicorp.com/terraform/language/expressions/references */
const UNREAD = [
  'var',
  'self',
  'each',
  'count',
  'terraform',
  'module',
  'path',
  'ephemeral',
  'action',
  'list',
  'provider',
];

const FUNCTIONS = 'write the value, or use references, join, concat, jsonencode, tostring, tolist and toset alone';

/**
 * Resolves every reference of a stack's blocks, in the order in which they depend on each other. What can't be told is
 * refused, and an opaque symbol stands for it: a reference to what isn't there, to an attribute that is in no table, a
 * cycle, an expression that is not read.
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

  /** Arguments and known attributes of a block; none of one that is refused. */
  values(address: string): Readonly<Record<string, Json>> {
    return this.known(address) ?? {};
  }

  /** Resolves any value that may hold templates, e.g. an output's. @param of named where something is refused */
  value(value: Json, of?: string): Json {
    if (of !== undefined) return this.within(of, () => this.value(value)) ?? null;
    if (typeof value === 'string') return this.template(value);
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.value(item)]));
  }

  private known(address: string): Readonly<Record<string, Json>> | undefined {
    const known = this.done.get(address);
    if (known) return known;
    const block = this.raw.get(address);
    if (!block) {
      this.refuse(`it refers to ${address}, which the stack lacks`, 'write the block, or take the reference out');
      return undefined;
    }
    return this.within(address, () => {
      for (const dependency of listOf(block.body['depends_on'])) {
        if (this.raw.has(String(dependency))) this.known(String(dependency));
      }
      const values = this.attributes(block, this.arguments(block));
      this.done.set(address, values);
      return values;
    });
  }

  private arguments(block: RawBlock): Record<string, Json> {
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
      try {
        all['json'] = policyDocument(block.address, values);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const [found = '', right = ''] = error.message.slice(block.address.length + 2).split(/: |, (?=with )/);
        this.refuse(found, right.replace(/\.$/, ''));
        all['json'] = opaque(`${block.address}.json`);
      }
    }
    return all;
  }

  private template(text: string): Json {
    try {
      return evaluateTemplate(text, this.scope);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      this.refuse(error.message, 'write it as Terraform reads it');
      return opaque(text);
    }
  }

  private readonly scope: Scope = {
    lookUp: (steps) => this.lookUp(steps),
    unread: (source) => this.refuse(`the expression ${source} is not read`, FUNCTIONS),
  };

  private lookUp(steps: readonly Step[]): Json | undefined {
    const [root, second] = steps;
    if (root === 'path' && steps.length === 2 && (second === 'module' || second === 'root')) return '.';
    if (root === 'local') return this.local(steps);
    if (second === undefined || UNREAD.includes(String(root))) {
      this.refuse(`it refers to ${steps.join('.')}, whose value is not read`, 'write the value');
      return undefined;
    }
    const count = root === 'data' ? 3 : 2;
    const address = steps.slice(0, count).join('.');
    const values = this.known(address);
    if (!values) return undefined;
    const value = steps.length > count ? at(values, steps.slice(count)) : undefined;
    if (value === undefined && !this.isDrawn(address, steps[count])) {
      this.refuse(
        `it refers to ${steps.join('.')}, which is not told`,
        'refer to an argument that the block sets, or to an attribute that catalog/services/ has a row for',
      );
    }
    return value;
  }

  /** Whether it is an attribute that only AWS will tell, and that is known to be its name for the object. */
  private isDrawn(address: string, attribute: Step | undefined): boolean {
    const block = this.raw.get(address);
    const row = block && computedAttributes[catalogType(block)];
    return row !== undefined && Object.hasOwn(row, String(attribute));
  }

  private local(steps: readonly Step[]): Json | undefined {
    const { locals } = this.surroundings;
    const name = String(steps[1]);
    const value = Object.hasOwn(locals, name) ? locals[name] : undefined;
    const resolved = value === undefined ? undefined : this.within(`local.${name}`, () => this.value(value));
    const part = steps.length > 2 ? at(resolved ?? null, steps.slice(2)) : resolved;
    if (part === undefined && !this.open.includes(`local.${name}`)) {
      this.refuse(`it refers to ${steps.join('.')}, which the stack lacks`, 'write the local');
    }
    return part;
  }

  private within<T>(address: string, run: () => T): T | undefined {
    if (this.open.includes(address)) {
      const cycle = [...this.open.slice(this.open.indexOf(address)), address].join(' → ');
      this.refuse(`blocks depend on each other in a circle (${cycle})`, 'break it at one of these references');
      return undefined;
    }
    this.open.push(address);
    try {
      return run();
    } finally {
      this.open.pop();
    }
  }

  private refuse(found: string, right: string): void {
    this.surroundings.refuse(this.open.at(-1) ?? 'the stack', found, right);
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
      const of: Readonly<Record<string, Json>> = here;
      if (step !== 0 || Object.hasOwn(of, '0')) here = Object.hasOwn(of, step) ? of[step] : undefined;
    } else return undefined;
    if (here === undefined) return undefined;
  }
  return here;
}
