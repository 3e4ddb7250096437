import type { Condition, PathRule } from '../written/choice-literal';
import type { Path } from '../written/template';
import { only, onlyTemplate, renderExpression } from './render-template';

/** A rule per value of `oneOf`, as the lab writes it; ASL takes the first that holds, so the rules say the same as an `Or`. */
export function renderRule({ next: Next, comment, assign, ...condition }: PathRule): object[] {
  const rest = { ...only('Comment', comment), ...onlyTemplate('Assign', assign), Next };
  const comparisons = 'oneOf' in condition ? renderOneOf(condition) : [renderCondition(condition)];
  return comparisons.map((comparison) => ({ ...comparison, ...rest }));
}

function renderCondition(condition: Condition): object {
  if ('and' in condition) return { And: condition.and.map(renderCondition) };
  if ('or' in condition) return { Or: condition.or.map(renderCondition) };
  if ('not' in condition) return { Not: renderCondition(condition.not) };
  if (condition.oneOf !== undefined) {
    const [first, ...others] = renderOneOf(condition);
    return others.length === 0 && first ? first : { Or: [first, ...others] };
  }
  const { variable, ...comparison } = condition;
  return {
    Variable: renderExpression(variable),
    ...Object.fromEntries(
      Object.entries(comparison).map(([operator, operand]) => [
        `${operator.charAt(0).toUpperCase()}${operator.slice(1)}`,
        operator.endsWith('Path') ? renderExpression(operand as Path) : operand,
      ]),
    ),
  };
}

const renderOneOf = ({ variable, oneOf = [] }: { readonly variable: Path; readonly oneOf?: readonly unknown[] }) =>
  oneOf.map((value) => ({
    Variable: renderExpression(variable),
    [EQUALS[typeof value as keyof typeof EQUALS]]: value,
  }));

const EQUALS = { string: 'StringEquals', number: 'NumericEquals', boolean: 'BooleanEquals' };
