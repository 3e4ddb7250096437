import { asBody, type Body } from '../expressions/body';
import { catalogType, type Json } from '../stack';
import { argumentFaults } from './arguments';
import { type Refuse, refuseUnknown, sectionFaults, shown } from './section-faults';
import { INTERPRETER, LIFECYCLE, META, type Place, SMOKE_TEST } from './sections';

/** One block as it stands in the document. */
export interface Written {
  readonly kind: 'resource' | 'data';
  readonly type: string;
  readonly address: string;
  readonly body: Body;
}

/** Meta-arguments that no block may have. */
const NEVER = ['count', 'for_each', 'connection', 'dynamic'];

/**
 * Refuses what is not understood of one block: meta-arguments, and what Terraform makes of its values.
 * https://developer.hashicorp.com/terraform/language/meta-arguments
 */
export function bodyFaults(block: Written, place: Place, refuse: Refuse): void {
  const { address, body } = block;
  for (const [key, value] of Object.entries(body)) {
    const at = `${address}.${key}`;
    if (key === '//') continue;
    if (NEVER.includes(key)) refuseUnknown(at, key, 'argument', [], refuse);
    else if (key === 'provisioner') provisionerFaults(block, value, refuse);
    else if (Object.hasOwn(META.arguments, key)) metaFaults(block, key, value, place, refuse);
    else {
      argumentFaults(catalogType(block), at, key, value, refuse);
      valueFaults(at, value, refuse);
    }
  }
}

function metaFaults({ type, address }: Written, key: string, value: Json, place: Place, refuse: Refuse): void {
  const argument = META.arguments[key];
  const at = `${address}.${key}`;
  const own = type.slice(0, type.indexOf('_'));
  const fits = key === 'provider' ? value === own : argument?.is(value, place);
  if (!fits) refuse(at, `it is ${shown(value)}`, `it must be ${argument?.must}`);
  else if (key === 'lifecycle') {
    const [lifecycle] = Array.isArray(value) ? value : [value];
    sectionFaults(LIFECYCLE, at, lifecycle ?? null, place, refuse);
  }
}

/** https://developer.hashicorp.com/terraform/language/provisioners: the smoke test of a bundle, to the letter. */
function provisionerFaults({ type, address }: Written, value: Json, refuse: Refuse): void {
  const [only, another] = Array.isArray(value) ? value : [value];
  const { command, interpreter, ...rest } = asBody(asBody(only)?.['local-exec']) ?? {};
  const isSmokeTest =
    type === 'null_resource' &&
    another === undefined &&
    Object.keys(asBody(only) ?? {}).length === 1 &&
    Object.keys(rest).length === 0 &&
    JSON.stringify(interpreter) === JSON.stringify(INTERPRETER) &&
    typeof command === 'string' &&
    SMOKE_TEST.test(command);
  if (!isSmokeTest) refuseUnknown(`${address}.provisioner`, 'provisioner', 'argument', [], refuse);
}

/**
 * - `//` is a comment only where a block's arguments stand; anywhere else it is a key like others, which AWS would get:
 *   https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties
 * - a key may be a template, and give another key (or the same one twice):
 *   https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 * - null leaves an argument out, and stands in a list:
 *   https://developer.hashicorp.com/terraform/language/expressions/types#null
 */
function valueFaults(at: string, value: Json, refuse: Refuse): void {
  if (value === null) refuse(at, 'it is null', 'leave it out');
  else if (typeof value === 'string') {
    // Which of the signs is the escape, Terraform's page does not say.
    if (/\${3,}\{|%{3,}\{/.test(value)) refuse(at, `${shown(value)} escapes an escape`, 'write two signs before "{"');
  } else if (Array.isArray(value)) value.forEach((item, index) => valueFaults(`${at}.${index}`, item, refuse));
  else if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      const here = `${at}.${key}`;
      if (key === '//') refuse(here, 'it is no comment here, but a key', 'leave it out');
      else if (key === 'dynamic' && typeof item === 'object') refuseUnknown(here, key, 'argument', [], refuse);
      else if (/[$%]\{/.test(key)) refuse(here, 'the key is a template', 'write the key');
      else valueFaults(here, item, refuse);
    }
  }
}
