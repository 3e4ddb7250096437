import { quoteText } from '../../../glue/hive-type';
import { type Expression, type Name } from '../grammar/ast';
import { mismatch, NotInLocalRun, TrinoError } from '../errors';
import { castSql } from '../types/cast';
import { commonType } from '../types/common';
import { readType } from '../types/read-type';
import { zoneOf } from '../types/zone';
import {
  arrayOf,
  boolean,
  isFloating,
  isNegatable,
  type RowField,
  rowText,
  type TrinoType,
  typeText,
  unknown,
  zoned,
} from '../types/type';
import { readCall } from './call';
import { arithmetic } from './arithmetic';
import { type Analysis, type Context } from './context';
import { coerced, compare, compositeConstant, oneType } from './comparison';
import { extract, subscript } from '../functions/special';
import { intervalLiteral, numberLiteral, typedLiteral } from './literal';
import { type Typed } from './scope';

/** Types an expression and writes it for the engine. @throws TrinoError, NotInLocalRun */
export function analyseExpression(node: Expression, context: Context, analysis: Analysis): Typed {
  const known = context.known?.(node);
  if (known) return known;
  const of = (inner: Expression): Typed => analysis.expression(inner, context);
  const truth = (inner: Expression, what: string): string => {
    const value = of(inner);
    if (value.type.kind === 'unknown') return 'CAST(NULL AS BOOLEAN)';
    if (value.type.kind !== 'boolean') {
      throw mismatch(`${what} must evaluate to a boolean (actual: ${typeText(value.type)})`, inner);
    }
    return value.sql;
  };
  if (context.lambdas !== undefined && 'query' in node && node.kind !== 'exists') {
    throw new TrinoError('NOT_SUPPORTED', 'Lambda expression cannot contain subqueries', node);
  }
  switch (node.kind) {
    case 'null':
      return { type: unknown, sql: 'NULL' };
    case 'boolean':
      return { type: boolean, sql: node.value ? 'TRUE' : 'FALSE' };
    case 'integer':
    case 'decimal':
    case 'double':
    case 'string':
    case 'binary':
      return numberLiteral(node);
    case 'typed':
      return typedLiteral(node);
    case 'interval':
      return intervalLiteral(node);
    case 'column': {
      const { field, rest } = context.scope.resolve(node.parts);
      const name = node.parts.slice(0, node.parts.length - rest.length);
      const { type, sql } = rest.reduce<Typed & { name: string }>(
        (value, part) => ({ ...fieldOf(value, part, value.name, node), name: `${value.name}.${part.text}` }),
        { type: field.type, sql: field.sql, name: name.map(({ text }) => text).join('.') },
      );
      return { type, sql };
    }
    case 'field':
      return fieldOf(of(node.base), node.name, analysis.sql.slice(node.base.start, node.base.end), node);
    case 'negate': {
      const value = of(node.value);
      if (!isNegatable(value.type)) throw mismatch(`Cannot negate ${typeText(value.type)}`, node);
      return {
        type: value.type,
        sql: `(-${value.sql})`,
        ...(value.constant === undefined ? {} : { constant: String(-BigInt(value.constant)) }),
      };
    }
    case 'not':
      return { type: boolean, sql: `(NOT ${truth(node.value, 'Value of logical NOT expression')})` };
    case 'and':
    case 'or': {
      const terms = node.terms.map((term) => truth(term, 'Logical expression term'));
      return { type: boolean, sql: `(${terms.join(` ${node.kind.toUpperCase()} `)})` };
    }
    case 'arithmetic':
      return arithmetic(node.operator, of(node.left), of(node.right), node);
    case 'compare':
      return compare(node.operator, of(node.left), of(node.right), node);
    case 'is null': {
      const value = of(node.value);
      // A row is NULL in Trino only as a whole: DuckDB agrees.
      return { type: boolean, sql: `(${value.sql} IS ${node.not ? 'NOT ' : ''}NULL)` };
    }
    case 'distinct from': {
      const [left, right] = [of(node.left), of(node.right)];
      const type = commonType(left.type, right.type);
      if (!type)
        throw mismatch(`Cannot check if ${typeText(left.type)} is distinct from ${typeText(right.type)}`, node);
      const sql = `(${coerced(left, type)} IS ${node.not ? 'NOT ' : ''}DISTINCT FROM ${coerced(right, type)})`;
      return { type: boolean, sql };
    }
    case 'between': {
      const [value, low, high] = [of(node.value), of(node.low), of(node.high)];
      const kinds = [value, low, high].map(({ type }) => typeText(type));
      const type = [low, high].reduce<TrinoType | undefined>(
        (found, one) => found && commonType(found, one.type),
        value.type,
      );
      if (!type) throw mismatch(`Cannot check if ${kinds[0]} is BETWEEN ${kinds[1]} and ${kinds[2]}`, node);
      if (isFloating(type)) {
        const both = [compare('>=', value, low, node), compare('<=', value, high, node)]
          .map(({ sql }) => sql)
          .join(' AND ');
        return { type: boolean, sql: `(${node.not ? 'NOT ' : ''}(${both}))` };
      }
      compare('=', value, low, node);
      return {
        type: boolean,
        sql: `(${coerced(value, type)} ${node.not ? 'NOT ' : ''}BETWEEN ${coerced(low, type)} AND ${coerced(high, type)})`,
      };
    }
    case 'in list': {
      const value = of(node.value);
      const list = node.list.map(of);
      const type = oneType([value, ...list], 'IN value and list items', [node.value, ...node.list]);
      if (isFloating(type) || type.kind === 'row' || type.kind === 'array') {
        const either = list.map((one) => compare('=', value, one, node).sql).join(' OR ');
        return { type: boolean, sql: `(${node.not ? 'NOT ' : ''}(${either}))` };
      }
      compare('=', value, { type, sql: 'NULL' }, node);
      const items = list.map((one) => coerced(one, type)).join(', ');
      return { type: boolean, sql: `(${coerced(value, type)} ${node.not ? 'NOT ' : ''}IN (${items}))` };
    }
    case 'in query': {
      const value = of(node.value);
      const { sql, columns } = analysis.query(node.query, context.scope);
      const [column] = columns;
      if (!column || columns.length !== 1) throw new NotInLocalRun('IN with several columns', node);
      const type = commonType(value.type, column.type);
      if (!type) {
        throw mismatch(
          `Value expression and result of subquery must be of the same type: row(${typeText(value.type)}) vs ${rowText(columns)}`,
          node,
        );
      }
      compare('=', value, { type: column.type, sql: 'NULL' }, node);
      if (isFloating(type)) throw new NotInLocalRun('IN over doubles of a query', node);
      const cast = castSql('c0', column.type, type);
      const inner = cast === 'c0' ? sql : `SELECT ${cast} FROM (${sql}) AS s`;
      return { type: boolean, sql: `(${coerced(value, type)} ${node.not ? 'NOT ' : ''}IN (${inner}))` };
    }
    case 'quantified': {
      const value = of(node.value);
      const { sql, columns } = analysis.query(node.query, context.scope);
      const [column] = columns;
      if (
        !column ||
        columns.length !== 1 ||
        commonType(value.type, column.type)?.kind !== value.type.kind ||
        value.type.kind === 'double'
      ) {
        throw new NotInLocalRun(`${node.operator} ${node.quantifier} over these types`, node);
      }
      compare(node.operator, value, { type: column.type, sql: 'NULL' }, node);
      return { type: boolean, sql: `(${value.sql} ${node.operator} ${node.quantifier} (${sql}))` };
    }
    case 'like':
      return like(node, of);
    case 'exists':
      return { type: boolean, sql: `EXISTS (${analysis.query(node.query, context.scope).sql})` };
    case 'subquery': {
      const { sql, columns } = analysis.query(node.query, context.scope);
      const [column] = columns;
      if (!column || columns.length !== 1) throw new NotInLocalRun('a subquery of several columns as a value', node);
      return { type: column.type, sql: `(${sql})` };
    }
    case 'case':
      return caseOf(node, of, truth);
    case 'cast': {
      const value = of(node.value);
      const type = readType(node.type, node, 'TYPE_MISMATCH');
      return { type, sql: castSql(value.sql, value.type, type, node.safe) };
    }
    case 'at time zone': {
      const value = of(node.value);
      const text = of(node.zone).constant;
      const zone = text === undefined ? undefined : zoneOf(text);
      if (zone === undefined) throw new NotInLocalRun(`AT TIME ZONE ${text ?? 'of a value'}`, node);
      if (value.type.kind !== 'timestamp' && value.type.kind !== 'zoned') {
        throw mismatch(
          `Type of value must be a time or timestamp with or without time zone (actual ${typeText(value.type)})`,
          node.value,
        );
      }
      return { type: zoned(zone, value.type.precision), sql: value.sql };
    }
    case 'extract':
      return extract(node.part.toLowerCase(), of(node.value), node, node.value);
    case 'array': {
      const items = node.items.map(of);
      const element = oneType(items, 'All ARRAY elements', node.items);
      const constant = items.every((one) => one.constant !== undefined) ? { constant: compositeConstant } : {};
      const sql = `[${items.map((item) => coerced(item, element)).join(', ')}]`;
      return { type: arrayOf(element), sql: items.length === 0 ? 'CAST([] AS INTEGER[])' : sql, ...constant };
    }
    case 'row': {
      const items = node.items.map(of);
      const fields: RowField[] = items.map(({ type }, index) => ({ key: `f${index}`, type }));
      const constant = items.every((one) => one.constant !== undefined) ? { constant: compositeConstant } : {};
      const sql = `struct_pack(${items.map(({ sql: item, type }, index) => `f${index} := ${type.kind === 'unknown' ? 'CAST(NULL AS INTEGER)' : item}`).join(', ')})`;
      return { type: { kind: 'row', fields }, sql, ...constant };
    }
    case 'subscript':
      return subscript(of(node.base), of(node.index), node);
    case 'current':
      return readCall({ ...plainCall, ...node, kind: 'call', name: node.what }, context, analysis);
    case 'call':
      return readCall(node, context, analysis);
    case 'lambda':
      throw new NotInLocalRun('a lambda outside the functions that take one', node);
    case 'star':
      throw new TrinoError('SYNTAX_ERROR', "mismatched input '*'", node);
  }
}

