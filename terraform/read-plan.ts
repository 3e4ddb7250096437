import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../scripts/user-error';
import { asBody, type Body, bodies } from './expressions/body';
import { hasOpaque, opaque } from './expressions/opaque';
import { type Located, readSources } from './expressions/read-sources';
import { readJson, readStack } from './read-stack';
import { type Block, type Json, type Stack } from './stack';
import { attributesOf, withAttributes } from './expressions/with-attributes';

export interface PlanOptions {
  /** The environment: a plan doesn't say which one it is of. */
  readonly name: string;
  /** Of the synthesized stack: its `sources.json` has the places in our source; its bundles are the plan's. */
  readonly folder: string;
  /** What stands there before the plan is applied, as Terraform found it, in place of what will. */
  readonly before?: boolean;
}

/**
 * Reads what `terraform show -json PLAN` writes: what will be there once the plan is applied. A value that Terraform
 * only knows after the apply is told by its type's attributes in catalog/, or stays an opaque symbol. A plan has no templates, so a
 * policy that holds one such value is unknown as a whole: it is read as the stack has it that was planned, symbol and all;
 * where that stack is not there it stays opaque (and then is an error to whoever reads it as a policy).
 * https://developer.hashicorp.com/terraform/internals/json-format
 * @throws UserError for what is no plan, for one that failed, and for a provider whose account or region is not literal
 */
export function readPlan(file: string, { name, folder, before = false }: PlanOptions): Stack {
  const plan = asBody(readJson(file, 'write it with "terraform show -json PLAN > FILE"'));
  const version = plan?.['format_version'];
  const root = asBody(asBody(plan?.['planned_values'])?.['root_module']);
  if (typeof version !== 'string' || !root) {
    throw new UserError(`${file} is no plan: write it with "terraform show -json PLAN > FILE", PLAN from "plan -out".`);
  }
  if (!version.startsWith('1.')) {
    throw new UserError(`${file}: format_version must be 1.x, found ${version}: use Terraform 1.1.1 or later.`);
  }
  if (plan?.['errored'] === true) throw new UserError(`${file}: the plan failed: mend it and plan again.`);
  const place = readProvider(file, plan);
  const unknown = before ? new Map<string, Json>() : unknownValues(plan);
  const written = before ? new Map<string, Block['values']>() : writtenValues(folder);
  const located = readSources(join(folder, 'sources.json'));
  // Data sources that were read while planning stand in the prior state.
  const prior = asBody(asBody(asBody(plan?.['prior_state'])?.['values'])?.['root_module']);
  const known = resourcesOf(root);
  const addresses = new Set(known.map((one) => one['address'] ?? null));
  const all = before
    ? resourcesOf(prior)
    : [
        ...known,
        ...resourcesOf(prior).filter((one) => one['mode'] === 'data' && !addresses.has(one['address'] ?? null)),
      ];
  const blocks = all.map((body) => toBlock(file, body, unknown, written, place, located));
  return {
    name,
    folder,
    ...place,
    blocks: withSymbols(blocks, place),
    outputs: outputsOf(plan),
  };
}

/** Those of nested modules, too; `count` and `for_each` have been unrolled by Terraform. */
function resourcesOf(module: Body | undefined): Body[] {
  if (!module) return [];
  return [...bodies(module['resources']), ...bodies(module['child_modules']).flatMap((child) => resourcesOf(child))];
}

function toBlock(
  file: string,
  body: Body,
  unknown: ReadonlyMap<string, Json>,
  written: ReadonlyMap<string, Block['values']>,
  place: { accountId: string; region: string },
  located: Readonly<Record<string, Located>>,
): Block {
  const { address, mode, type, name } = body;
  const values = asBody(body['values']);
  if (typeof address !== 'string' || typeof type !== 'string' || typeof name !== 'string' || !values) {
    throw new UserError(`${file}: a resource lacks address, type, name or values: write the plan anew.`);
  }
  const kind = mode === 'data' ? 'data' : 'resource';
  const block = { kind, type, name, address } as const;
  const present = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const told = withAttributes(block, { ...present, ...asWritten(unknown.get(address), written.get(address)) }, place);
  const filled = asBody(fill(told, unknown.get(address), address)) ?? told;
  const source = located[address];
  return {
    ...block,
    values: filled,
    ...(source ? { source: source.source } : {}),
    ...(source?.statements ? { statements: source.statements } : {}),
  };
}

