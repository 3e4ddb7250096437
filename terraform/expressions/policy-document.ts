import { UserError } from '../../scripts/user-error';
import { type Json } from '../stack';

type Body = Readonly<Record<string, Json>>;

/**
 * The `json` of a `data.aws_iam_policy_document`, as its provider renders it.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 * (Documents that are merged into it are refused where the block is read: `accepted/sections.ts`.)
 * @throws UserError for an argument of a statement that is not read
 */
export function policyDocument(address: string, values: Body): string {
  for (const statement of blocks(values['statement'])) {
    known(address, statement, STATEMENT);
    for (const principals of ['principals', 'not_principals']) {
      for (const one of blocks(statement[principals])) {
        known(address, one, ['type', 'identifiers']);
        const whole = blocks(statement[principals]).length === 1 && JSON.stringify(one['identifiers']) === '["*"]';
        if (one['type'] === '*' && !whole) {
          throw new UserError(`${address}: ${principals} of type "*" must stand alone, with the identifiers ["*"].`);
        }
      }
    }
    for (const condition of blocks(statement['condition'])) known(address, condition, ['test', 'variable', 'values']);
  }
  return JSON.stringify({
    Version: values['version'] ?? '2012-10-17',
    Statement: blocks(values['statement']).map((statement) => ({
      ...(statement['sid'] ? { Sid: statement['sid'] } : {}),
      Effect: statement['effect'] ?? 'Allow',
      ...named('Action', statement['actions']),
      ...named('NotAction', statement['not_actions']),
      ...named('Resource', statement['resources']),
      ...named('NotResource', statement['not_resources']),
      ...principals('Principal', statement['principals']),
      ...principals('NotPrincipal', statement['not_principals']),
      ...conditions(statement['condition']),
    })),
  });
}

const STATEMENT = [
  'sid',
  'effect',
  ...['actions', 'not_actions', 'resources', 'not_resources'],
  ...['principals', 'not_principals', 'condition'],
];

function known(address: string, body: Body, all: readonly string[]): void {
  const unknown = Object.keys(body).find((key) => !all.includes(key));
  if (unknown !== undefined) {
    throw new UserError(`${address}: ${unknown} is not read in a policy document: there are ${all.join(', ')}.`);
  }
}

function blocks(value: Json | undefined): Body[] {
  const list: Json[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.filter(
    (item): item is { [key: string]: Json } => item !== null && typeof item === 'object' && !Array.isArray(item),
  );
}

/** `&{aws:username}` is the provider's way to write a policy variable past Terraform's own templates. */
const unescape = (value: Json): Json => {
  if (typeof value === 'string') return value.replaceAll('&{', '${');
  return Array.isArray(value) ? value.map(unescape) : value;
};

const named = (key: string, value: Json | undefined): Record<string, Json> =>
  value === undefined || value === null ? {} : { [key]: unescape(value) };

function principals(key: string, value: Json | undefined): Record<string, Json> {
  const all = blocks(value);
  if (all.length === 0) return {};
  const [only] = all;
  if (all.length === 1 && only?.['type'] === '*') return { [key]: '*' };
  const byType: Record<string, Json[]> = {};
  for (const { type, identifiers } of all) {
    byType[String(type)] = [...(byType[String(type)] ?? []), ...(Array.isArray(identifiers) ? identifiers : [])];
  }
  return { [key]: byType };
}

function conditions(value: Json | undefined): Record<string, Json> {
  const all = blocks(value);
  if (all.length === 0) return {};
  const byTest: Record<string, Record<string, Json>> = {};
  for (const { test, variable, values } of all) {
    const byVariable = (byTest[String(test)] ??= {});
    const before = byVariable[String(variable)];
    const fresh = unescape(values ?? []);
    // The provider joins the values of one operator and key.
    byVariable[String(variable)] = Array.isArray(before) && Array.isArray(fresh) ? [...before, ...fresh] : fresh;
  }
  return { Condition: byTest };
}
