import { asBody } from '../expressions/body';
import { type Json } from '../stack';

/** What an argument is held against. */
export interface Place {
  readonly name: string;
  readonly environment: string;
  readonly isBootstrap: boolean;
  /** Of the one configuration of the aws provider. */
  readonly region: Json | undefined;
  readonly accounts: Json | undefined;
  /** The bucket of states that the environment's bootstrap stack makes; undefined when it can't be told. */
  readonly stateBucket: string | undefined;
  /** Every block of the stack, `data.` included. */
  readonly addresses: ReadonlySet<string>;
}

/** One argument that is understood. */
export interface Argument {
  /** What it must be, for a refusal and for the page. */
  readonly must: string;
  readonly is: (value: Json, place: Place) => boolean;
}

/** The arguments that are understood in one place; whatever else stands there is refused. */
export interface Section {
  /** As the page names it. */
  readonly of: string;
  /** Below developer.hashicorp.com/terraform/. */
  readonly page: string;
  readonly arguments: Readonly<Record<string, Argument>>;
}

const literal = (value: Json | undefined): value is string => typeof value === 'string' && !/[$%]\{/.test(value);
const text: Argument = { must: 'a literal text', is: literal };
const flag: Argument = { must: 'true or false', is: (value) => typeof value === 'boolean' };
const any: Argument = { must: 'a value whose references are all told', is: () => true };
const only = (must: string, is: Argument['is']): Argument => ({ must, is });
const same = (a: Json | undefined, b: Json | undefined): boolean =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b);

/** `aws_sns_topic.x`: of this module, and whole. */
const address: Argument = only(
  'the address of a resource, TYPE.NAME',
  (value) => typeof value === 'string' && /^[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*$/.test(value),
);

const oneAccount = only(
  'a list of one account, its 12 digits',
  (value) => Array.isArray(value) && value.length === 1 && /^\d{12}$/.test(String(value[0])),
);

export const TERRAFORM: Section = {
  of: 'terraform',
  page: 'language/block/terraform',
  arguments: {
    required_version: text,
    required_providers: only('an object', (value) => asBody(value) !== undefined),
    backend: only('s3, and nothing else', (value) => same(Object.keys(asBody(value) ?? {}), ['s3'])),
  },
};

/** The providers that a stack may have: by local name, each with its source. */
export const PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  aws: ['aws', 'hashicorp/aws'],
  archive: ['archive', 'hashicorp/archive'],
  null: ['null', 'hashicorp/null'],
};

export const requiredProvider = (name: string): Section => ({
  of: `terraform.required_providers.${name}`,
  page: 'language/providers/requirements',
  arguments: {
    source: only((PROVIDERS[name] ?? []).join(' or '), (value) => (PROVIDERS[name] ?? []).includes(String(value))),
    version: only('one release, as 6.25.0', (value) => typeof value === 'string' && /^\d+\.\d+\.\d+$/.test(value)),
  },
});

/** The environment's own state: another bucket or key is another environment's, or nobody's. */
export const BACKEND: Section = {
  of: 'terraform.backend.s3',
  page: 'language/backend/s3',
  arguments: {
    bucket: only(
      "the bucket that the environment's bootstrap stack makes (its output state_bucket)",
      (value, { stateBucket }) => literal(value) && value === stateBucket,
    ),
    key: only(
      'ENVIRONMENT/analytics.tfstate, or ENVIRONMENT/bootstrap.tfstate of the bootstrap stack',
      (value, { environment, isBootstrap }) =>
        value === `${environment}/${isBootstrap ? 'bootstrap' : 'analytics'}.tfstate`,
    ),
    region: only('the region of the aws provider', (value, place) => literal(value) && same(value, place.region)),
    encrypt: only('true', (value) => value === true),
    use_lockfile: only('true', (value) => value === true),
    allowed_account_ids: only('those of the aws provider', (value, { accounts }) => same(value, accounts)),
  },
};

/** By the provider's local name. */
export const PROVIDER: Readonly<Record<string, Section>> = {
  aws: {
    of: 'provider.aws',
    page: 'language/block/provider',
    arguments: {
      region: text,
      allowed_account_ids: oneAccount,
      default_tags: only('one block with literal tags', (value) => {
        const [block, another] = Array.isArray(value) ? value : [value];
        const tags = asBody(asBody(block)?.['tags']);
        return (
          another === undefined &&
          same(Object.keys(asBody(block) ?? {}), ['tags']) &&
          Object.values(tags ?? { a: null }).every(literal)
        );
      }),
    },
  },
  archive: { of: 'provider.archive', page: 'language/block/provider', arguments: {} },
  null: { of: 'provider.null', page: 'language/block/provider', arguments: {} },
};

export const OUTPUT: Section = {
  of: 'output.NAME',
  page: 'language/block/output',
  arguments: { value: any, description: text, sensitive: flag },
};

/** They change no access; the plan tells what they do, and a local run that it passes them over. */
export const PASSED_OVER: Readonly<Record<string, Section>> = {
  moved: { of: 'moved', page: 'language/block/moved', arguments: { from: address, to: address } },
  import: {
    of: 'import',
    page: 'language/block/import',
    arguments: {
      to: only('the address of a resource of the stack', (value, { addresses }) => addresses.has(String(value))),
      id: text,
    },
  },
  removed: {
    of: 'removed',
    page: 'language/block/removed',
    arguments: {
      from: only(
        'the address of a resource that the stack no longer has',
        (value, place) => address.is(value, place) && !place.addresses.has(String(value)),
      ),
      // What is left there keeps what it gives, and no plan, proof or lock shows it any more.
      lifecycle: only('{ destroy: true }', (value) => {
        const [block, another] = Array.isArray(value) ? value : [value];
        const { destroy, ...rest } = asBody(block) ?? {};
        return another === undefined && destroy === true && Object.keys(rest).length === 0;
      }),
    },
  },
};

/** What any resource or data block may have beside its type's own arguments. */
export const META: Section = {
  of: 'any resource or data block',
  page: 'language/meta-arguments',
  arguments: {
    depends_on: only(
      'a list of addresses of the stack',
      (value, { addresses }) => Array.isArray(value) && value.every((one) => addresses.has(String(one))),
    ),
    lifecycle: only('one block', (value) => {
      const [block, another] = Array.isArray(value) ? value : [value];
      return another === undefined && asBody(block) !== undefined;
    }),
    provider: only("the type's own provider, un-aliased", () => true),
    region: only('the region of the aws provider', (value, place) => literal(value) && same(value, place.region)),
  },
};

const condition = only('{ condition, error_message }: it can only stop a plan', (value) =>
  (Array.isArray(value) ? value : [value]).every((one) => {
    const { condition: when, error_message: says, ...rest } = asBody(one) ?? {};
    return typeof when === 'string' && typeof says === 'string' && Object.keys(rest).length === 0;
  }),
);

export const LIFECYCLE: Section = {
  of: 'lifecycle',
  page: 'language/meta-arguments/lifecycle',
  arguments: {
    prevent_destroy: flag,
    create_before_destroy: flag,
    precondition: condition,
    postcondition: condition,
  },
};

/** The one command that Terraform may run: it loads a bundle that lies beside, and looks at it. */
export const SMOKE_TEST =
  /^import\('\.\.\/\.\.\/bundles\/([a-z0-9-]+)\/index\.mjs'\)\.then\(\(\{ handler \}\) => \{ if \(typeof handler !== 'function'\) throw new Error\('\1: the bundle exports no function named handler'\); \}\)$/;
export const INTERPRETER: readonly string[] = ['node', '--input-type=module', '--eval'];
