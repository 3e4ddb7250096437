import { partsOf } from '../../catalog/all';
import { type PhysicalName } from '../../catalog/names';
import { placeOf } from '../../catalog/place-of';
import { limitsOf, serviceModels, wholePattern } from '../../catalog/models/service-models';

/** By Terraform type: the name that AWS knows it by. A type that is not here must not carry a name. */
export const NAMES = partsOf('name');

/** A resource as it was synthesized. */
export interface NamedResource {
  /** `dev`, `bootstrap-dev` */
  readonly stack: string;
  readonly accountId: string;
  readonly region: string;
  readonly type: string;
  /** `aws_lambda_function.report` */
  readonly address: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** `constructs/report-workflow.ts:40` */
  readonly source?: string;
}

/** What is a name in a type that the table does not know, or made by Terraform. */
const NAME = /^(name|.+_name|(.+_)?prefix)$/;
const REFERENCE = /^\$\{[^{}]+\}$/;

/** The names that AWS would refuse, a line each. */
export function nameFaults(resources: readonly NamedResource[]): string[] {
  return [...resources.flatMap(faultsOf), ...sharedNames(resources)];
}

/** Which one it is, and where it is written. */
export const at = ({ stack, address, source }: NamedResource) => `${stack}: ${address}${source ? ` (${source})` : ''}`;

function faultsOf(resource: NamedResource): string[] {
  const { type, values } = resource;
  if (!type.startsWith('aws_')) return [];
  const known = NAMES[type];
  if (!known) {
    return texts(values)
      .filter(([argument, value]) => NAME.test(argument) && !REFERENCE.test(value))
      .map(
        ([argument, value]) =>
          `${at(resource)}: ${argument} is "${value}"; no limits are known of the names of ${type}: ` +
          `add it to ${placeOf(type)}.`,
      );
  }
  const { argument } = known;
  const made = `${argument}_prefix`;
  if (values[made] !== undefined) {
    return [
      `${at(resource)}: ${made} is ${JSON.stringify(values[made])}; write ${argument} out: ` +
        'what Terraform makes of a prefix is not known before it is applied.',
    ];
  }
  const name = values[argument];
  if (typeof name !== 'string') return [];
  if (name.includes('${')) {
    return [`${at(resource)}: ${argument} is "${name}"; write it out: what only Terraform knows can't be checked.`];
  }
  return limitsBroken(known, name, values).map(
    (limit) => `${at(resource)}: ${argument} is "${name}"; it must ${limit}.`,
  );
}

const texts = (values: Readonly<Record<string, unknown>>) =>
  Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');

/** What the name must be and is not, with who says so. */
function limitsBroken(known: PhysicalName, name: string, values: NamedResource['values']): string[] {
  const model = limitsOf(known.member);
  const documented = known.documented?.(values);
  const botocore = `${known.member.split(':', 2).join(':')}, botocore ${serviceModels().botocore}`;
  const page = documented?.page ?? botocore;
  const length = Array.from(name).length;
  const min = largest(model?.min, documented?.min);
  const max = smallest(model?.max, documented?.max);
  const broken: (string | false)[] = [
    length < min && `have at least ${min} characters, and has ${length} (${min === documented?.min ? page : botocore})`,
    length > max && `have at most ${max} characters, and has ${length} (${max === documented?.max ? page : botocore})`,
    wholePattern(model?.pattern ?? '[^]*')?.test(name) === false && `match ${model?.pattern ?? ''} (${botocore})`,
    documented?.pattern?.test(name) === false && `have ${documented.words ?? String(documented.pattern)} (${page})`,
  ];
  return broken.filter((limit) => limit !== false);
}

const largest = (one = 0, another = 0) => Math.max(one, another);
const smallest = (one = Infinity, another = Infinity) => Math.min(one, another);

/** Two blocks that AWS would take for one. */
function sharedNames(resources: readonly NamedResource[]): string[] {
  const holders = new Map<string, NamedResource>();
  return resources.flatMap((resource) => {
    const key = identity(resource);
    const first = key === undefined ? undefined : holders.get(key);
    if (key === undefined) return [];
    if (!first) holders.set(key, resource);
    const { argument = '' } = NAMES[resource.type] ?? {};
    return first
      ? [
          `${at(resource)}: ${argument} is "${String(resource.values[argument])}", as that of ${at(first)}; each needs a name of its own.`,
        ]
      : [];
  });
}

function identity({ type, stack, accountId, region, values }: NamedResource): string | undefined {
  const known = NAMES[type];
  const name = known && values[known.argument];
  if (!known || typeof name !== 'string' || known.unique === 'none') return undefined;
  const place = { global: [], account: [accountId], region: [accountId, values['region'] ?? region] }[known.unique];
  const holder = (known.within ?? []).map((argument) => {
    const value = values[argument] ?? null;
    // A reference says which block it is in its own stack alone.
    return typeof value === 'string' && value.includes('${') ? [stack, value] : value;
  });
  return JSON.stringify([known.among ?? type, ...place, ...holder, known.ignoreCase ? name.toLowerCase() : name]);
}
