import { AwsError } from '../shared/errors';
import { inputOf, type Model, modelOf, type Shape, shapeOf } from './model';

export type Form = Readonly<Record<string, string>>;

/**
 * The input that a form of the Query protocol spells out: `Entries.member.1.Id`, `Attributes.entry.1.key`.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 * @throws AwsError for a number or boolean that is none, or a list with gaps
 */
export function inputOfForm(service: string, operation: string, form: Form): Record<string, unknown> {
  const model = modelOf(service);
  return (structureOf(model, inputOf(service, operation), form, '') ?? {}) as Record<string, unknown>;
}

function valueOf(model: Model, shape: Shape, form: Form, key: string): unknown {
  switch (shape.type) {
    case 'structure':
      return structureOf(model, shape, form, `${key}.`);
    case 'list':
      return listOf(model, shape, form, key);
    case 'map':
      return mapOf(model, shape, form, key);
    default:
      return Object.hasOwn(form, key) ? scalarOf(shape.type, form[key] ?? '', key) : undefined;
  }
}

function structureOf(model: Model, shape: Shape, form: Form, prefix: string): object | undefined {
  const entries = Object.entries(shape.members ?? {}).flatMap(([name, reference]) => {
    const value = valueOf(model, shapeOf(model, reference.shape), form, `${prefix}${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  return prefix !== '' && !present(form, prefix) ? undefined : Object.fromEntries(entries);
}

const present = (form: Form, prefix: string): boolean => Object.keys(form).some((key) => key.startsWith(prefix));

function listOf(model: Model, shape: Shape, form: Form, key: string): unknown[] | undefined {
  const member = shapeOf(model, shape.member?.shape ?? '');
  const places = placesIn(form, `${key}.member.`);
  // An empty list is sent as an empty text.
  if (places.length === 0) return form[key] === '' ? [] : undefined;
  return places.map((place) => valueOf(model, member, form, `${key}.member.${place}`));
}

function mapOf(model: Model, shape: Shape, form: Form, key: string): object | undefined {
  const [keyName, valueName] = [shape.key?.locationName ?? 'key', shape.value?.locationName ?? 'value'];
  const below = shapeOf(model, shape.value?.shape ?? '');
  const places = placesIn(form, `${key}.entry.`);
  if (places.length === 0) return undefined;
  return Object.fromEntries(
    places.map((place) => {
      const at = `${key}.entry.${place}`;
      return [form[`${at}.${keyName}`] ?? '', valueOf(model, below, form, `${at}.${valueName}`) ?? {}];
    }),
  );
}

/** 1, 2, 3 … without a gap. */
function placesIn(form: Form, prefix: string): number[] {
  const found = Object.keys(form).filter((key) => key.startsWith(prefix));
  const places = [...new Set(found.map((key) => key.slice(prefix.length).split('.')[0] ?? ''))];
  const numbers = places.map(Number).sort((a, b) => a - b);
  if (numbers.some((number, index) => number !== index + 1)) {
    throw new AwsError('MalformedInput', `${prefix}N: number the entries from 1 on, without a gap`);
  }
  return numbers;
}

function scalarOf(type: string, text: string, key: string): unknown {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if ((type === 'integer' || type === 'long') && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === 'boolean' || type === 'integer' || type === 'long') {
    throw new AwsError('MalformedInput', `${key} is ${JSON.stringify(text)}: it must be of type ${type}`);
  }
  return text;
}
