import { quoteText } from '../../../glue/hive-type';
import { type Call } from '../grammar/ast';
import { mismatch, NotInLocalRun, TrinoError } from '../errors';
import { aggregates, isOrdered } from '../functions/aggregates';
import { lambdaCall, lambdaNames } from '../functions/lambdas';
import { isTrinoFunction } from '../functions/names';
import { apply, choose } from '../functions/overload';
import { elementOfMap } from '../functions/special';
import { isoLiteral } from '../functions/time';
import { scalarFunctions } from '../functions/scalars';
import { windowCall, windowFunctions } from '../functions/windows';
import { trySql } from '../types/cast';
import { commonType } from '../types/common';
import { date, isFloating, isNumeric, timestamp, typeText, zoned } from '../types/type';
import { arithmetic } from './arithmetic';
import { coerced, compare, oneType } from './comparison';
import { type Analysis, type Context } from './context';
import { type Typed } from './scope';
import { verifyTry } from './within-try';

/** Reads a call: of a form of Trino's own, an aggregate, a window function, or one of the functions that are vouched for. */
export function readCall(call: Call, context: Context, analysis: Analysis): Typed {
  const { name } = call;
  const form = forms[name];
  if (form && !call.over) return form(call, context, analysis);
  // Those that a grouped query may hold were known before they came here.
  if (call.over || windowFunctions[name] || aggregates[name]) return windowCall(call, context, analysis);
  if (lambdaNames.has(name)) return lambdaCall(call, context, analysis);
  const overloads = scalarFunctions[name];
  if (!overloads && !isTrinoFunction(name)) {
    throw new TrinoError('FUNCTION_NOT_FOUND', `Function '${name}' not registered`, call);
  }
  if (call.distinct || call.order.length > 0 || call.filter || call.star || !overloads) {
    throw new NotInLocalRun(`the function ${name}()`, call);
  }
  const args = call.args.map((arg) => analysis.expression(arg, context));
  if (name === 'element_at' && args[0]?.type.kind === 'map' && args[1]) return elementOfMap(args[0], args[1], call);
  if (name === 'from_iso8601_timestamp' && args[0]?.constant !== undefined) {
    const literal = isoLiteral(args[0].constant, call);
    if (literal) return literal;
  }
  // Of a bare NULL Trino itself may not know which function is meant.
  const untyped = args.some(({ type }) => type.kind === 'unknown') && !overloads.every(({ nulls }) => nulls);
  const chosen = untyped ? undefined : choose(overloads, args);
  if (!chosen)
    throw new NotInLocalRun(`the function ${name}(${args.map(({ type }) => typeText(type)).join(', ')})`, call);
  return apply(name, args, chosen.overload, chosen.types, call);
}

type Form = (call: Call, context: Context, analysis: Analysis) => Typed;

const argsOf = (call: Call, context: Context, analysis: Analysis, least: number, most: number): Typed[] => {
  if (call.args.length < least || call.args.length > most || call.distinct || call.star || call.filter) {
    throw new NotInLocalRun(`${call.name}() of ${call.args.length} arguments`, call);
  }
  return call.args.map((arg) => analysis.expression(arg, context));
};

const extreme: Form = (call, context, analysis) => {
  const args = argsOf(call, context, analysis, 1, 100);
  const type = args.reduce<Typed['type'] | undefined>(
    (found, { type: one }) => found && commonType(found, one),
    args[0]?.type,
  );
  if (!type || !isOrdered(type)) {
    throw new NotInLocalRun(`${call.name}(${args.map((one) => typeText(one.type)).join(', ')})`, call);
  }
  if (isFloating(type)) throw new NotInLocalRun(`${call.name}() of doubles`, call);
  const values = args.map((one) => coerced(one, type));
  return {
    type,
    sql: `(CASE WHEN ${values.map((one) => `${one} IS NULL`).join(' OR ')} THEN NULL ELSE ${call.name}(${values.join(', ')}) END)`,
  };
};

const moment = ({ now }: Analysis): string => `TIMESTAMP '${now.toISOString().replace('T', ' ').replace('Z', '')}'`;
const instant: Form = (_call, _context, analysis) => ({ type: zoned('UTC'), sql: moment(analysis) });

/** What is no function in Trino, or takes its arguments unlike one. */
const forms: Readonly<Record<string, Form>> = {
  coalesce(call, context, analysis) {
    const args = argsOf(call, context, analysis, 2, 1000);
    const type = oneType(args, 'All COALESCE operands', call.args);
    return { type, sql: `coalesce(${args.map((one) => coerced(one, type)).join(', ')})` };
  },
  nullif(call, context, analysis) {
    const [left, right] = argsOf(call, context, analysis, 2, 2) as [Typed, Typed];
    if (!commonType(left.type, right.type)) {
      throw mismatch(`Types are not comparable with NULLIF: ${typeText(left.type)} vs ${typeText(right.type)}`, call);
    }
    return {
      type: left.type,
      sql: `(CASE WHEN ${compare('=', left, right, call).sql} THEN NULL ELSE ${left.sql} END)`,
    };
  },
  if(call, context, analysis) {
    const [test, then, otherwise] = argsOf(call, context, analysis, 2, 3) as [Typed, Typed, Typed | undefined];
    if (test.type.kind !== 'boolean')
      throw mismatch(`IF condition must evaluate to a boolean (actual: ${typeText(test.type)})`, call);
    const type = otherwise ? commonType(then.type, otherwise.type) : then.type;
    if (!type) {
      throw mismatch(
        `Result types for IF must be the same: ${typeText(then.type)} vs ${otherwise ? typeText(otherwise.type) : ''}`,
        call,
      );
    }
    return {
      type,
      sql: `(CASE WHEN ${test.sql} THEN ${coerced(then, type)}${otherwise ? ` ELSE ${coerced(otherwise, type)}` : ''} END)`,
    };
  },
  try(call, context, analysis) {
    const [value] = argsOf(call, context, analysis, 1, 1) as [Typed];
    verifyTry(call, value, context, analysis);
    return { type: value.type, sql: trySql(value.sql) };
  },
  typeof(call, context, analysis) {
    const [value] = argsOf(call, context, analysis, 1, 1) as [Typed];
    return { type: { kind: 'varchar' }, sql: quoteText(typeText(value.type)) };
  },
  mod(call, context, analysis) {
    const [left, right] = argsOf(call, context, analysis, 2, 2) as [Typed, Typed];
    if (!isNumeric(left.type) || !isNumeric(right.type)) throw new NotInLocalRun('mod() of these types', call);
    return arithmetic('%', left, right, call);
  },
  greatest: extreme,
  least: extreme,
  now: instant,
  current_timestamp: instant,
  localtimestamp: (_call, _context, analysis) => ({ type: timestamp(3), sql: moment(analysis) }),
  current_date: (_call, _context, analysis) => ({
    type: date,
    sql: `DATE '${analysis.now.toISOString().slice(0, 10)}'`,
  }),
  grouping(call) {
    throw new NotInLocalRun('grouping() in such a place', call);
  },
};

export const formNames: readonly string[] = Object.keys(forms);
