import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { refusedVariables } from '../scripts/programs/terraform-variables';
import { UserError } from '../scripts/user-error';
import { asBody, type Body } from './expressions/body';
import { besideFaults } from './accepted/beside';
import { documentFaults } from './accepted/document';
import { textFaults } from './accepted/json-text';
import { type Refuse } from './accepted/section-faults';
import { PASSED_OVER } from './accepted/sections';
import { stateBucketOf } from './accepted/state-bucket';
import { textMap } from './query';
import { type Located, readSources } from './expressions/read-sources';
import { referencesOf } from './expressions/references';
import { type RawBlock, Resolver } from './expressions/resolve';
import { TemplateError } from './expressions/template';
import { Refusals, Refused } from './refused';
import { type Block, catalogType, type Json, type Reference, type Stack } from './stack';
import { environmentOf, isBootstrap } from './stacks/environment-stacks';

/**
 * Reads a synthesized stack: the folder that holds `cdk.tf.json` and, beside it, `sources.json`. Whatever is not
 * understood is refused by its address (docs/reference/terraform-json.md says what is accepted).
 * @param env where variables are looked for by which Terraform would read the stack otherwise
 * @throws UserError naming the file, what is wrong with it and what would be right: for what is no stack
 * @throws Refused with all that is not understood
 */
export function readStack(folder: string, env: NodeJS.ProcessEnv = process.env): Stack {
  const file = join(folder, 'cdk.tf.json');
  const { text, root } = readRoot(file);
  const sources = readSources(join(folder, 'sources.json'));
  const metadata = asBody(asBody(root['//'])?.['metadata']);
  const base = basename(resolve(folder));
  const name = typeof metadata?.['stackName'] === 'string' ? metadata['stackName'] : base;
  const refusals = new Refusals();
  const refuse: Refuse = (address, found, right) => {
    const where = sources[addressIn(address)]?.source;
    refusals.add({ stack: name, address, found, right, ...(where ? { where } : {}) });
  };
  for (const { path, found, right } of textFaults(text)) refuse(asAddress(path), found, right);
  for (const { name: variable, found, right } of refusedVariables(env)) refuse(variable, found, right);
  besideFaults(folder, refuse);
  if (name !== base)
    refuse('//.metadata.stackName', `the stack is ${name}, and its folder ${base}`, 'run "npm run synth"');
  const raw = [...readBlocks(root, 'resource'), ...readBlocks(root, 'data')];
  const aws = onlyProvider(root);
  documentFaults(
    root,
    {
      name,
      environment: environmentOf(name),
      isBootstrap: isBootstrap(name),
      region: aws?.['region'],
      accounts: aws?.['allowed_account_ids'],
      stateBucket: stateBucketOf(folder, name, root),
      addresses: new Set(raw.map(({ address }) => address)),
    },
    refuse,
  );
  const place = refusals.of(name, () => readProvider(file, aws));
  // Without a region and an account, no name can be told.
  if (!place) throw new Refused(refusals.all);
  const { accountId, region, defaultTags } = place;
  const resolver = new Resolver(raw, { accountId, region, locals: asBody(root['locals']) ?? {}, refuse });
  const stack = {
    name,
    folder,
    accountId,
    region,
    defaultTags,
    blocks: raw.map((block) => toBlock(block, resolver, sources[block.address])),
    outputs: mapBodies(root['output'], (output, of) => resolver.value(output['value'] ?? null, `output.${of}`)),
  };
  refusals.throwIfAny();
  const passedOver = passedOverIn(root);
  return { ...stack, ...(passedOver.length > 0 ? { passedOver } : {}) };
}

/** `moved: aws_x.a → aws_x.b`, one a block. */
const passedOverIn = (root: Body): string[] =>
  Object.keys(PASSED_OVER).flatMap((kind) =>
    [root[kind] ?? []].flat().map((block) => {
      const { from, to, id } = asBody(block) ?? {};
      return `${kind}: ${[id ?? from, to].filter((one) => one !== undefined).join(' → ')}`;
    }),
  );

/** A path down the document as an address: `resource.aws_x.y.z` is at `aws_x.y.z`. */
const asAddress = (path: string): string => path.replace(/^resource\./, '');

