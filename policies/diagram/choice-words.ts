type Rule = Readonly<Record<string, unknown>>;

/** Comparisons whose word isn't just their name. */
const WORDS: Readonly<Record<string, string>> = {
  StringEquals: '=',
  NumericEquals: '=',
  BooleanEquals: '=',
  TimestampEquals: '=',
  NumericLessThan: '<',
  NumericLessThanEquals: '≤',
  NumericGreaterThan: '>',
  NumericGreaterThanEquals: '≥',
  StringMatches: 'matches',
};

const NOT_COMPARISONS = new Set(['Variable', 'Next', 'Comment', 'And', 'Or', 'Not', 'Assign', 'Output']);

/** A rule of a Choice state as one reads it: `$.state = SUCCEEDED`, `not ($.a is present and $.b > 3)`. */
export function choiceWords(rule: Rule): string {
  if (Array.isArray(rule['And'])) return (rule['And'] as Rule[]).map(inner).join(' and ');
  if (Array.isArray(rule['Or'])) return (rule['Or'] as Rule[]).map(inner).join(' or ');
  if (rule['Not'] !== undefined) return `not ${inner(rule['Not'] as Rule)}`;
  if (typeof rule['Condition'] === 'string') return rule['Condition'];
  const variable = String(rule['Variable']);
  const comparison = Object.entries(rule).find(([name]) => !NOT_COMPARISONS.has(name));
  if (!comparison) return variable;
  const [name, value] = comparison;
  // IsPresent, IsNull, IsNumeric, …
  if (name.startsWith('Is')) return `${variable} is ${value === false ? 'not ' : ''}${name.slice(2).toLowerCase()}`;
  const operator = name.replace(/Path$/, '');
  return `${variable} ${WORDS[operator] ?? operator} ${String(value)}`;
}

const inner = (rule: Rule): string =>
  rule['And'] !== undefined || rule['Or'] !== undefined ? `(${choiceWords(rule)})` : choiceWords(rule);
