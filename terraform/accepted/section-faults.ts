import { asBody } from '../expressions/body';
import { type Json } from '../stack';
import { type Place, type Section } from './sections';
import { WORDS } from './words';

/** Takes one fault: where, what it is, what would be right. */
export type Refuse = (address: string, found: string, right: string) => void;

/** Everything that an object holds must be one of a section's arguments. */
export function sectionFaults(section: Section, at: string, value: Json, place: Place, refuse: Refuse): void {
  const body = asBody(value);
  if (!body) {
    refuse(at, `it is ${kindOf(value)}`, 'write a JSON object');
    return;
  }
  for (const [key, item] of Object.entries(body)) {
    if (key === '//') continue;
    const accepted = Object.hasOwn(section.arguments, key) ? section.arguments[key] : undefined;
    if (!accepted) refuseUnknown(`${at}.${key}`, key, 'argument', Object.keys(section.arguments), refuse);
    else if (!accepted.is(item, place)) refuse(`${at}.${key}`, `it is ${shown(item)}`, `it must be ${accepted.must}`);
  }
}

/** In the words that are known of it, else in none. */
export function refuseUnknown(at: string, key: string, kind: string, there: readonly string[], refuse: Refuse): void {
  const [what, instead] = (Object.hasOwn(WORDS, key) ? WORDS[key] : undefined) ?? [
    `${key} is no ${kind} that is read`,
    there.length === 0 ? 'leave it out' : `there are ${there.join(', ')}`,
  ];
  refuse(at, Object.hasOwn(WORDS, key) ? `${key} is not read, ${what}` : what, instead);
}

export const kindOf = (value: Json): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
};

export const shown = (value: Json): string => JSON.stringify(value).slice(0, 80);
