import { isJson } from '../../../scripts/text/is-json';
import { UserError } from '../../../scripts/user-error';

/** A template's text and its variables, in order. */
export type Part =
  | { readonly text: string }
  | { readonly variable: string; /** Whether it stands within a JSON string. */ readonly quoted: boolean };

export interface Template {
  readonly parts: readonly Part[];
  /** A JSON object; else lines of JSON strings. */
  readonly object: boolean;
}

/** Reserved: no variable may have these names. */
const PREDEFINED = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
] as const;

/** "Can only be used as the value for a JSON field". */
const AS_VALUE: readonly string[] = ['aws.events.event', 'aws.events.event.json'];

/**
 * Reads a target's template: one JSON object, or a JSON string a line.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 * @param declared the variables of `input_paths`
 * @throws UserError in AWS's words for a variable that is none; by name for a form that is not vouched for
 */
export function parseTemplate(
  template: string,
  declared: readonly string[],
  where: string,
  targetId: string,
): Template {
  let quoted = false;
  let at = 0;
  const parts: Part[] = [];
  // An escaped character, a quote or a variable: only a bare quote opens or closes a string.
  for (const match of template.matchAll(/\\.|"|<([^<>"\s]+)>/gs)) {
    const [token, variable] = match;
    if (token === '"') quoted = !quoted;
    if (variable === undefined) continue;
    // Where no path has a name, a variable that is none stays as it is written: recorded, as are the words below.
    if (declared.length > 0 && ![...declared, ...PREDEFINED].includes(variable)) {
      // localstack/localstack, tests/aws/services/events/test_events_inputs.snapshot.json
      throw new UserError(`${where}: InputTemplate for target ${targetId} contains invalid placeholder ${variable}.`);
    }
    parts.push({ text: template.slice(at, match.index) }, { variable, quoted });
    at = match.index + token.length;
  }
  parts.push({ text: template.slice(at) });
  const object = template.trimStart().startsWith('{');
  checkForm(template, parts, object, where, targetId);
  for (const part of parts) {
    if (!('variable' in part) || !AS_VALUE.includes(part.variable)) continue;
    if (!object) {
      throw new UserError(
        `${where}: InputTemplate for target ${targetId} contains placeholder ${part.variable} valid only for JSON template.`,
      );
    }
    if (part.quoted) {
      throw new UserError(`${where}: <${part.variable}> can only be the value of a JSON field, without quotes.`);
    }
  }
  return { parts, object };
}

/** Stands for a variable within a string: a character that no template has. */
const FILLED = '\uE000';

/**
 * With null, or a text, for each variable it must be JSON. "The placeholder cannot be used as an object key":
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
 */
function checkForm(template: string, parts: readonly Part[], object: boolean, where: string, targetId: string): void {
  const whole = parts.map((part) => ('text' in part ? part.text : part.quoted ? FILLED : 'null')).join('');
  if (object && keysIn(whole).some((key) => key.includes(FILLED))) {
    throw new UserError(`${where}: InputTemplate placeholder present as a JSON object key for target ${targetId}.`);
  }
  try {
    const lines = object
      ? [JSON.parse(whole) as unknown]
      : whole.split('\n').map((line) => JSON.parse(line) as unknown);
    if (object || lines.every((line) => typeof line === 'string')) return;
  } catch {
    // Told below.
  }
  throw new UserError(
    `${where}: the template ${template} is not served here: write one JSON object, or a JSON string a line.`,
  );
}

/** The names of a JSON value's fields, at every depth; none of what is no JSON. */
function keysIn(json: string): string[] {
  const keys: string[] = [];
  try {
    JSON.parse(json, (key, value: unknown) => {
      keys.push(key);
      return value;
    });
  } catch {
    return [];
  }
  return keys;
}

/** What is no JSON once it is filled in: its target gets nothing, and its dead-letter queue this. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';

  constructor(readonly input: string) {
    super('Invalid input for target.');
  }
}

/** What can't be filled in: it is not known what is delivered. */
export class UnfilledTemplate extends Error {
  override readonly name = 'UnfilledTemplate';
}

/**
 * Fills a template: a variable without a value is an empty text, and one of no path what is written; EventBridge writes a
 * value as JSON where it has no quotes around it, and within them a text as it is; an object or list within a string loses
 * its quotes in a template of strings, and keeps them, hence leaves no valid JSON, in an object. Recorded:
 * localstack/localstack, test_events_inputs.py, and radkawar/stackd at 9dc356f, testdata/aws/eventbridge/inputs.json.
 * @throws InvalidInput, UnfilledTemplate
 */
export function fillTemplate({ parts, object }: Template, values: Readonly<Record<string, unknown>>): string {
  const filled = parts
    .map((part) => {
      if ('text' in part) return part.text;
      if (!Object.hasOwn(values, part.variable)) return `<${part.variable}>`;
      const value = values[part.variable];
      if (!part.quoted) return JSON.stringify(value ?? (value === undefined ? '' : null));
      return within(part.variable, value, object);
    })
    .join('');
  if (!(object ? [filled] : filled.split('\n')).every(isJson)) throw new InvalidInput(filled);
  return filled;
}

function within(variable: string, value: unknown, object: boolean): string {
  if (value === undefined) return '';
  if (value === null) throw notKnown(variable, 'null');
  if (typeof value !== 'object') return String(value);
  const json = JSON.stringify(value);
  if (object) return json;
  if (json.includes('\\')) throw notKnown(variable, json);
  return json.replaceAll('"', '');
}

const notKnown = (variable: string, value: string): UnfilledTemplate =>
  new UnfilledTemplate(`<${variable}> is ${value}: what EventBridge makes of it in a template is not vouched for here`);
