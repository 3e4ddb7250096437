/** What a `date` projection of a partition key is told. */
export interface DateProjection {
  readonly format: string;
  readonly range: string;
  readonly interval: string | undefined;
  readonly unit: string | undefined;
}

/** A fault names what of the projection is wrong: `format`, `range`, `interval` or `interval.unit`. */
export type Fault = (parameter: string, value: string | undefined, remedy: string) => Error;

/** From coarse to fine: the letters of Java's DateTimeFormatter, and ChronoUnit's word for each. */
const fields = [
  { pattern: 'yyyy', unit: 'YEARS' },
  { pattern: 'MM', unit: 'MONTHS' },
  { pattern: 'dd', unit: 'DAYS' },
  { pattern: 'HH', unit: 'HOURS' },
  { pattern: 'mm', unit: 'MINUTES' },
  { pattern: 'ss', unit: 'SECONDS' },
] as const;
const milliseconds: Readonly<Record<string, number>> = {
  SECONDS: 1000,
  MINUTES: 60_000,
  HOURS: 3_600_000,
  DAYS: 86_400_000,
  WEEKS: 604_800_000,
};
const monthsOf: Readonly<Record<string, number>> = { MONTHS: 1, YEARS: 12 };

/** The page's own expression. */
const relative = /^\s*NOW\s*(([+-])\s*([0-9]+)\s*((?:YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)\s*)?$/;

/**
 * The values that a `date` projection generates, in UTC. What depends on how Athena cuts the time of day off NOW is
 * refused, since its page does not tell.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 * @throws what `fault` makes of it
 */
export function dateProjection(given: DateProjection, fault: Fault): (now: Date) => (value: string) => boolean {
  const pieces = piecesOf(given.format, fault);
  const precision = pieces.filter((piece) => piece.field >= 0).length - 1;
  const { unit, interval } = stepOf(given, precision, fault);
  const ends = given.range.split(',');
  const [from, to] = ends.map((end) => endOf(end, pieces, fault, given.range));
  if (!from || !to || ends.length !== 2) throw fault('range', given.range, 'give two ends, as 2020-01-01,NOW');
  const fine = fields[precision]?.unit ?? '';
  for (const end of [from, to]) {
    if (end.unit !== undefined && rank(end.unit) > precision) {
      throw fault('range', given.range, `here NOW moves by ${fine} or more`);
    }
  }
  if (from.isRelative && !(to.isRelative && unit === fine)) {
    throw fault('range', given.range, `here only a range that ends in NOW, by ${fine}, starts in NOW`);
  }
  const isMonthly = monthsOf[unit] !== undefined;
  if (!from.isRelative && isMonthly && from.at(new Date(0)).getUTCDate() > 28) {
    throw fault('range', given.range, `here it starts by the 28th where the interval is in ${unit}`);
  }
  if (!from.isRelative && !to.isRelative && from.at(new Date(0)) > to.at(new Date(0))) {
    throw fault('range', given.range, 'the first end is the lower one');
  }
  return (now) => {
    const start = cut(from.at(now), precision);
    const end = to.at(now);
    return (value) => {
      const moment = parse(value, pieces);
      if (!moment || moment < start || moment > end) return false;
      const [months, length] = [monthsOf[unit], milliseconds[unit]];
      if (length !== undefined) return (moment.getTime() - start.getTime()) % (length * interval) === 0;
      const apart = monthNumber(moment) - monthNumber(start);
      return apart % ((months ?? 1) * interval) === 0 && addMonths(start, apart).getTime() === moment.getTime();
    };
  };
}

interface Piece {
  readonly text: string;
  /** Index among the fields; -1 for what stands for itself. */
  readonly field: number;
}

function piecesOf(format: string, fault: Fault): Piece[] {
  const refuse = () => fault('format', format, 'here it is of yyyy, MM, dd, HH, mm, ss, without a gap, and - _ .');
  const pieces = (format.match(/([A-Za-z])\1*|'[^']+'|./gs) ?? []).map((text): Piece => {
    const field = fields.findIndex(({ pattern }) => pattern === text);
    if (field >= 0) return { text, field };
    if (/^'[A-Za-z]+'$/.test(text)) return { text: text.slice(1, -1), field };
    if (!/^[-_.]$/.test(text)) throw refuse();
    return { text, field };
  });
  const named = pieces.flatMap(({ field }) => (field < 0 ? [] : [field])).sort((a, b) => a - b);
  if (named.length === 0 || named.some((field, index) => field !== index)) throw refuse();
  return pieces;
}

