/**
 * When a record's own `timestamp` says that it happened, read as the stream's deserializer reads it: ISO 8601 (UTC
 * when it names no offset), or epoch seconds or milliseconds. `undefined` when there is none that can be read.
 */
export function timestampOf(line: string): Date | undefined {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof record !== 'object' || record === null) return undefined;
  // The deserializer lower-cases keys before it looks one up.
  const key =
    'timestamp' in record ? 'timestamp' : Object.keys(record).find((name) => name.toLowerCase() === 'timestamp');
  return key === undefined ? undefined : moment((record as Record<string, unknown>)[key]);
}

/** Of the year 5138 in seconds, of 1973 in milliseconds. */
const leastMilliseconds = 1e11;

function moment(value: unknown): Date | undefined {
  const date = typeof value === 'number' ? new Date(value < leastMilliseconds ? value * 1000 : value) : iso(value);
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

function iso(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const [, day, time, offset] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:?\d{2})?$/.exec(value) ?? [];
  return day === undefined ? undefined : new Date(`${day}T${time}${offset ?? 'Z'}`);
}
