import { type MemberLimits } from '../../catalog/models/service-models';

const NUMBER = '([\\d,]+)';
const number = (text = ''): number => Number(text.replaceAll(',', ''));
const plain = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

/** What a model's words say of a whole number, in the ways that AWS words it. */
const WAYS: readonly (readonly [pattern: RegExp, limits: (match: readonly string[]) => Partial<MemberLimits>])[] = [
  [
    new RegExp(`Possible values are: ((?:\\d+, )+)and (\\d+)\\.`),
    ([, all = '', last = '']) => ({ values: [...all.split(', ').slice(0, -1), last].map(Number) }),
  ],
  [
    new RegExp(`must be between ${NUMBER} and ${NUMBER}, inclusive`),
    ([, min, max]) => ({ min: number(min), max: number(max) }),
  ],
  [new RegExp(`maximum allowed value is ${NUMBER} `), ([, max]) => ({ max: number(max) })],
  [
    new RegExp(`Valid values(?:: An integer from| are) ${NUMBER} (?:[a-z]+ )?(?:\\([^)]*\\) )?to ${NUMBER}`),
    ([, min, max]) => ({ min: number(min), max: number(max) }),
  ],
];

/** Limits of a number that a model's shape leaves out or has wider, and its documentation states. */
export function saidOf(documentation: string): Partial<MemberLimits> | undefined {
  const text = plain(documentation);
  for (const [pattern, limits] of WAYS) {
    const match = pattern.exec(text);
    if (match) return { ...limits([...match]), said: true };
  }
  return undefined;
}

/** A map of attributes, whose values are texts: what its documentation says of each that is a number. */
export function saidOfKeys(documentation: string): Record<string, MemberLimits> {
  const found: Record<string, MemberLimits> = {};
  for (const item of documentation.split('<li>').slice(1)) {
    const [, key = '', words = ''] = /^\s*<p>\s*<code>(\w+)<\/code>\s*–\s*([^]*)$/.exec(item) ?? [];
    const said = key === '' ? undefined : saidOf(words);
    if (said) found[key] = { type: 'integer', ...said };
  }
  return found;
}
