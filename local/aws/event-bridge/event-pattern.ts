import { UserError } from '../../../scripts/user-error';
import { type BusEvent } from './event';

type Test = (value: unknown) => boolean;

/** `{"prefix": "x"}` and its like, by operator; `undefined` is a field that the event lacks. */
const operators: Readonly<Record<string, (operand: unknown) => Test>> = {
  prefix: (operand) => (value) => typeof value === 'string' && value.startsWith(String(operand)),
  suffix: (operand) => (value) => typeof value === 'string' && value.endsWith(String(operand)),
  'equals-ignore-case': (operand) => (value) =>
    typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase(),
  'anything-but': anythingBut,
  exists: (operand) => (value) => (value !== undefined) === operand,
};

/** But a value, one of several, or what begins or ends so: `{"anything-but": {"prefix": "x"}}`. */
function anythingBut(operand: unknown): Test {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) {
    return (value) => value !== undefined && ![operand].flat().includes(value);
  }
  const [[name = '', text] = [], ...more] = Object.entries(operand);
  const operator = ['prefix', 'suffix'].includes(name) && more.length === 0 ? operators[name] : undefined;
  if (!operator || typeof text !== 'string') {
    throw new UserError(`anything-but: ${JSON.stringify(operand)} is not understood here; use prefix or suffix.`);
  }
  const test = operator(text);
  return (value) => value !== undefined && !test(value);
}

/**
 * Whether a rule's pattern matches: every field that it names must have one of the values listed. An operator that is
 * not known here is an error: a rule that silently never fires would look like a quiet month.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws UserError naming the operator
 */
export function matches(pattern: string, event: BusEvent): boolean {
  let parsed: unknown;
  try {
    parsed = JSON.parse(pattern);
  } catch (error) {
    throw new UserError(`event_pattern must be JSON: ${(error as Error).message}.`);
  }
  return fieldMatches(parsed, event, 'event_pattern');
}

function fieldMatches(pattern: unknown, value: unknown, path: string): boolean {
  if (Array.isArray(pattern)) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return pattern.some((alternative) => values.some(testOf(alternative, path)));
  }
  if (typeof pattern !== 'object' || pattern === null) {
    throw new UserError(`${path} must be a list of values, found ${JSON.stringify(pattern)}.`);
  }
  const of = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return Object.entries(pattern).every(([name, below]) => fieldMatches(below, of[name], `${path}.${name}`));
}

function testOf(alternative: unknown, path: string): Test {
  if (typeof alternative !== 'object' || alternative === null) return (value) => value === alternative;
  const [[name, operand] = ['', undefined], ...more] = Object.entries(alternative);
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  const plain = typeof operand !== 'object' || Array.isArray(operand) || name === 'anything-but';
  if (!operator || more.length > 0 || !plain) {
    throw new UserError(
      `${path}: ${JSON.stringify(alternative)} is not understood here; use ${Object.keys(operators).join(', ')}.`,
    );
  }
  return operator(operand);
}
