import { isFields } from '../../../../scripts/text/is-fields';
import { sameAddress, withinBlock } from './address';
import { notServed, PatternFault, type Scalar, type Test } from './fault';
import { wildcardTest } from './wildcard';

type Operators = Readonly<Record<string, (operand: unknown) => Test>>;

/** What one of a list's objects asks of a field; `exists` is for the compiler. */
export const operators: Operators = {
  prefix: ends('prefix', (value, text) => value.startsWith(text)),
  suffix: ends('suffix', (value, text) => value.endsWith(text)),
  'equals-ignore-case': (operand) => ignoringCase(textOf(operand, 'equals-ignore-case match pattern must be a string')),
  wildcard: (operand) => wildcardTest(textOf(operand, 'wildcard match pattern must be a string')),
  // AWS's own words speak of a prefix.
  cidr: (operand) => withinBlock(textOf(operand, 'prefix match pattern must be a string')),
  numeric,
  'anything-but': anythingBut,
};

/** A value that stands in the list as it is. */
export function exactly(value: unknown): Test {
  if (typeof value === 'string') return sameAddress(value) ?? ((field) => field === value);
  if (typeof value === 'number') {
    const number = precise(value);
    return (field) => field === number;
  }
  if (typeof value === 'boolean' || value === null) return (field) => field === value;
  throw new PatternFault('Match value must be String, number, true, false, or null');
}

function textOf(operand: unknown, otherwise: string): string {
  if (typeof operand !== 'string') throw new PatternFault(otherwise);
  return operand;
}

const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Of other letters AWS folds one at a time, as Java does, which JavaScript does not always. */
function folded(text: string): string {
  if (/[^\0-\x7F]/.test(text)) throw notServed(`equals-ignore-case with ${JSON.stringify(text)}, beyond ASCII,`);
  return lower(text);
}

function ignoringCase(text: string): Test {
  const wanted = folded(text);
  return (value) => typeof value === 'string' && lower(value) === wanted;
}

function ends(name: string, test: (value: string, text: string) => boolean): (operand: unknown) => Test {
  return (operand) => {
    if (!isFields(operand)) {
      const text = endText(name, textOf(operand, `${name} match pattern must be a string`));
      return (value) => typeof value === 'string' && test(value, text);
    }
    const [[operator, text] = [undefined, undefined], ...more] = Object.entries(operand);
    const Name = name.charAt(0).toUpperCase() + name.slice(1);
    if (operator === undefined) throw new PatternFault(`${Name} expression name not found`);
    if (operator !== 'equals-ignore-case') throw new PatternFault(`Unsupported ${name} pattern: ${operator}`);
    const wanted = folded(endText(name, textOf(text, 'equals-ignore-case match pattern must be a string')));
    if (more.length > 0) throw new PatternFault('Only one key allowed in match expression');
    return (value) => typeof value === 'string' && test(lower(value), wanted);
  };
}

/** AWS compares with the quotation marks of the text around it, so that one within would reach beyond it. */
function endText(name: string, text: string): string {
  if (text.includes('"')) throw notServed(`${name} with ${JSON.stringify(text)}, which holds a quotation mark,`);
  return text;
}

/** https://github.com/aws/event-ruler: "the same precision and range as Java's double". */
function precise(value: unknown): number {
  const number = value as number;
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    throw notServed(`the number ${number}, which a double can't hold to the digit,`);
  }
  return number === 0 ? 0 : number;
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** One comparison, or a lower and then an upper bound: `[">", 0, "<=", 5]`. */
function numeric(operand: unknown): Test {
  if (!Array.isArray(operand)) throw new PatternFault('Value of numeric must be an array.');
  const [operator, bound, above, top, ...more] = operand as unknown[];
  if (typeof operator !== 'string') throw new PatternFault(`Invalid member in numeric match: ${String(operator)}`);
  const compare = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
  if (!compare) throw new PatternFault(`Unrecognized numeric range operator: ${operator}`);
  if (typeof bound !== 'number') {
    throw new PatternFault(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
  }
  const low = precise(bound);
  if (operand.length === 2) return (value) => typeof value === 'number' && compare(value, low);
  if (!operator.startsWith('>')) throw new PatternFault('Too many elements in numeric expression');
  if (typeof above !== 'string') throw new PatternFault(`Bad value in numeric range: ${String(above)}`);
  const below = above === '<' || above === '<=' ? comparisons[above] : undefined;
  if (!below) throw new PatternFault(`Bad numeric range operator: ${above}`);
  if (typeof top !== 'number') throw new PatternFault(`Value of ${above} must be numeric`);
  if (more.length > 0) throw new PatternFault('Too many terms in numeric range expression');
  const high = precise(top);
  if (low >= high) throw new PatternFault('Bottom must be less than top');
  return (value) => typeof value === 'number' && compare(value, low) && below(value, high);
}

/** But a value or one of several; or what one of these operators says of one text or of several. */
function anythingBut(operand: unknown): Test {
  if (!isFields(operand)) return butValues(operand);
  const [[name, texts] = [undefined, undefined], ...more] = Object.entries(operand);
  if (name === undefined) throw new PatternFault('Anything-But expression name not found');
  const made = Object.hasOwn(butOperators, name) ? butOperators[name] : undefined;
  if (!made) throw new PatternFault(`Unsupported anything-but pattern: ${name}`);
  if (typeof texts !== 'string' && typeof texts !== 'number' && !Array.isArray(texts)) throw new PatternFault(butWhat);
  const list = [texts].flat() as unknown[];
  if (list.length === 0) throw notServed(`anything-but with an empty list of ${name}`);
  const tests = list.map(made);
  if (more.length > 0) throw new PatternFault('Too many elements in numeric expression');
  return (value) => !tests.some((test) => test(value));
}

const butWhat = 'Value of anything-but must be an array or single string/number value.';

function butValues(operand: unknown): Test {
  if (!Array.isArray(operand)) {
    if (typeof operand !== 'string' && typeof operand !== 'number') throw new PatternFault(butWhat);
    return not(operand);
  }
  const values = operand as unknown[];
  if (values.some((one) => typeof one !== 'string' && typeof one !== 'number')) {
    throw new PatternFault('Inside anything but list, start|null|boolean is not supported.');
  }
  if (new Set(values.map((one) => typeof one)).size !== 1) {
    throw new PatternFault(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  }
  const tests = (values as (string | number)[]).map(not);
  return (value) => tests.every((test) => test(value));
}

function not(wanted: string | number): Test {
  const value = typeof wanted === 'number' ? precise(wanted) : wanted;
  return (field: Scalar) => field !== value;
}

const butOperators: Operators = {
  prefix: butEnds('prefix'),
  suffix: butEnds('suffix'),
  'equals-ignore-case': (text) =>
    ignoringCase(
      textOf(text, 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.'),
    ),
  wildcard: (text) => wildcardTest(textOf(text, 'wildcard match pattern must be a string')),
};

function butEnds(name: 'prefix' | 'suffix'): (operand: unknown) => Test {
  return (operand) => {
    const text = endText(name, textOf(operand, 'prefix/suffix match pattern must be a string'));
    if (text === '') throw new PatternFault('Null prefix/suffix not allowed');
    return (value) => typeof value === 'string' && (name === 'prefix' ? value.startsWith(text) : value.endsWith(text));
  };
}
