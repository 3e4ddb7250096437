import { type Data } from '../find';
import { evaluate, queryFailure, type States, subject } from './evaluate';
import { bodyOf, isExpression } from '../../../../../../scripts/text/jsonata-expression';
import { kindOf } from './value';

/** A value of a definition with its expressions in place of what they say, at any depth. */
export async function fill(template: unknown, location: string, data: Data, states: States): Promise<unknown> {
  if (isExpression(template)) return evaluate(template, location, data, states);
  if (Array.isArray(template)) {
    const items: unknown[] = [];
    for (const [at, item] of template.entries()) items.push(await fill(item, `${location}[${at}]`, data, states));
    return items;
  }
  if (template === null || typeof template !== 'object') return template;
  const filled: [string, unknown][] = [];
  for (const [name, value] of Object.entries(template)) {
    filled.push([name, await fill(value, `${location}/${name}`, data, states)]);
  }
  return Object.fromEntries(filled);
}

type Kinds = { number: number; string: string; boolean: boolean; array: readonly unknown[] };

/** The same, of a kind. Words recorded of a list: test_base_scenarios.py test_map_state_items_eval_jsonata_fail. */
export async function fillAs<Kind extends keyof Kinds>(
  kind: Kind,
  template: unknown,
  location: string,
  data: Data,
  states: States,
): Promise<Kinds[Kind]> {
  const value = await fill(template, location, data, states);
  if (kindOf(value) === kind) return value as Kinds[Kind];
  throw queryFailure(
    `${subject(bodyOf(String(template)), location)} returned an unexpected result type. Expected '${kind}', but was ` +
      `'${kindOf(value)}' for value: ${JSON.stringify(value)}`,
    location,
  );
}
