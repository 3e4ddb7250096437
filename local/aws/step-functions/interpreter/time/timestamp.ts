const format = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/**
 * Milliseconds since the epoch of an RFC 3339 timestamp with `T` and a zone, as Step Functions takes it, or undefined:
 * recorded, test_base_scenarios.py test_wait_timestamp_path.
 */
export function timestampOf(text: unknown): number | undefined {
  const [, year, month, day, hour, minute, second] = format.exec(typeof text === 'string' ? text : '') ?? [];
  if (year === undefined || Number(hour) > 23) return undefined;
  // A day that the month does not have rolls over into the next.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const at = Date.parse(String(text));
  return Number.isNaN(at) ? undefined : at;
}
