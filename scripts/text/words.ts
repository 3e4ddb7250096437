/** `192,004` */
export const whole = (count: number): string => numbers.format(count);

/** Made once: it costs more than all its use. */
const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `1 event`, `2 events` */
export const counted = (count: number, noun: string): string => `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;

/** `812 B`, `1.4 MB`: powers of 1000, as AWS bills. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [size, unit] = [count, 0];
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size.toFixed(unit === 0 || size >= 99.95 ? 0 : 1)} ${units[unit] ?? ''}`;
}

/** `85 ms`, `3.2 s`, `30 s`, `2 min 5 s` */
export function duration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${milliseconds.toFixed(0)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(milliseconds % 1000 === 0 ? 0 : 1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `2026-11-01 08:00:00 UTC` */
export const moment = (date: Date): string => `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** What was thrown, in words. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** An error of AWS's by its name, as an SDK shows it. */
export function errorWords(error: unknown): string {
  const reason = reasonOf(error);
  return error instanceof Error && error.name !== 'Error' ? `${error.name}: ${reason}` : reason;
}
