import { UserError } from '../../../scripts/user-error';
import { dateProjection } from './date-projection';
import { type Column, type GlueTable } from './glue-table';
import { integerProjection } from './integer-projection';

/** The values of a file's partition keys, in the table's order. */
export type PartitionValues = readonly string[];

/**
 * Which of a table's partitions Athena sees. With partition projection: those within the configured ranges. Without:
 * none, since only a crawler or DDL registers them, and neither is part of a stack.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function projectedPartitions(table: GlueTable, now: Date): (values: PartitionValues) => boolean {
  if (table.partitionKeys.length === 0) return () => true;
  const tests = readProjections(table)?.map((test) => test(now));
  if (!tests) return () => false;
  return (values) => values.length === tests.length && tests.every((test, index) => test(values[index] ?? ''));
}

const isProjected = (parameters: GlueTable['parameters']): boolean =>
  parameters['projection.enabled']?.trim().toLowerCase() === 'true';

type Projection = (now: Date) => (value: string) => boolean;

/** One for each partition key; undefined without projection. @throws UserError for what Athena refuses, or we don't read */
export function readProjections(table: GlueTable): Projection[] | undefined {
  if (!isProjected(table.parameters)) return undefined;
  const known = new Set(['projection.enabled', ...table.partitionKeys.flatMap(({ name }) => propertiesOf(name))]);
  for (const [parameter, value] of Object.entries(table.parameters)) {
    if (parameter.startsWith('projection.') && !known.has(parameter)) {
      throw fault(table, parameter, value, 'no partition key has this property');
    }
  }
  if (table.parameters['storage.location.template'] !== undefined) checkTemplate(table);
  return table.partitionKeys.map((key) => projection(table, key));
}

const properties = ['type', 'values', 'range', 'interval', 'interval.unit', 'digits', 'format'];
const propertiesOf = (key: string): string[] => properties.map((name) => `projection.${key}.${name}`);
/** Which properties a type has, beside `type`. */
const propertiesByType: Readonly<Record<string, readonly string[]>> = {
  enum: ['values'],
  integer: ['range', 'interval', 'digits'],
  date: ['range', 'format', 'interval', 'interval.unit'],
  injected: [],
};

/** Whether a partition key has what values the query gives it. */
export const isInjected = ({ parameters }: GlueTable, key: string): boolean =>
  isProjected(parameters) && parameters[`projection.${key}.type`]?.trim().toLowerCase() === 'injected';

function projection(table: GlueTable, key: Column, where = `projection.${key.name}.`): Projection {
  const optional = (name: string) => table.parameters[where + name];
  const faultOf = (name: string, value: string | undefined, remedy: string) =>
    fault(table, where + name, value, remedy);
  const required = (name: string): string => {
    const value = optional(name);
    if (value === undefined) throw faultOf(name, undefined, 'it is required');
    return value;
  };
  const type = required('type').trim().toLowerCase();
  const own = propertiesByType[type];
  if (!own) throw faultOf('type', type, 'give enum, integer, date or injected');
  const other = properties.find((name) => name !== 'type' && !own.includes(name) && optional(name) !== undefined);
  if (other !== undefined) throw faultOf(other, optional(other), `the type ${type} has no such property`);
  const isWhole = ['tinyint', 'smallint', 'int', 'bigint'].includes(key.hiveType);
  if (key.hiveType !== 'string' && !(type === 'integer' && isWhole)) {
    throw faultOf('type', type, `here the column is a string, and not ${key.hiveType}`);
  }
  switch (type) {
    case 'enum': {
      // "Any white space is considered part of an enum value."
      const values = new Set(required('values').split(','));
      // How Athena writes these into the location its page does not tell.
      const odd = [...values].find((value) => !injectable.test(value));
      if (odd !== undefined) throw faultOf('values', odd, 'here a value is of letters, digits, space and - _ .');
      return () => (value) => values.has(value);
    }
    case 'integer': {
      const test = integerProjection(required('range'), optional('interval'), optional('digits'), faultOf);
      return () => test;
    }
    case 'injected':
      // The query names the values: what it reads of a table without them is refused before.
      return () => (value) => injectable.test(value);
    default:
      return dateProjection(
        {
          range: required('range'),
          format: required('format'),
          interval: optional('interval'),
          unit: optional('interval.unit'),
        },
        faultOf,
      );
  }
}

/** What stands for itself in a location, whichever way Athena writes it there. */
export const injectable = /^[\w. -]+$/;

function checkTemplate(table: GlueTable): void {
  const expected = `s3://${table.bucket}/${table.prefix}${table.partitionKeys.map(({ name }) => `${name}=\${${name}}`).join('/')}`;
  const template = table.parameters['storage.location.template'];
  if (template?.replace(/\/$/, '') !== expected) {
    throw fault(table, 'storage.location.template', template, `here only ${expected} is read`);
  }
}

const fault = (table: GlueTable, parameter: string, value: string | undefined, remedy: string): UserError =>
  new UserError(
    `Glue table ${table.name}: ${parameter} is ${value === undefined ? 'missing' : `"${value}"`}: ${remedy}.`,
  );
