import { type Model, type Shape, shapeOf, wholePattern } from './model';

/** Orders in which AWS was seen to tell a set, where that is not the model's. */
const TOLD_SETS: readonly (readonly string[])[] = [
  // localstack/localstack, tests/aws/services/stepfunctions/v2/test_sfn_api.snapshot.json
  ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'],
];

/** A constraint that a value breaks, in AWS's words. */
export interface Broken {
  /** Absent where the fault is that there is none. */
  readonly value?: string;
  /** `targets.1.member.id` */
  readonly path: string;
  readonly constraint: string;
}

/** As AWS tells it: `Value '' at 'queryString' failed to satisfy constraint: …`. @param isHidden where it is, and not which */
export function wordsOf({ value, path, constraint }: Broken, isHidden = false): string {
  const which = value === undefined ? ' null' : isHidden ? '' : ` '${value}'`;
  return `Value${which} at '${path}' failed to satisfy constraint: ${constraint}`;
}

/** What of a value breaks its shape's constraints. Types were checked before. @param path as AWS writes it */
export function brokenConstraints(model: Model, shape: Shape, value: unknown, path: string): Broken[] {
  const own = ownConstraints(shape, value).map((constraint) => ({
    value: shape.type === 'blob' ? shownBytes(value) : shown(value),
    path,
    constraint,
  }));
  return [...own, ...inside(model, shape, value, path)];
}

function inside(model: Model, shape: Shape, value: unknown, path: string): Broken[] {
  if (shape.type === 'structure') {
    const given = value as Readonly<Record<string, unknown>>;
    return Object.entries(shape.members ?? {}).flatMap(([name, reference]) => {
      const at = path === '' ? lower(name) : `${path}.${lower(name)}`;
      const one = given[name] ?? undefined;
      if (one !== undefined) return brokenConstraints(model, shapeOf(model, reference.shape), one, at);
      return shape.required?.includes(name) === true ? [{ path: at, constraint: 'Member must not be null' }] : [];
    });
  }
  if (shape.type === 'list') {
    const member = shapeOf(model, shape.member?.shape ?? '');
    return (value as unknown[]).flatMap((one, index) =>
      brokenConstraints(model, member, one, `${path}.${index + 1}.member`),
    );
  }
  if (shape.type === 'map') {
    const below = shapeOf(model, shape.value?.shape ?? '');
    return Object.entries(value as object).flatMap(([key, one]) =>
      brokenConstraints(model, below, one, `${path}.${key}.member`),
    );
  }
  return [];
}

/** Whether `ownConstraints` finds nothing, without its words. */
export function keepsOwn({ type, min, max, pattern, enum: values }: Shape, value: unknown): boolean {
  if (min !== undefined || max !== undefined) {
    const size = sizeOf(type, value);
    if (size !== undefined && (size > (max ?? size) || size < (min ?? size))) return false;
  }
  if (pattern !== undefined && typeof value === 'string' && !wholePattern(pattern).test(value)) return false;
  return !values || values.includes(String(value));
}

/** What a value breaks by itself, without what is in it. */
function ownConstraints({ type, min, max, pattern, enum: values }: Shape, value: unknown): string[] {
  const broken: string[] = [];
  const number = typeof value === 'number';
  const size = sizeOf(type, value);
  const measure = number ? 'value' : 'length';
  if (pattern !== undefined && typeof value === 'string' && !wholePattern(pattern).test(value)) {
    broken.push(`Member must satisfy regular expression pattern: ${pattern}`);
  }
  if (size !== undefined && max !== undefined && size > max) {
    broken.push(`Member must have ${measure} less than or equal to ${max}`);
  }
  if (size !== undefined && min !== undefined && size < min) {
    broken.push(`Member must have ${measure} greater than or equal to ${min}`);
  }
  if (values && !values.includes(String(value))) {
    broken.push(`Member must satisfy enum value set: [${toldSet(values).join(', ')}]`);
  }
  return broken;
}

function sizeOf(type: string, value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (type === 'blob') return value instanceof Uint8Array ? value.length : Buffer.byteLength(String(value), 'base64');
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return type === 'map' ? Object.keys(value as object).length : undefined;
}

const toldSet = (values: readonly string[]): readonly string[] =>
  TOLD_SETS.find((told) => told.length === values.length && told.every((one) => values.includes(one))) ?? values;

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function shownBytes(value: unknown): string {
  const size = sizeOf('blob', value) ?? 0;
  return `java.nio.HeapByteBuffer[pos=0 lim=${size} cap=${size}]`;
}

/** As Java writes it, but for structures, which AWS writes each in its own way. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
