import { UserError } from '../../../scripts/user-error';

/**
 * AWS's cron: `cron(Minutes Hours Day-of-month Month Day-of-week Year)`, in UTC. Unlike Unix's it counts Sunday as 1,
 * has years, `?`, `L`, `W` and `#`, and wants `?` in exactly one of the two day fields.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export interface Schedule {
  /** The first moment after `after` at which the rule fires; nothing when there is none. */
  next(after: Date): Date | undefined;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const lastYear = 2199;
const minute = 60_000;
const day = 24 * 60 * minute;

/** @throws UserError for an expression that EventBridge refuses, in its words, or that its page does not speak of */
export function parseSchedule(expression: string, created: Date): Schedule {
  const [, kind, body = ''] = /^(cron|rate)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'cron') return parseCron(expression, body.split(' '));
  if (kind === 'rate') return parseRate(expression, body, created);
  throw invalid(expression, 'it must be cron(…) or rate(…)');
}

/** `rate(5 minutes)`, `rate(1 hour)`: a unit agrees with its number. Counted from the rule's creation. */
function parseRate(expression: string, body: string, created: Date): Schedule {
  const [, count = '', unit = '', plural = ''] = /^([1-9]\d{0,7}) (minute|hour|day)(s?)$/.exec(body) ?? [];
  const length = { minute, hour: 60 * minute, day }[unit];
  if (length === undefined || (count === '1') !== (plural === '')) {
    throw invalid(expression, 'a rate is e.g. rate(1 minute) or rate(5 minutes)');
  }
  const period = Number(count) * length;
  return {
    next: (after) => {
      const elapsed = Math.max(0, after.getTime() - created.getTime());
      return new Date(created.getTime() + (Math.floor(elapsed / period) + 1) * period);
    },
  };
}

function parseCron(expression: string, fields: string[]): Schedule {
  if (fields.length !== 6) throw invalid(expression, `it has ${fields.length} fields in place of 6`);
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw invalid(expression, 'exactly one of day-of-month and day-of-week must be ?');
  }
  const read = (field: string, text: string, low: number, high: number, names: string[] = []): Set<number> =>
    valuesOf(text, low, high, names, (why) => invalid(expression, `${field}: ${why}`));
  const atMinute = [...read('minutes', minutes, 0, 59)].sort((a, b) => a - b);
  const atHour = [...read('hours', hours, 0, 23)].sort((a, b) => a - b);
  const inMonth = read('month', month, 1, 12, months);
  const inYear = read('year', year, 1970, lastYear);
  const onDay =
    dayOfWeek === '?'
      ? dayOfMonthRule(dayOfMonth, (text) => read('day-of-month', text, 1, 31))
      : dayOfWeekRule(dayOfWeek, (text) => read('day-of-week', text, 1, 7, weekdays));

  return {
    next(after) {
      const from = Math.floor(after.getTime() / minute) * minute + minute;
      for (let date = new Date(Math.floor(from / day) * day); date.getUTCFullYear() <= lastYear;) {
        if (!inYear.has(date.getUTCFullYear()) || !inMonth.has(date.getUTCMonth() + 1)) {
          date = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
          continue;
        }
        if (onDay(date)) {
          for (const hour of atHour) {
            for (const at of atMinute) {
              const moment = date.getTime() + (hour * 60 + at) * minute;
              if (moment >= from) return new Date(moment);
            }
          }
        }
        date = new Date(date.getTime() + day);
      }
      return undefined;
    },
  };
}

type DayRule = (date: Date) => boolean;

const lastDayOf = (date: Date): number =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

/** `L`, `15W` (the weekday nearest to the 15th, within the month), or plain values */
function dayOfMonthRule(text: string, read: (text: string) => Set<number>): DayRule {
  if (text === 'L') return (date) => date.getUTCDate() === lastDayOf(date);
  const [, nearest] = /^(\d{1,2})W$/.exec(text) ?? [];
  if (nearest !== undefined) {
    read(nearest);
    const wanted = Number(nearest);
    return (date) => wanted <= lastDayOf(date) && date.getUTCDate() === nearestWeekday(date, wanted);
  }
  const days = read(text);
  return (date) => days.has(date.getUTCDate());
}

function nearestWeekday(inMonth: Date, wanted: number): number {
  const weekday = new Date(Date.UTC(inMonth.getUTCFullYear(), inMonth.getUTCMonth(), wanted)).getUTCDay();
  if (weekday === 6) return wanted > 1 ? wanted - 1 : wanted + 2;
  if (weekday === 0) return wanted < lastDayOf(inMonth) ? wanted + 1 : wanted - 2;
  return wanted;
}

/** `6L` (the month's last Friday), `6#3` (its third), or plain values; 1 is Sunday */
function dayOfWeekRule(text: string, read: (text: string) => Set<number>): DayRule {
  const [, lastOne] = /^(\w+)L$/.exec(text) ?? [];
  if (lastOne !== undefined) {
    const wanted = read(lastOne);
    return (date) => wanted.has(date.getUTCDay() + 1) && date.getUTCDate() > lastDayOf(date) - 7;
  }
  const [, which, nth] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  if (which !== undefined) {
    const wanted = read(which);
    return (date) => wanted.has(date.getUTCDay() + 1) && Math.ceil(date.getUTCDate() / 7) === Number(nth);
  }
  // A lone L is Saturday, the week's last day.
  const days = read(text === 'L' ? '7' : text);
  return (date) => days.has(date.getUTCDay() + 1);
}

/**
 * `*`, `5`, `MON-FRI`, `1/5` (from 1, every 5th), and lists of them. What the page does not speak of is refused: steps
 * through a range or through days of the week, ranges that run backwards, a list that holds `*`.
 */
function valuesOf(text: string, low: number, high: number, names: string[], fail: (why: string) => Error): Set<number> {
  const values = new Set<number>();
  const one = (part: string): number => {
    const named = names.indexOf(part.toUpperCase());
    const value = named === -1 ? (/^\d+$/.test(part) ? Number(part) : NaN) : named + low;
    if (!(value >= low && value <= high)) throw fail(`${part || 'nothing'} is not between ${low} and ${high}`);
    return value;
  };
  for (const part of text.split(',')) {
    const [range = '', step, ...steps] = part.split('/');
    const [from = '', to, ...ends] = range.split('-');
    const every = step === undefined ? 1 : /^\d+$/.test(step) ? Number(step) : 0;
    if (every < 1 || every > high || steps.length > 0) throw fail(`/${[step, ...steps].join('/')} is not a step`);
    if (ends.length > 0) throw fail(`${range} is not a range`);
    if (to !== undefined && step !== undefined) throw fail(`${part} steps through a range: write out its values`);
    if (step !== undefined && names === weekdays) throw fail(`${part} steps through days of the week: write them out`);
    const all = range === '*';
    if (all && text.includes(',')) throw fail(`${text} has a list with *`);
    const start = all ? low : one(from);
    const end = all || (to === undefined && step !== undefined) ? high : to === undefined ? start : one(to);
    if (end < start) throw fail(`${range} runs backwards`);
    for (let value = start; value <= end; value += every) values.add(value);
  }
  return values;
}

const invalid = (expression: string, why: string): UserError =>
  new UserError(`schedule_expression: Parameter ScheduleExpression is not valid. ${expression}: ${why}.`);
