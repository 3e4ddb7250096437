/**
 * When a record's own `timestamp` says that it happened, in the forms that the stream converts: UTC as
 * `2026-10-05T10:00:00.123Z` or `2026-10-05 10:00:00`, and epoch seconds or milliseconds. `undefined` when there is none
 * that can be read: an offset such as `+02:00` can't.
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
  const value = key === undefined ? undefined : (record as Record<string, unknown>)[key];
  const date = typeof value === 'number' ? fromEpoch(value) : typeof value === 'string' ? fromText(value) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

/** As seconds they would lie after the year 5000. */
const leastMilliseconds = 1e11;

const fromEpoch = (value: number): Date => new Date(Math.abs(value) < leastMilliseconds ? value * 1000 : value);

const time = String.raw`(\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)`;
const forms = [new RegExp(`^(\\d{4}-\\d{2}-\\d{2})T${time}Z$`), new RegExp(`^(\\d{4}-\\d{2}-\\d{2}) ${time}$`)];

function fromText(value: string): Date | undefined {
  const [, day, clockTime] = forms.map((form) => form.exec(value)).find((found) => found !== null) ?? [];
  return day === undefined ? undefined : new Date(`${day}T${clockTime}Z`);
}