function stepOf(given: DateProjection, precision: number, fault: Fault): { unit: string; interval: number } {
  const isOptional = fields[precision]?.unit === 'DAYS' || fields[precision]?.unit === 'MONTHS';
  if (!isOptional && given.interval === undefined) throw fault('interval', undefined, 'this format requires it');
  if (!isOptional && given.unit === undefined) throw fault('interval.unit', undefined, 'this format requires it');
  const interval = (given.interval ?? '1').trim();
  if (!/^[1-9]\d{0,8}$/.test(interval)) throw fault('interval', given.interval, 'give a positive integer');
  const unit = (given.unit ?? fields[precision]?.unit ?? '').toUpperCase();
  if (rank(unit) < 0 || rank(unit) > precision) {
    throw fault('interval.unit', given.unit, `give YEARS, MONTHS, WEEKS, … and none finer than the format`);
  }
  return { unit, interval: Number(interval) };
}

/** How fine a unit is, by the field that it moves; -1 for none. */
const rank = (unit: string): number => fields.findIndex((field) => field.unit === (unit === 'WEEKS' ? 'DAYS' : unit));

interface End {
  readonly isRelative: boolean;
  readonly unit?: string;
  at(now: Date): Date;
}

function endOf(end: string, pieces: readonly Piece[], fault: Fault, range: string): End {
  const found = relative.exec(end);
  if (found) {
    const [, , sign, count, word] = found;
    if (word === undefined) return { isRelative: true, at: (now) => now };
    const unit = word.endsWith('S') ? word : `${word}S`;
    const by = Number(`${sign}${count}`);
    const at = (now: Date) =>
      monthsOf[unit] === undefined
        ? new Date(now.getTime() + by * (milliseconds[unit] ?? 0))
        : addMonths(now, by * monthsOf[unit]);
    return { isRelative: true, unit, at };
  }
  const literal = parse(end, pieces);
  if (!literal) throw fault('range', range, `"${end}" is neither of the format nor NOW or NOW-3YEARS`);
  return { isRelative: false, at: () => literal };
}

/** Strictly: a value that Athena would not write is none. */
function parse(value: string, pieces: readonly Piece[]): Date | undefined {
  const parts = [1, 1, 1, 0, 0, 0];
  let at = 0;
  for (const { text, field } of pieces) {
    const found = value.slice(at, at + text.length);
    at += text.length;
    if (field < 0 ? found !== text : !/^\d+$/.test(found) || found.length !== text.length) return undefined;
    if (field >= 0) parts[field] = Number(found);
  }
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const same =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return at === value.length && same ? date : undefined;
}

/** The moment without what is finer than the field. */
function cut(moment: Date, precision: number): Date {
  const of = new Date(moment);
  if (precision < 1) of.setUTCMonth(0, 1);
  if (precision < 2) of.setUTCDate(1);
  of.setUTCHours(
    precision < 3 ? 0 : of.getUTCHours(),
    precision < 4 ? 0 : of.getUTCMinutes(),
    precision < 5 ? 0 : of.getUTCSeconds(),
    0,
  );
  return of;
}

const monthNumber = (date: Date): number => date.getUTCFullYear() * 12 + date.getUTCMonth();

/** As java.time: a day that the month lacks becomes its last. */
function addMonths(date: Date, months: number): Date {
  const moved = new Date(date);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), last));
  return moved;
}
