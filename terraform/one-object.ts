import { partsOf } from '../catalog/all';
import { type Identity, type Replaces } from '../catalog/identity';
import { valueAt } from './query';
import { type Refusal } from './refused';
import { type Block, type Json, type Stack } from './stack';

const carriers = Object.entries(partsOf('policy')).flatMap(([type, { on }]) => {
  if (!on) return [];
  // Terraform's own id of a bucket, topic, queue or key is one of those that AWS knows.
  return [{ type, on: on.type, by: on.by, matches: [...on.matches, 'id'] }];
});

/** By type: of two blocks for one object, AWS keeps what was written last, or refuses the second. */
const IDENTITIES: Readonly<Record<string, Identity>> = {
  ...Object.fromEntries(
    Object.entries(partsOf('name')).flatMap(([type, { argument, within = [], ignoreCase = false, unique }]) =>
      unique === 'none' ? [] : [[type, { by: [...within, argument], ignoreCase }]],
    ),
  ),
  ...Object.fromEntries(
    carriers.map(({ type, on, by, matches }) => [type, { by: [by], of: { type: on, attributes: matches } }]),
  ),
  ...partsOf('identity'),
};

/** An argument of one block, and blocks of another type that write the same object. */
const TWICE_OVER: readonly (Replaces & { readonly on: string })[] = [
  ...carriers.map((carrier) => ({ ...carrier, argument: 'policy' })),
  ...Object.entries(partsOf('replaces')).flatMap(([on, rows]) => rows.map((row) => ({ ...row, on }))),
];

/** Why a stack is refused in which two blocks are one object of AWS's; none when there are none. */
export function doubledObjects({ name: stack, blocks }: Stack): Refusal[] {
  const resources = blocks.filter(({ kind }) => kind === 'resource');
  const first = new Map<string, Block>();
  const doubles = resources.flatMap((block): Refusal[] => {
    const identity = Object.hasOwn(IDENTITIES, block.type) ? IDENTITIES[block.type] : undefined;
    const name = identity && nameOf(block, identity, resources);
    if (name === undefined) return [];
    const key = `${block.type} ${identity?.ignoreCase ? name.toLowerCase() : name}`;
    const other = first.get(key);
    first.set(key, other ?? block);
    return other
      ? [
          refusal(
            stack,
            block,
            `${other.address} and ${block.address} are one object of AWS's (${name})`,
            'make them one',
          ),
        ]
      : [];
  });
  const twice = resources.flatMap((block) =>
    TWICE_OVER.filter(({ on, argument }) => on === block.type && isSet(block, argument)).flatMap((row) =>
      resources
        .filter(
          ({ type, values }) => type === row.type && row.matches.some((one) => block.values[one] === values[row.by]),
        )
        .map((other) =>
          refusal(
            stack,
            other,
            `${other.address} and ${row.argument} of ${block.address} write one object of AWS's`,
            'leave one out',
          ),
        ),
    ),
  );
  return [...doubles, ...twice];
}

const refusal = (stack: string, { address, source }: Block, what: string, right: string): Refusal => ({
  stack,
  address,
  found: `${what}, which keeps the last`,
  right,
  ...(source ? { where: source } : {}),
});

const isSet = (block: Block, argument: string): boolean => {
  const value = valueAt(block, argument);
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
};

/** Undefined for a block without a name of its own, which the provider draws one for. */
function nameOf(block: Block, { by, of }: Identity, resources: readonly Block[]): string | undefined {
  const parts = by.map((argument) => {
    const value = block.values[argument];
    const named =
      of &&
      resources.find(({ type, values }) => type === of.type && of.attributes.some((one) => same(values[one], value)));
    return named ? named.address : textOf(value);
  });
  return parts.at(-1) === undefined
    ? undefined
    : parts
        .map((part) => part ?? '')
        .filter((part) => part !== '')
        .join(', ');
}

const same = (one: Json | undefined, other: Json | undefined): boolean => one !== undefined && one === other;

const textOf = (value: Json | undefined): string | undefined =>
  value === undefined || value === null || value === ''
    ? undefined
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
