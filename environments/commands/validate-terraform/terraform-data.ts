/** Anything that JSON holds. */
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Arguments that Terraform itself reads, on any resource: they stay where they are. */
const META = ['depends_on', 'lifecycle', 'provisioner', 'connection', 'count', 'for_each'];

/**
 * The stack with every resource and data block rewritten to the built-in `terraform_data`, so that `terraform validate`
 * checks it without any provider: unclosed `${`, references to nothing, unknown functions, cycles, unescaped `${…}`. (What it
 * can't check, the names of arguments, the compiler has checked.)
 */
export function asTerraformData(stack: JsonObject): JsonObject {
  const blocks = { ...rewriteBlocks(stack['resource'], ''), ...rewriteBlocks(stack['data'], 'data.') };
  const { required_version: requiredVersion } = (stack['terraform'] ?? {}) as JsonObject;
  return {
    terraform: requiredVersion === undefined ? {} : { required_version: requiredVersion },
    resource: { terraform_data: blocks },
    output: rewriteText(stack['output'] ?? {}),
  };
}

function rewriteBlocks(types: Json | undefined, prefix: string): JsonObject {
  const rewritten: JsonObject = {};
  for (const [type, blocks] of Object.entries((types ?? {}) as { [type: string]: JsonObject })) {
    for (const [name, block] of Object.entries(blocks)) {
      const entries = Object.entries(block as JsonObject).filter(([key]) => key !== '//');
      const meta = entries.filter(([key]) => META.includes(key)).map(withoutPromises);
      const input = entries.filter(([key]) => !META.includes(key));
      rewritten[nameOf(`${prefix}${type}.${name}`)] = {
        input: rewriteText(Object.fromEntries(input)),
        ...(rewriteText(Object.fromEntries(meta)) as JsonObject),
        ...dependsOn(Object.fromEntries(meta)['depends_on']),
      };
    }
  }
  return rewritten;
}

/** A postcondition is about attributes that only the provider knows. */
const withoutPromises = ([key, value]: readonly [string, Json]): [string, Json] =>
  key === 'lifecycle'
    ? [key, Object.fromEntries(Object.entries(value as JsonObject).filter(([inner]) => inner !== 'postcondition'))]
    : [key, value];

const nameOf = (address: string) => address.replaceAll('.', '__');

const dependsOn = (addresses: Json | undefined): JsonObject =>
  Array.isArray(addresses)
    ? { depends_on: addresses.map((address) => `terraform_data.${nameOf(String(address))}`) }
    : {};

function rewriteText(value: Json): Json {
  if (typeof value === 'string') return rewriteTemplate(value);
  if (Array.isArray(value)) return value.map(rewriteText);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewriteText(inner)]));
}

/** An expression in a template, unless it is escaped (`$${`). */
const EXPRESSION = /(?<!\$)\$\{[^}]*\}/g;
/** The head of a reference; provider types have an underscore, Terraform's own objects (`path`, `var`, `each`) none. */
const REFERENCE = /\b(?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[\w-]+/g;

const rewriteTemplate = (text: string) =>
  text.replace(EXPRESSION, (expression) =>
    expression.replace(REFERENCE, (address) => `terraform_data.${nameOf(address)}.output`),
  );
