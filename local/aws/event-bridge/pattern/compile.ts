import { isFields } from '../../../../scripts/text/is-fields';
import { notServed, PatternFault, type Test } from './fault';
import { type Field, fieldsOf, wantedOf } from './fields';
import { exactly, operators } from './operators';

/** What a rule asks of one field: one of these must hold of one of its values, or it must not be there. */
interface Asked {
  readonly tests: readonly Test[];
  readonly absent: boolean;
}

/** Fields that must match together, by path; `$or` makes several of one pattern. */
type Alternative = ReadonlyMap<string, Asked>;

export interface EventPattern {
  /** The paths that it asks for, as `detail.state`. */
  readonly paths: readonly string[];
  matches(event: object): boolean;
}

/** What may not be a field's name within `$or`, for it reads like an operator. */
const RESERVED = new Set([
  ...['exactly', 'equals-ignore-case', 'prefix', 'suffix', 'anything-but', 'exists', 'wildcard', 'numeric', 'cidr'],
  ...['=', '<', '<=', '>', '>=', 'regex', 'not-wildcard', 'not-equals-ignore-case'],
  ...['date-after', 'date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range'],
  ...['ip-address-in-range', 'ip-address-not-in-range'],
]);

/**
 * A pattern as EventBridge's own library reads it, https://github.com/aws/event-ruler; its operators:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws PatternFault for one that AWS refuses, or that is not vouched for
 */
export function compilePattern(text: string): EventPattern {
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (text.trim() === '') throw new PatternFault('Filter is not an object');
    // AWS reads no further than the pattern's last brace.
    if (/after JSON/.test(why)) throw notServed('a pattern with text behind its end');
    throw new PatternFault(why);
  }
  if (!isFields(pattern)) throw new PatternFault('Filter is not an object');
  const alternatives = readObject([new Map()], pattern, '', false);
  const paths = alternatives.flatMap((one) => [...one.keys()]);
  const wanted = wantedOf(paths);
  const asked = alternatives.map((one) => [...one]);
  return {
    paths,
    matches(event) {
      const fields = fieldsOf(event, wanted);
      return asked.some((one) => holds(one, fields, new Map()));
    },
  };
}

function readObject(
  alternatives: readonly Alternative[],
  pattern: Readonly<Record<string, unknown>>,
  path: string,
  withinOr: boolean,
): readonly Alternative[] {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new PatternFault('Empty objects are not allowed');
  return entries.reduce((sofar, [name, below]) => {
    if (name === '$or') return readOr(sofar, below, path);
    if (withinOr && RESERVED.has(name)) {
      throw new PatternFault(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    }
    const at = path === '' ? name : `${path}.${name}`;
    if (Array.isArray(below)) {
      const asked = readList(below);
      return sofar.map((one) => new Map([...one, [at, asked]]));
    }
    if (!isFields(below)) throw new PatternFault(`"${name}" must be an object or an array`);
    return readObject(sofar, below, at, withinOr);
  }, alternatives);
}

function readOr(alternatives: readonly Alternative[], list: unknown, path: string): readonly Alternative[] {
  if (!Array.isArray(list)) throw new PatternFault('It must be an Array followed with $or.');
  const read = (list as unknown[]).flatMap((one) => {
    if (!isFields(one)) throw new PatternFault('Only JSON object is allowed in array of $or relationship.');
    return readObject(alternatives, one, path, true);
  });
  if (list.length < 2) throw new PatternFault('There must have at least 2 Objects in $or relationship.');
  return read;
}

function readList(list: readonly unknown[]): Asked {
  if (list.length === 0) throw new PatternFault('Empty arrays are not allowed');
  const tests: Test[] = [];
  let absent = false;
  for (const one of list) {
    if (!isFields(one)) tests.push(exactly(one));
    else {
      const [[name, operand] = [undefined, undefined], ...more] = Object.entries(one);
      if (name === undefined) throw new PatternFault('Match expression name not found');
      if (name === 'exists') {
        if (typeof operand !== 'boolean') throw new PatternFault('exists match pattern must be either true or false.');
        if (operand) tests.push(() => true);
        else absent = true;
      } else {
        const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
        if (!operator) throw new PatternFault(`Unrecognized match type ${name}`);
        tests.push(operator(operand));
      }
      if (more.length > 0) throw new PatternFault('Only one key allowed in match expression');
    }
  }
  return { tests, absent };
}

/** Whether each field has a value that matches, all out of the same elements of lists. */
function holds(
  asked: readonly (readonly [string, Asked])[],
  fields: ReadonlyMap<string, readonly Field[]>,
  elements: ReadonlyMap<number, number>,
): boolean {
  const [first, ...rest] = asked;
  if (!first) return true;
  const [path, { tests, absent }] = first;
  const found = fields.get(path);
  if (!found) return absent && holds(rest, fields, elements);
  return found.some(
    ({ value, elements: own }) =>
      [...own].every(([list, index]) => (elements.get(list) ?? index) === index) &&
      tests.some((test) => test(value)) &&
      holds(rest, fields, new Map([...elements, ...own])),
  );
}
