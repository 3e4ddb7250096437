import { UserError } from '../../scripts/user-error';
import { type Json } from '../stack';

type Body = Readonly<Record<string, Json>>;

/**
 * The `json` of a `data.aws_iam_policy_document`, as its provider renders it.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 * @throws UserError for `source_policy_documents` and `override_policy_documents`, whose merging is not read.
 */
export function policyDocument(address: string, values: Body): string {
  for (const unread of ['source_policy_documents', 'override_policy_documents', 'source_json', 'override_json']) {
    if (values[unread] !== undefined) {
      throw new UserError(`${address}: ${unread} is not supported: write the statements into one document.`);
    }
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
    (byTest[String(test)] ??= {})[String(variable)] = unescape(values ?? []);
  }
  return { Condition: byTest };
}