/** By address, what the synthesized stack says, with every `${…}` resolved; nothing where there is no such stack. */
const writtenValues = (folder: string): Map<string, Block['values']> =>
  existsSync(join(folder, 'cdk.tf.json'))
    ? new Map(readStack(folder).blocks.map(({ address, values }) => [address, values]))
    : new Map();

/** What is only known after the apply, in whole or in part: texts, and the lists that hold them. */
const asWritten = (unknown: Json | undefined, written: Block['values'] = {}): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(asBody(unknown) ?? {}).flatMap(([key, part]) => {
      const value = Object.hasOwn(written, key) ? written[key] : undefined;
      const whole = part === true && typeof value === 'string';
      return whole || (Array.isArray(value) && isUnknown(part)) ? [[key, value as Json]] : [];
    }),
  );

/** A list leaves out what it does not know, and a set with one unknown part is unknown. */
const isUnknown = (part: Json | undefined): boolean =>
  part === true || (Array.isArray(part) && part.some((one) => one === true));

/** By address: `true` wherever a value is only known after the apply. */
function unknownValues(plan: Body | undefined): Map<string, Json> {
  return new Map(
    bodies(plan?.['resource_changes']).map((change) => [
      String(change['address']),
      asBody(change['change'])?.['after_unknown'] ?? {},
    ]),
  );
}

/** Puts a symbol wherever a value is unknown and can't be told. */
function fill(value: Json | undefined, unknown: Json | undefined, path: string): Json {
  if (unknown === true) return value ?? opaque(path);
  if (Array.isArray(unknown)) {
    const list = Array.isArray(value) ? value : [];
    return Array.from({ length: Math.max(list.length, unknown.length) }, (_, index) =>
      fill(list[index], unknown[index], `${path}.${index}`),
    );
  }
  const parts = asBody(unknown);
  if (!parts) return value ?? null;
  const result: Record<string, Json> = { ...asBody(value) };
  for (const [key, part] of Object.entries(parts)) {
    const filled = fill(result[key], part, `${path}.${key}`);
    if (filled !== null) result[key] = filled;
  }
  return result;
}

/**
 * What AWS has drawn (a key's id, a function's version) is a symbol in a synthesized stack: it becomes the same symbol
 * here, wherever it stands, so that a plan and a synthesized stack are the same access.
 */
function withSymbols(blocks: readonly Block[], place: { accountId: string; region: string }): Block[] {
  const drawn = new Map<string, string>();
  for (const block of blocks) {
    for (const [attribute, symbol] of Object.entries(attributesOf(block, block.values, place))) {
      const value = block.values[attribute];
      // A shorter text could stand somewhere by chance.
      if (typeof symbol === 'string' && hasOpaque(symbol) && typeof value === 'string' && value.length >= 16) {
        if (value !== symbol) drawn.set(value, symbol);
      }
    }
  }
  if (drawn.size === 0) return [...blocks];
  const longest = [...drawn].sort(([a], [b]) => b.length - a.length);
  const rename = (value: Json): Json => {
    if (typeof value === 'string') return longest.reduce((text, [from, to]) => text.replaceAll(from, to), value);
    if (Array.isArray(value)) return value.map(rename);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rename(item)]));
  };
  return blocks.map((block) => ({ ...block, values: asBody(rename({ ...block.values })) ?? {} }));
}

function readProvider(file: string, plan: Body | undefined): { accountId: string; region: string } {
  const providers = asBody(asBody(plan?.['configuration'])?.['provider_config']);
  const expressions = asBody(asBody(providers?.['aws'])?.['expressions']);
  const constant = (name: string): Json | undefined => asBody(expressions?.[name])?.['constant_value'];
  const accounts = constant('allowed_account_ids');
  const accountId = Array.isArray(accounts) ? accounts[0] : undefined;
  const region = constant('region');
  if (typeof region !== 'string' || typeof accountId !== 'string' || !/^\d{12}$/.test(accountId)) {
    throw new UserError(
      `${file}: the aws provider must have a literal region and allowed_account_ids, found ` +
        `${JSON.stringify({ region: region ?? null, allowed_account_ids: accounts ?? null })}.`,
    );
  }
  return { accountId, region };
}

function outputsOf(plan: Body | undefined): Record<string, Json> {
  const outputs = asBody(asBody(plan?.['planned_values'])?.['outputs']) ?? {};
  return Object.fromEntries(
    Object.entries(outputs).map(([name, output]) => [name, asBody(output)?.['value'] ?? opaque(`output.${name}`)]),
  );
}
