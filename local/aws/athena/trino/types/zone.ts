import { quoteText } from '../../../glue/hive-type';

const offset = /^([+-])(\d{2}):(\d{2})$/;

/** `Europe/Berlin`, `UTC` or `+02:00`, as Trino writes it back; undefined for what is none. */
export function zoneOf(text: string): string | undefined {
  if (offset.test(text)) return text === '+00:00' || text === '-00:00' ? 'UTC' : text;
  if (text === 'UTC' || text === 'Z') return 'UTC';
  if (!/^[A-Za-z_]+(\/[A-Za-z_+-]+)+$/.test(text)) return undefined;
  return Intl.supportedValuesOf('timeZone').includes(text) || text === 'Asia/Kolkata' ? text : undefined;
}

/** What a clock in the zone shows at an instant of UTC. */
export function localOf(sql: string, zone: string): string {
  if (zone === 'UTC') return sql;
  const minutes = minutesOf(zone);
  if (minutes !== undefined) return `(${sql} + to_minutes(${minutes}))`;
  return `timezone(${quoteText(zone)}, timezone('UTC', ${sql}))`;
}

export function utcOf(sql: string, zone: string): string {
  if (zone === 'UTC') return sql;
  const minutes = minutesOf(zone);
  if (minutes !== undefined) return `(${sql} - to_minutes(${minutes}))`;
  return `timezone('UTC', timezone(${quoteText(zone)}, ${sql}))`;
}

/** How far a zone such as `+02:00` is from UTC; undefined for one with a name. */
export function minutesOf(zone: string): number | undefined {
  const [, sign, hours, minutes] = offset.exec(zone) ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
