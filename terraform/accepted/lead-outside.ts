import { partsOf } from '../../catalog/all';
import { type Refusal } from '../refused';
import { type Block, type Json, type Stack } from '../stack';

const leading = partsOf('leadsTo');
/** Whose ARN is its own: an event target's argument `arn` is another's. */
const attributes = partsOf('attributes');
const hasArn = ({ kind, type }: Block): boolean =>
  kind === 'resource' && Object.hasOwn(attributes, type) && Object.hasOwn(attributes[type] ?? {}, 'arn');

/** A version or alias of a function; every stream of a log group. */
const BELOW = /:(\*|\$LATEST|[A-Za-z0-9_-]+)$/;

/**
 * What leads out of a stack: an argument by which data, a message or a right goes to another object (its type says which,
 * `leadsTo`), and whose ARN is of none in the stack. Nothing is known of what takes it there.
 */
export function leadsOutside({ name: stack, blocks }: Stack): Refusal[] {
  const own = new Set(blocks.filter(hasArn).map(({ values }) => values['arn']));
  return blocks.flatMap((block) =>
    block.kind !== 'resource' || !Object.hasOwn(leading, block.type)
      ? []
      : (leading[block.type] ?? []).flatMap((path) =>
          named(block.values, path.split('.'))
            .filter((arn) => !own.has(arn) && !own.has(arn.replace(BELOW, '')))
            .map((arn) => refusal(stack, block, path, arn)),
        ),
  );
}

/** The ARNs at a path. */
function named(value: Json | undefined, [step, ...rest]: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => named(one, step === undefined ? [] : [step, ...rest]));
  if (step === undefined) return typeof value === 'string' && value.startsWith('arn:') ? [value] : [];
  const here = typeof value === 'string' ? jsonIn(value) : value;
  return here !== null && typeof here === 'object' && !Array.isArray(here) ? named(here[step], rest) : [];
}

/** Some arguments are a text of JSON. */
function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const refusal = (stack: string, block: Block, path: string, arn: string): Refusal => ({
  stack,
  address: block.address,
  found: `${path} ${arn} is of nothing in the stack`,
  right: 'name a resource of the stack',
  ...(block.source ? { where: block.source } : {}),
});
