import { UserError } from '../../../scripts/user-error';
import { type GlueTable } from './glue-table';

/** The values of a file's partition keys, in the table's order. */
export type PartitionValues = readonly string[];

/**
 * Which of a table's partitions Athena sees. With partition projection: those within the configured ranges. Without:
 * none, since only a crawler or DDL registers them, and neither is part of a stack.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function projectedPartitions(table: GlueTable, now: Date): (values: PartitionValues) => boolean {
  if (table.partitionKeys.length === 0) return () => true;
  if (table.parameters['projection.enabled']?.toLowerCase() !== 'true') return () => false;
  if (table.parameters['storage.location.template'] !== undefined) checkTemplate(table);
  const tests = table.partitionKeys.map(({ name }) => projection(table, name, now));
  return (values) => values.length === tests.length && tests.every((test, index) => test(values[index] ?? ''));
}

function projection(table: GlueTable, key: string, now: Date): (value: string) => boolean {
  const parameter = (name: string): string => {
    const value = table.parameters[`projection.${key}.${name}`];
    if (value === undefined) throw fault(table, `projection.${key}.${name}`, undefined, 'it is required');
    return value;
  };
  const type = parameter('type');
  switch (type) {
    case 'enum': {
      const values = new Set(
        parameter('values')
          .split(',')
          .map((value) => value.trim()),
      );
      return (value) => values.has(value);
    }
    case 'integer': {
      const [low, high] = parameter('range').split(',').map(Number);
      return (value) => /^-?\d+$/.test(value) && Number(value) >= Number(low) && Number(value) <= Number(high);
    }
    case 'date': {
      const format = parameter('format');
      if (format !== 'yyyy-MM-dd')
        throw fault(table, `projection.${key}.format`, format, 'here only yyyy-MM-dd is read');
      const [from, to] = parameter('range')
        .split(',')
        .map((end) => dayOf(table, key, end.trim(), now));
      if (from === undefined || to === undefined) {
        throw fault(table, `projection.${key}.range`, parameter('range'), 'give two ends, as 2020-01-01,NOW');
      }
      return (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && value >= from && value <= to;
    }
    case 'injected':
      return () => true;
    default:
      throw fault(table, `projection.${key}.type`, type, 'give enum, integer, date or injected');
  }
}

const units: Record<string, (date: Date, n: number) => void> = {
  YEAR: (date, n) => date.setUTCFullYear(date.getUTCFullYear() + n),
  MONTH: (date, n) => date.setUTCMonth(date.getUTCMonth() + n),
  WEEK: (date, n) => date.setUTCDate(date.getUTCDate() + 7 * n),
  DAY: (date, n) => date.setUTCDate(date.getUTCDate() + n),
  HOUR: (date, n) => date.setUTCHours(date.getUTCHours() + n),
  MINUTE: (date, n) => date.setUTCMinutes(date.getUTCMinutes() + n),
  SECOND: (date, n) => date.setUTCSeconds(date.getUTCSeconds() + n),
};

/** `2020-01-01`, `NOW`, `NOW-3YEARS`, `NOW+1DAY`: as a day in UTC. */
function dayOf(table: GlueTable, key: string, end: string, now: Date): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(end)) return end;
  const relative = /^NOW(?:\s*([+-])\s*(\d+)\s*(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)?$/.exec(end);
  if (!relative) throw fault(table, `projection.${key}.range`, end, 'give dates as 2020-01-01, NOW or NOW-3YEARS');
  const [, sign, count, unit] = relative;
  const date = new Date(now);
  if (unit !== undefined) units[unit]?.(date, Number(`${sign}${count}`));
  return date.toISOString().slice(0, 10);
}

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
