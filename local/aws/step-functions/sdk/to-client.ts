import { type NormalizedSchema } from '@smithy/core/schema';
import { isFields } from '../../../../scripts/text/is-fields';
import { type Naming, taskName } from './member-name';

/** What can't be sent as Step Functions would. */
export class NotTaken extends Error {}

/**
 * A Task's parameters as the client takes them. A value in place of a text is sent as its JSON text, and so is whatever stands for a
 * stream, texts too: recorded, test_aws_sdk_task_service.py test_sfn_start_execution_implicit_json_serialisation, test_s3_put_object.
 * @throws NotTaken for a field that the action has not, and for a value whose form is not known
 */
export function toClient(
  schema: NormalizedSchema,
  value: unknown,
  naming: Naming = taskName,
  at = '',
  depth = 0,
): unknown {
  if (value === null || value === undefined) return undefined;
  const wrong = (wanted: string): never => {
    throw new NotTaken(`${at === '' ? 'Parameters' : at} must be ${wanted}, found ${JSON.stringify(value)}`);
  };
  if (schema.isStructSchema() || schema.isUnionSchema()) {
    if (!isFields(value)) return wrong('an object');
    const names = namesIn(schema, naming, depth);
    return Object.fromEntries(
      Object.entries(value).map(([field, one]) => {
        const member = names.get(field);
        const path = at === '' ? field : `${at}.${field}`;
        if (member === undefined) throw new NotTaken(`the action takes no ${path}`);
        return [member, toClient(schema.getMemberSchema(member), one, naming, path, depth + 1)];
      }),
    );
  }
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return wrong('a list');
    return value.map((one, index) => toClient(schema.getValueSchema(), one, naming, `${at}[${index}]`, depth + 1));
  }
  if (schema.isMapSchema()) {
    if (!isFields(value)) return wrong('an object');
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        toClient(schema.getValueSchema(), one, naming, `${at}.${key}`, depth + 1),
      ]),
    );
  }
  if (schema.isBlobSchema()) {
    if (schema.isStreaming()) return JSON.stringify(value);
    throw new NotTaken(`${at} is a blob, and how Step Functions sends one that is no stream is not known here`);
  }
  if (schema.isTimestampSchema()) {
    const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
    return isTime ? new Date(value) : wrong('a time, as 2026-03-01T08:00:00Z');
  }
  if (schema.isStringSchema()) return typeof value === 'string' ? value : JSON.stringify(value);
  if (schema.isBooleanSchema()) return typeof value === 'boolean' ? value : wrong('true or false');
  if (schema.isNumericSchema()) return typeof value === 'number' ? value : wrong('a number');
  throw new NotTaken(`${at} is of a type that is not known here`);
}

/** The first of the fields, at any depth, that `toClient` would refuse by its name alone: of templates `Field.$`. */
export function unknownField(
  schema: NormalizedSchema,
  template: unknown,
  naming: Naming = taskName,
  at = '',
  depth = 0,
): string | undefined {
  if (Array.isArray(template)) {
    if (!schema.isListSchema()) return undefined;
    return template
      .map((one) => unknownField(schema.getValueSchema(), one, naming, at, depth + 1))
      .find((one) => one !== undefined);
  }
  if (!isFields(template)) return undefined;
  const isStruct = schema.isStructSchema() || schema.isUnionSchema();
  if (!isStruct && !schema.isMapSchema()) return undefined;
  const names = isStruct ? namesIn(schema, naming, depth) : undefined;
  for (const [written, one] of Object.entries(template)) {
    const field = written.replace(/\.\$$/, '');
    const path = at === '' ? field : `${at}.${field}`;
    const member = names?.get(field);
    if (names && member === undefined) return path;
    const inner = member === undefined ? schema.getValueSchema() : schema.getMemberSchema(member);
    const found = unknownField(inner, one, naming, path, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A structure's members, by the names that Tasks have for them. */
export function namesIn(schema: NormalizedSchema, naming: Naming = taskName, depth = 0): Map<string, string> {
  return new Map(
    [...schema.structIterator()].flatMap(([member]): [string, string][] => {
      const name = naming(member, depth);
      return name === undefined ? [] : [[name, member]];
    }),
  );
}
