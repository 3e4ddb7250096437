import { text } from '../../terraform/query';
import { type Block, type Json } from '../../terraform/stack';

/** A Task of a machine's definition. */
export interface Task {
  readonly state: string;
  readonly resource: string;
  /** Its Parameters, or in JSONata its Arguments. */
  readonly given: Fields;
  readonly credentials?: Fields;
}

export type Fields = Readonly<Record<string, Json>>;

/** Those of branches and processors too. */
export const tasksOf = (machine: Block): Task[] => statesIn(JSON.parse(text(machine, 'definition')) as Json);

function statesIn(value: Json): Task[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(statesIn);
  return Object.entries(value).flatMap(([field, inner]): Task[] => {
    if (field !== 'States' || typeof inner !== 'object' || inner === null) return statesIn(inner);
    return Object.entries(inner).flatMap(([state, one]) => [...taskOf(state, one as Json), ...statesIn(one as Json)]);
  });
}

function taskOf(state: string, one: Json): Task[] {
  const { Type: type, Resource: resource, Parameters, Arguments, Credentials } = fieldsOf(one);
  if (type !== 'Task' || typeof resource !== 'string') return [];
  return [
    {
      state,
      resource,
      given: fieldsOf(Parameters ?? Arguments),
      ...(Credentials === undefined ? {} : { credentials: fieldsOf(Credentials) }),
    },
  ];
}

export const fieldsOf = (value: Json | undefined): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

/** What a field says as it is written; undefined for what only an execution knows. */
export function writtenIn(fields: Fields, name: string): string | undefined {
  const { [name]: value } = fields;
  return typeof value === 'string' && !value.startsWith('{%') ? value : undefined;
}
