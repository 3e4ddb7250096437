import { placeOf } from '../../catalog/place-of';
import { asBody, type Body } from '../expressions/body';
import { catalogType, type Json } from '../stack';
import { argumentsOf, dataSources } from './arguments';
import { bodyFaults } from './bodies';
import { kindOf, type Refuse, refuseUnknown, sectionFaults } from './section-faults';
import { BACKEND, OUTPUT, PASSED_OVER, type Place, PROVIDER, PROVIDERS, requiredProvider, TERRAFORM } from './sections';

const NAME = /^[A-Za-z_][\w-]*$/;
const TYPE = /^[a-z][a-z0-9]*_[a-z0-9_]+$/;
const ACCEPTED = ['terraform', 'provider', 'resource', 'data', 'output', 'locals', ...Object.keys(PASSED_OVER)];

/**
 * Walks a whole stack, and refuses whatever is not understood.
 * https://developer.hashicorp.com/terraform/language/syntax/json#json-file-structure
 */
export function documentFaults(root: Body, place: Place, refuse: Refuse): void {
  for (const [key, value] of Object.entries(root)) {
    if (key === '//') continue;
    if (!ACCEPTED.includes(key)) {
      for (const name of namesIn(value)) refuseUnknown([key, ...name].join('.'), key, 'block', ACCEPTED, refuse);
    } else if (Object.hasOwn(PASSED_OVER, key)) {
      const section = PASSED_OVER[key];
      const all = Array.isArray(value) ? value : [value];
      all.forEach((one, index) => section && sectionFaults(section, `${key}[${index}]`, one, place, refuse));
    } else if (key === 'terraform') terraformFaults(value, place, refuse);
    else if (key === 'provider') providerFaults(value, place, refuse);
    else if (key === 'resource' || key === 'data') blockFaults(key, value, place, refuse);
    else if (key === 'output') {
      for (const [name, body] of entries(key, value, refuse)) {
        named(`output.${name}`, name, refuse);
        sectionFaults(OUTPUT, `output.${name}`, body, place, refuse);
      }
    } else for (const [name] of entries(key, value, refuse)) named(`local.${name}`, name, refuse);
  }
}

function terraformFaults(value: Json, place: Place, refuse: Refuse): void {
  sectionFaults(TERRAFORM, 'terraform', value, place, refuse);
  const { backend, required_providers: required } = asBody(value) ?? {};
  const s3 = asBody(backend)?.['s3'];
  if (s3 !== undefined) {
    sectionFaults(BACKEND, BACKEND.of, s3, place, refuse);
    for (const name of Object.keys(BACKEND.arguments)) {
      if (asBody(s3) && asBody(s3)?.[name] === undefined) {
        refuse(`${BACKEND.of}.${name}`, 'it is missing', `it must be ${BACKEND.arguments[name]?.must}`);
      }
    }
  }
  for (const [name, body] of Object.entries(asBody(required) ?? {})) {
    const at = `terraform.required_providers.${name}`;
    if (Object.hasOwn(PROVIDERS, name)) sectionFaults(requiredProvider(name), at, body, place, refuse);
    else refuse(at, `${name} is no provider that is read`, `there are ${Object.keys(PROVIDERS).join(', ')}`);
  }
}

/** One configuration of each, un-aliased: as CDKTF writes it, a list of one. */
function providerFaults(value: Json, place: Place, refuse: Refuse): void {
  for (const [name, body] of entries('provider', value, refuse)) {
    const section = Object.hasOwn(PROVIDER, name) ? PROVIDER[name] : undefined;
    const all = Array.isArray(body) ? body : [body];
    if (!section) {
      refuse(`provider.${name}`, 'it is no provider that is read', `there are ${Object.keys(PROVIDER).join(', ')}`);
      continue;
    }
    if (all.length !== 1) {
      refuse(`provider.${name}`, `it has ${all.length} configurations`, "write one: the environment's");
    }
    for (const one of all) sectionFaults(section, `provider.${name}`, one, place, refuse);
  }
}

function blockFaults(kind: 'resource' | 'data', value: Json, place: Place, refuse: Refuse): void {
  for (const [type, byName] of entries(kind, value, refuse)) {
    const at = catalogType({ kind, type });
    if (!TYPE.test(type) || argumentsOf(at) === undefined) {
      const names = Object.keys(asBody(byName) ?? { '': {} });
      for (const name of names) refuse(name === '' ? at : `${at}.${name}`, ...typeWords(kind, type));
      continue;
    }
    for (const [name, body] of entries(at, byName, refuse)) {
      named(`${at}.${name}`, name, refuse);
      const one = asBody(body);
      if (one) bodyFaults({ kind, type, address: `${at}.${name}`, body: one }, place, refuse);
      else refuse(`${at}.${name}`, `it is ${kindOf(body)}`, 'write one block, a JSON object of arguments');
    }
  }
}

const typeWords = (kind: 'resource' | 'data', type: string): [found: string, right: string] =>
  kind === 'data'
    ? [`the data source ${type} is not read: its answer may be anything`, `there are ${dataSources().join(', ')}`]
    : [
        `resources of the type ${type} are not modelled`,
        `leave it out, or add it to ${placeOf(type)}, and grant its calls in constructs/deploy-access/`,
      ];

/** Terraform takes a list of objects where labels stand, too, and joins them: here it is refused. */
function entries(at: string, value: Json, refuse: Refuse): [string, Json][] {
  const body = asBody(value);
  if (!body) refuse(at, `it is ${kindOf(value)}`, 'write one JSON object');
  return Object.entries(body ?? {});
}

function named(at: string, name: string, refuse: Refuse): void {
  if (!NAME.test(name)) refuse(at, `${JSON.stringify(name)} is no name`, 'use letters, digits, _ and -');
}

/** The names of blocks of a kind that is not read, so that each is told; the kind alone when it has none. */
const namesIn = (value: Json): string[][] => {
  const names = Object.keys(asBody(value) ?? {});
  return names.length === 0 ? [[]] : names.map((name) => [name]);
};
