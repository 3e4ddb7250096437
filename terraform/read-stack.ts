import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../scripts/user-error';
import { asBody, type Body } from './expressions/body';
import { textMap } from './query';
import { type Located, readSources } from './expressions/read-sources';
import { referencesOf } from './expressions/references';
import { type RawBlock, Resolver } from './expressions/resolve';
import { type Block, type Json, type Stack } from './stack';

/**
 * Reads a synthesized stack: the folder that holds `cdk.tf.json` and, beside it, `sources.json`.
 * @throws UserError naming the file, what is wrong with it and what would be right.
 */
export function readStack(folder: string): Stack {
  const file = join(folder, 'cdk.tf.json');
  const root = readRoot(file);
  const { accountId, region, defaultTags } = readProvider(file, root);
  const raw = [...readBlocks(file, root, 'resource'), ...readBlocks(file, root, 'data')];
  const resolver = new Resolver(raw, {
    file,
    accountId,
    region,
    variables: mapBodies(root['variable'], (variable) => variable['default']),
    locals: asBody(root['locals']) ?? {},
  });
  const sources = readSources(join(folder, 'sources.json'));
  const metadata = asBody(asBody(root['//'])?.['metadata']);
  return {
    name: typeof metadata?.['stackName'] === 'string' ? metadata['stackName'] : basename(resolve(folder)),
    folder,
    accountId,
    region,
    defaultTags,
    blocks: raw.map((block) => toBlock(block, resolver, sources[block.address])),
    outputs: mapBodies(root['output'], (output) => resolver.value(output['value'] ?? null)),
  };
}

function toBlock(raw: RawBlock, resolver: Resolver, located: Located | undefined): Block {
  const { kind, type, name, address, body } = raw;
  const path = asBody(asBody(body['//'])?.['metadata'])?.['path'];
  return {
    kind,
    type,
    name,
    address,
    values: resolver.values(address),
    references: referencesOf({ ...body }),
    ...(typeof path === 'string' ? { constructPath: path } : {}),
    ...(located ? { source: located.source } : {}),
    ...(located?.statements ? { statements: located.statements } : {}),
  };
}

/** Reads JSON; a file that is missing, unreadable or not JSON is the user's mistake. */
export function readJson(file: string, remedy: string): Json {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what = code === 'ENOENT' ? 'is not there' : `can't be read (${code ?? String(error)})`;
    throw new UserError(`${file} ${what}: ${remedy}.`);
  }
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new UserError(`${file} is not JSON (${(error as Error).message}): ${remedy}.`);
  }
}

function readRoot(file: string): Body {
  const root = asBody(readJson(file, 'run "npm run synth" first'));
  if (!root || !asBody(root['resource']) || root['provider'] === undefined) {
    throw new UserError(
      `${file} is not a synthesized stack: a JSON object with "provider" and "resource" was expected, ` +
        `found ${root ? `the keys ${Object.keys(root).slice(0, 8).join(', ') || '(none)'}` : 'something else'}. ` +
        `Run "npm run synth" to write it anew.`,
    );
  }
  return root;
}

/** Where the stack will stand, from the default (un-aliased) configuration of the aws provider. */
function readProvider(
  file: string,
  root: Body,
): Pick<Stack, 'accountId' | 'region'> & Required<Pick<Stack, 'defaultTags'>> {
  const aws = asBody(root['provider'])?.['aws'];
  const configurations = (Array.isArray(aws) ? aws : [aws]).map(asBody);
  const provider = configurations.find((one) => one && one['alias'] === undefined);
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

function readBlocks(file: string, root: Body, kind: RawBlock['kind']): RawBlock[] {
  return Object.entries(asBody(root[kind]) ?? {}).flatMap(([type, byName]) =>
    Object.entries(asBody(byName) ?? {}).map(([name, value]): RawBlock => {
      const body = asBody(value);
      const address = kind === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
      if (!body) throw new UserError(`${file}: ${address} must be a JSON object of arguments.`);
      return { kind, type, name, address, body };
    }),
  );
}

function mapBodies(value: Json | undefined, to: (body: Body) => Json | undefined): Record<string, Json> {
  const result: Record<string, Json> = {};
  for (const [name, body] of Object.entries(asBody(value) ?? {})) {
    const mapped = to(asBody(body) ?? {});
    if (mapped !== undefined) result[name] = mapped;
  }
  return result;
}
