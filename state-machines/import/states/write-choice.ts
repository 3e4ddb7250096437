import { type Fields, isFields } from '../../../scripts/text/is-fields';
import { bodyOf, isExpression } from '../../../scripts/text/jsonata-expression';
import { fieldsOf, only, refuse } from '../refusal';
import { writeFieldsOf } from './write-clauses';
import { writeExpression } from './write-expression';
import { camel, json, quoted, writeJsonata, written } from './write-template';

/** A rule of a Choice, or a condition within one. */
export function writeRule(value: unknown, where: string): string {
  const { Next, Comment, Assign, ...condition } = fieldsOf(value, where);
  return written([
    ...fieldsOfCondition(condition, where),
    ['assign', writeFieldsOf(Assign, where, 'JSONPath')],
    ['next', Next === undefined ? undefined : quoted(String(Next))],
    ['comment', Comment === undefined ? undefined : quoted(String(Comment))],
  ]);
}

function fieldsOfCondition(condition: Fields, where: string): [string, string][] {
  const [part] = Object.keys(condition);
  if (part === 'And' || part === 'Or') {
    const parts = condition[part];
    if (!Array.isArray(parts) || parts.length === 0) return refuse(where, `${part} must be a list`);
    return [[part.toLowerCase(), `[${parts.map((inner) => writeRule(inner, where)).join(', ')}]`]];
  }
  if (part === 'Not') return [['not', writeRule(condition['Not'], where)]];
  const { Variable, ...rest } = condition;
  const [[operator, operand] = ['', undefined], ...more] = Object.entries(rest);
  if (more.length > 0 || operator === '') return refuse(where, 'a rule compares once');
  const type = /^Numeric/.test(operator)
    ? 'number'
    : /^Boolean/.test(operator)
      ? 'boolean'
      : /^Is/.test(operator)
        ? 'unknown'
        : 'string';
  if (isFields(operand) || (type !== 'unknown' && !operator.endsWith('Path') && typeof operand !== type))
    return refuse(where, `${operator} takes no ${JSON.stringify(operand)}`);
  return [
    ['variable', writeExpression(Variable, where, type)],
    [camel(operator), operator.endsWith('Path') ? writeExpression(operand, where, type) : JSON.stringify(operand)],
  ];
}

/** A rule in JSONata. */
export function writeCondition(value: unknown, where: string): string {
  const { Condition, Assign, Output, Next, Comment } = only(
    fieldsOf(value, where),
    ['Condition', 'Assign', 'Output', 'Next', 'Comment'],
    where,
  );
  return written([
    ['condition', writeJsonata(Condition, () => (isCompared(Condition) ? 'unknown' : 'boolean'))],
    ['assign', writeFieldsOf(Assign, where, 'JSONata')],
    ['output', Output === undefined ? undefined : writeJsonata(Output)],
    ['next', json(Next)],
    ['comment', json(Comment)],
  ]);
}

const OPERAND = String.raw`(?:\$[\w.]+|\d+|'[^'\\]*'|"[^"\\]*"|true|false)`;
const OPERATOR = String.raw` (?:=|!=|<|<=|>|>=|and|or) `;
const COMPARED = new RegExp(`^${OPERAND}(?:${OPERATOR}${OPERAND})+$`);

/** Whether types read of an expression that it gives true or false: operands, and only what compares them between. */
const isCompared = (value: unknown): boolean => isExpression(value) && COMPARED.test(bodyOf(value));
