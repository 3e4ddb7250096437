import { type NormalizedSchema } from '@smithy/core/schema';
import { isFields } from '../../../../scripts/text/is-fields';
import { type Naming, taskName } from './member-name';
import { NotTaken } from './to-client';

/** How a result is written. */
export interface Form {
  readonly naming: Naming;
  time(time: Date): unknown;
}

const ofTask: Form = { naming: taskName, time: instantOf };

/** What a client gave, as a Task has it: JSON. What is streamed is text: recorded, test_s3_get_object. */
export async function fromClient(
  schema: NormalizedSchema,
  value: unknown,
  form: Form = ofTask,
  at = 'the result',
): Promise<unknown> {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return form.time(value);
  if (typeof value === 'bigint') return Number(value);
  if (schema.isBlobSchema()) {
    if (schema.isStreaming() && hasText(value)) return value.transformToString('utf-8');
    throw new NotTaken(`${at} is a blob, and how Step Functions hands on one that is no stream is not known here`);
  }
  if (schema.isListSchema() && Array.isArray(value)) {
    const inner = schema.getValueSchema();
    return Promise.all(value.map(async (one) => (await fromClient(inner, one, form, at)) ?? null));
  }
  if (schema.isMapSchema() && isFields(value)) {
    return entries(
      Object.entries(value).map(([key, one]) => [key, fromClient(schema.getValueSchema(), one, form, key)]),
    );
  }
  if ((schema.isStructSchema() || schema.isUnionSchema()) && isFields(value)) {
    return entries(
      [...schema.structIterator()].flatMap(([member, inner]): [string, Promise<unknown>][] => {
        const one = value[member];
        if (one === undefined) return [];
        const name = form.naming(member, 0);
        if (name === undefined) throw new NotTaken(`how Step Functions names ${member} is not known here`);
        return [[name, fromClient(inner, one, form, name)]];
      }),
    );
  }
  return value;
}

async function entries(list: readonly [string, Promise<unknown>][]): Promise<object> {
  const made = await Promise.all(list.map(async ([name, one]) => [name, await one] as const));
  return Object.fromEntries(made.filter(([, one]) => one !== undefined));
}

interface Text {
  transformToString(encoding: string): Promise<string>;
}
const hasText = (value: unknown): value is Text => typeof (value as Partial<Text>).transformToString === 'function';

/** As java.time.Instant writes itself: no zeros after the point. */
export function instantOf(time: Date): string {
  return time.toISOString().replace('.000Z', 'Z');
}
