import { UserError } from '../../../scripts/user-error';
import { type Expression, type Operator } from './expression';
import { type Series } from './metric-store';

/** What an expression is evaluated over. */
export interface Periods {
  /** The oldest first, in milliseconds since the epoch. */
  readonly starts: readonly number[];
  /** The series that has this id. @throws UserError when none has */
  metric(id: string): Series;
}

type Value = number | Series;

const bit = (truth: boolean): number => (truth ? 1 : 0);

const operators: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '<': (a, b) => bit(a < b),
  '<=': (a, b) => bit(a <= b),
  '>': (a, b) => bit(a > b),
  '>=': (a, b) => bit(a >= b),
  '==': (a, b) => bit(a === b),
  '!=': (a, b) => bit(a !== b),
  AND: (a, b) => bit(a !== 0 && b !== 0),
  OR: (a, b) => bit(a !== 0 || b !== 0),
};

/** In UTC, of the moment at which a period starts; Monday is 1. */
const calendar: Readonly<Record<string, (start: Date) => number>> = {
  MINUTE: (start) => start.getUTCMinutes(),
  HOUR: (start) => start.getUTCHours(),
  DAY: (start) => start.getUTCDay() || 7,
  DATE: (start) => start.getUTCDate(),
  MONTH: (start) => start.getUTCMonth() + 1,
  YEAR: (start) => start.getUTCFullYear(),
};

/** Whether the result changes with time alone, without any new data. */
export function readsCalendar(expression: Expression): boolean {
  if ('call' in expression) return Object.hasOwn(calendar, expression.call) || expression.args.some(readsCalendar);
  if ('operator' in expression) return readsCalendar(expression.left) || readsCalendar(expression.right);
  return 'negated' in expression && readsCalendar(expression.negated);
}

/** @throws UserError for a function that is not evaluated here, and for a result that is no series */
export function evaluate(expression: Expression, periods: Periods): Series {
  const value = valueOf(expression, periods);
  if (typeof value !== 'number') return value;
  throw new UserError('A math expression of an alarm must come to a series, and this one is a plain number.');
}

function valueOf(expression: Expression, periods: Periods): Value {
  if ('number' in expression) return expression.number;
  if ('metric' in expression) return periods.metric(expression.metric);
  if ('negated' in expression) return combine(0, valueOf(expression.negated, periods), operators['-']);
  if ('operator' in expression) {
    return combine(
      valueOf(expression.left, periods),
      valueOf(expression.right, periods),
      operators[expression.operator],
    );
  }
  return call(expression, periods);
}

function call({ call: name, args }: Extract<Expression, { call: string }>, periods: Periods): Value {
  const [first, second, third] = args.map((arg) => valueOf(arg, periods));
  const ofPeriod = Object.hasOwn(calendar, name) ? calendar[name] : undefined;
  if (ofPeriod && args.length === 1 && typeof first === 'object') {
    return periods.starts.map((start) => ofPeriod(new Date(start)));
  }
  if (name === 'FILL' && args.length === 2 && typeof first === 'object' && typeof second === 'number') {
    return first.map((value) => value ?? second);
  }
  if (name === 'IF' && first !== undefined && second !== undefined && args.length <= 3) {
    return choose(first, second, third, periods.starts.length);
  }
  throw new UserError(
    `The local run does not evaluate ${name} with ${args.length} arguments of this kind: it knows FILL(series, number), ` +
      `IF(condition, then[, else]) and ${Object.keys(calendar).join(', ')} of a series. Add it to local/aws/cloudwatch/metric-math.ts.`,
  );
}

/**
 * Point by point: a series that lacks a point that the other has counts as 0 there, and what can't be divided is dropped.
 */
function combine(left: Value, right: Value, operate: (a: number, b: number) => number): Value {
  if (typeof left === 'number' && typeof right === 'number') return operate(left, right);
  const length = typeof left === 'number' ? (right as Series).length : left.length;
  return Array.from({ length }, (_, index) => {
    const [a, b] = [at(left, index), at(right, index)];
    const hasPoint = (typeof left === 'object' && a !== undefined) || (typeof right === 'object' && b !== undefined);
    const result = hasPoint ? operate(a ?? 0, b ?? 0) : undefined;
    return result !== undefined && Number.isFinite(result) ? result : undefined;
  });
}

/** A condition without a point drops it; so does a false one without an "else". A true one takes a missing "then" for 0. */
const choose = (condition: Value, then: Value, otherwise: Value | undefined, length: number): Series =>
  Array.from({ length }, (_, index) => {
    const test = at(condition, index);
    if (test === undefined) return undefined;
    if (test !== 0) return at(then, index) ?? 0;
    return otherwise === undefined ? undefined : at(otherwise, index);
  });

const at = (value: Value, index: number): number | undefined => (typeof value === 'number' ? value : value[index]);
