import { partsOf } from '../../catalog/all';
import { type Argument, type Arguments } from '../../catalog/arguments';
import { placeOf } from '../../catalog/place-of';
import { modelFault } from '../../catalog/models/model-fault';
import { asBody } from '../expressions/body';
import { type Json } from '../stack';
import { type Refuse } from './section-faults';

const known = partsOf('arguments');
const limits = partsOf('limits');

/** What may be set of a type, `data.` before a data source's; undefined for one that is not modelled. */
export const argumentsOf = (type: string): Arguments | undefined =>
  Object.hasOwn(known, type) ? known[type] : undefined;

/** Data sources that are read while planning: none whose answer others write. */
export const dataSources = (): string[] =>
  Object.keys(known)
    .filter((type) => type.startsWith('data.'))
    .map((type) => type.slice('data.'.length))
    .sort();

/**
 * What a block sets that nobody reads: it would do on AWS what neither the proof nor the local run knows of. Nested blocks
 * are looked at argument by argument, unless one is taken whole (a map of names and values).
 */
export function argumentFaults(type: string, at: string, path: string, value: Json, refuse: Refuse): void {
  const all = argumentsOf(type) ?? {};
  if (Object.hasOwn(all, path)) {
    valueFault(type, at, path, value, all[path] as Argument, refuse);
    modelFaults(type, at, path, value, refuse);
    return;
  }
  const bodies = (Array.isArray(value) ? value : [value]).map(asBody);
  const isBlock = Object.keys(all).some((one) => one.startsWith(`${path}.`));
  if (isBlock && bodies.every((body) => body !== undefined)) {
    for (const body of bodies) {
      for (const [name, one] of Object.entries(body ?? {})) {
        argumentFaults(type, `${at}.${name}`, `${path}.${name}`, one, refuse);
      }
    }
    return;
  }
  refuse(at, `${path} of ${type} is not modelled`, `leave it out, or say in ${placeOf(type)} who reads it`);
}

/** What AWS's own model of the service doesn't take. */
function modelFaults(type: string, at: string, path: string, value: Json, refuse: Refuse): void {
  const member = limits[type]?.[path];
  const right = member === undefined ? undefined : modelFault(member, value);
  if (right === undefined) return;
  refuse(at, `${path} of ${type} is ${JSON.stringify(value).slice(0, 80)}`, `it must ${right}`);
}

function valueFault(type: string, at: string, path: string, value: Json, argument: Argument, refuse: Refuse): void {
  const wrong = (right: string) =>
    refuse(at, `${path} of ${type} is ${JSON.stringify(value)}`, `it must be ${right}: ${placeOf(type)}`);
  if ('only' in argument && !argument.only.some((one) => one === value)) {
    wrong(argument.only.map((one) => JSON.stringify(one)).join(' or '));
  }
  if ('between' in argument) {
    const [least, most] = argument.between;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      wrong(`a whole number from ${least} to ${most} (${argument.page})`);
    }
  }
}
