import { type Fields, isFields } from '../../scripts/text/is-fields';
import { fieldsOf, refuse } from './refusal';
import { writeExpression } from './write-expression';
import { camel, quoted, written } from './write-template';

/** A rule of a Choice, or a condition within one. */
export function writeRule(value: unknown, where: string): string {
  const { Next, Comment, ...condition } = fieldsOf(value, where);
  return written([
    ...fieldsOfCondition(condition, where),
    ['next', Next === undefined ? undefined : quoted(String(Next))],
    ['comment', Comment === undefined ? undefined : quoted(String(Comment))],
  ]);
}

function fieldsOfCondition(condition: Fields, where: string): [string, string][] {
  const [only] = Object.keys(condition);
  if (only === 'And' || only === 'Or') {
    const parts = condition[only];
    if (!Array.isArray(parts) || parts.length === 0) return refuse(where, `${only} must be a list`);
    return [[only.toLowerCase(), `[${parts.map((part) => writeRule(part, where)).join(', ')}]`]];
  }
  if (only === 'Not') return [['not', writeRule(condition['Not'], where)]];
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