const plainCall = { args: [], star: false, distinct: false, order: [], ignoreNulls: false } as const;

/** `base.name`; `said` is the base as the query has it. */
function fieldOf(value: Typed, name: Name, said: string, at: Expression): Typed {
  if (value.type.kind !== 'row') throw mismatch(`Expression ${said} is not of type ROW`, at);
  const field = value.type.fields.find((one) => one.name?.toLowerCase() === name.text.toLowerCase());
  if (!field) {
    throw new TrinoError(
      'INVALID_COLUMN_REFERENCE',
      `Column reference '${`${said}.${name.text}`.toLowerCase()}' is invalid`,
      at,
    );
  }
  return { type: field.type, sql: `struct_extract(${value.sql}, ${quoteText(field.key)})` };
}

function like(node: Extract<Expression, { kind: 'like' }>, of: (node: Expression) => Typed): Typed {
  const value = of(node.value);
  const pattern = of(node.pattern);
  const escape = node.escape && of(node.escape);
  for (const [one, what, at] of [
    [value, 'Left side of LIKE expression', node.value],
    [pattern, 'Pattern for LIKE expression', node.pattern],
  ] as const) {
    if (one.type.kind !== 'varchar')
      throw mismatch(`${what} must evaluate to a varchar (actual: ${typeText(one.type)})`, at);
  }
  if (escape && (escape.constant === undefined || [...escape.constant].length !== 1)) {
    throw new NotInLocalRun('ESCAPE that is not one character', node);
  }
  if (escape && pattern.constant !== undefined) {
    // After the escape comes what it escapes: %, _ or itself.
    const at = new RegExp(
      `^(?:[^${escapeClass(escape.constant ?? '')}]|${escapeText(escape.constant ?? '')}[%_${escapeClass(escape.constant ?? '')}])*$`,
      'su',
    );
    if (!at.test(pattern.constant)) {
      throw new TrinoError(
        'INVALID_FUNCTION_ARGUMENT',
        "Escape character must be followed by '%', '_' or the escape character itself",
        node,
      );
    }
  } else if (escape) throw new NotInLocalRun('ESCAPE with a pattern that is no literal', node);
  return {
    type: boolean,
    sql: `(${value.sql} ${node.not ? 'NOT ' : ''}LIKE ${pattern.sql}${escape ? ` ESCAPE ${escape.sql}` : ''})`,
  };
}