/** The block that an address lies in. */
const addressIn = (address: string): string => address.split('.', address.startsWith('data.') ? 3 : 2).join('.');

function toBlock(raw: RawBlock, resolver: Resolver, located: Located | undefined): Block {
  const { kind, type, name, address, body } = raw;
  const path = asBody(asBody(body['//'])?.['metadata'])?.['path'];
  return {
    kind,
    type,
    name,
    address,
    values: resolver.values(address),
    references: referencesIn(body),
    ...(typeof path === 'string' ? { constructPath: path } : {}),
    ...(located ? { source: located.source } : {}),
    ...(located?.statements ? { statements: located.statements } : {}),
  };
}

/** None of a block whose templates are refused. */
function referencesIn(body: Body): readonly Reference[] {
  try {
    return referencesOf({ ...body });
  } catch (error) {
    if (error instanceof TemplateError) return [];
    throw error;
  }
}

/** Reads JSON; a file that is missing, unreadable or not JSON is the user's mistake. */
export const readJson = (file: string, remedy: string): Json => parse(file, readText(file, remedy), remedy);

function readText(file: string, remedy: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what = code === 'ENOENT' ? 'is not there' : `can't be read (${code ?? String(error)})`;
    throw new UserError(`${file} ${what}: ${remedy}.`);
  }
}

function parse(file: string, text: string, remedy: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new UserError(`${file} is not JSON (${(error as Error).message}): ${remedy}.`);
  }
}

function readRoot(file: string): { readonly text: string; readonly root: Body } {
  const remedy = 'run "npm run synth" first';
  const text = readText(file, remedy);
  const root = asBody(parse(file, text, remedy));
  if (!root || root['resource'] === undefined || root['provider'] === undefined) {
    throw new UserError(
      `${file} is not a synthesized stack: a JSON object with "provider" and "resource" was expected, ` +
        `found ${root ? `the keys ${Object.keys(root).slice(0, 8).join(', ') || '(none)'}` : 'something else'}. ` +
        `Run "npm run synth" to write it anew.`,
    );
  }
  return { text, root };
}

/** The configuration of the aws provider: the first, where a stack that is refused has several. */
function onlyProvider(root: Body): Body | undefined {
  const aws = asBody(root['provider'])?.['aws'];
  return (Array.isArray(aws) ? aws : [aws]).map(asBody).find((one) => one && one['alias'] === undefined);
}

/** Where the stack will stand. */
function readProvider(
  file: string,
  provider: Body | undefined,
): Pick<Stack, 'accountId' | 'region'> & Required<Pick<Stack, 'defaultTags'>> {
  const accounts = provider?.['allowed_account_ids'];
  const accountId = Array.isArray(accounts) ? accounts[0] : undefined;
  const region = provider?.['region'];
  if (typeof region !== 'string' || region.includes('${')) {
    throw new UserError(`${file}: provider.aws.region is missing: set it to a literal region, e.g. "eu-west-1".`);
  }
  if (typeof accountId !== 'string' || !/^\d{12}$/.test(accountId)) {
    throw new UserError(
      `${file}: provider.aws.allowed_account_ids must begin with the 12 digits of the account that the stack is for; ` +
        `found ${JSON.stringify(accounts ?? null)}.`,
    );
  }
  const [tags] = [provider?.['default_tags'] ?? []].flat();
  return { accountId, region, defaultTags: textMap(tags ?? {}, 'tags') };
}

/** Those that are one JSON object each: others are refused. */
function readBlocks(root: Body, kind: RawBlock['kind']): RawBlock[] {
  return Object.entries(asBody(root[kind]) ?? {}).flatMap(([type, byName]) =>
    Object.entries(asBody(byName) ?? {}).flatMap(([name, value]): RawBlock[] => {
      const body = asBody(value);
      const address = `${catalogType({ kind, type })}.${name}`;
      return body ? [{ kind, type, name, address, body }] : [];
    }),
  );
}

function mapBodies(value: Json | undefined, to: (body: Body, name: string) => Json | undefined): Record<string, Json> {
  const result: Record<string, Json> = {};
  for (const [name, body] of Object.entries(asBody(value) ?? {})) {
    const mapped = to(asBody(body) ?? {}, name);
    if (mapped !== undefined) result[name] = mapped;
  }
  return result;
}