const escapeClass = (text: string): string => text.replaceAll(/[\\\]^-]/g, '\\$&');
const escapeText = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function caseOf(
  node: Extract<Expression, { kind: 'case' }>,
  of: (node: Expression) => Typed,
  truth: (node: Expression, what: string) => string,
): Typed {
  const operand = node.operand && of(node.operand);
  const results = [...node.branches.map(({ then }) => then), ...(node.otherwise ? [node.otherwise] : [])];
  const values = results.map(of);
  const type = oneType(values, 'All CASE results', results);
  const branches = node.branches.map(({ when }, index) => {
    const test = operand ? operandTest(operand, of(when), when) : truth(when, 'CASE WHEN clause');
    return ` WHEN ${test} THEN ${coerced(values[index] as Typed, type)}`;
  });
  const otherwise = node.otherwise ? ` ELSE ${coerced(values[values.length - 1] as Typed, type)}` : '';
  return { type, sql: `(CASE${branches.join('')}${otherwise} END)` };
}

function operandTest(operand: Typed, when: Typed, at: Expression): string {
  if (!commonType(operand.type, when.type)) {
    throw mismatch(
      `CASE operand type does not match WHEN clause operand type: ${typeText(operand.type)} vs ${typeText(when.type)}`,
      at,
    );
  }
  return compare('=', operand, when, at).sql;
}
