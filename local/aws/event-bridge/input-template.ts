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
    if (![...declared, ...PREDEFINED].includes(variable)) {
      // localstack/localstack, tests/aws/services/events/test_events_inputs.snapshot.json
      throw new UserError(`${where}: InputTemplate for target ${targetId} contains invalid placeholder ${variable}.`);
    }
    parts.push({ text: template.slice(at, match.index) }, { variable, quoted });
    at = match.index + token.length;
  }
  parts.push({ text: template.slice(at) });
  const object = template.trimStart().startsWith('{');
  checkForm(template, parts, object, where);
  for (const part of parts) {
    if ('variable' in part && AS_VALUE.includes(part.variable) && (part.quoted || !object)) {
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
function checkForm(template: string, parts: readonly Part[], object: boolean, where: string): void {
  const whole = parts.map((part) => ('text' in part ? part.text : part.quoted ? FILLED : 'null')).join('');
  if (object && keysIn(whole).some((key) => key.includes(FILLED))) {
    throw new UserError(
      `${where}: the template ${template} has a variable in the name of a field: EventBridge takes none.`,
    );
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

/** What can't be filled in: nothing is delivered, or it is not known what is. */
export class UnfilledTemplate extends Error {
  override readonly name = 'UnfilledTemplate';
}

/**
 * Fills a template, as it was recorded: a variable without a value is an empty text; EventBridge puts quotes around a
 * text that has none; an object or list within a string loses its quotes in a template of strings, and leaves no valid
 * JSON, hence no delivery, in an object.
 * @throws UnfilledTemplate
 */
export function fillTemplate({ parts, object }: Template, values: Readonly<Record<string, unknown>>): string {
  return parts
    .map((part) => {
      if ('text' in part) return part.text;
      const value = values[part.variable];
      return part.quoted ? within(part.variable, value, object) : outside(part.variable, value);
    })
    .join('');
}

function outside(variable: string, value: unknown): string {
  if (value === undefined) return '""';
  if (value === null) throw notKnown(variable, 'null');
  if (typeof value === 'string') checkPlain(variable, value);
  return JSON.stringify(value);
}

function within(variable: string, value: unknown, object: boolean): string {
  if (value === undefined) return '';
  if (value === null) throw notKnown(variable, 'null');
  if (typeof value !== 'object') {
    checkPlain(variable, String(value));
    return String(value);
  }
  if (object) throw new UnfilledTemplate(`<${variable}> is no text: within quotes it leaves no valid JSON`);
  const json = JSON.stringify(value);
  if (json.includes('\\')) throw notKnown(variable, json);
  return json.replaceAll('"', '');
}

/** "EventBridge doesn't escape values", and what becomes of one that would have to be is not told. */
function checkPlain(variable: string, value: string): void {
  if (JSON.stringify(value).length !== value.length + 2) throw notKnown(variable, JSON.stringify(value));
}

const notKnown = (variable: string, value: string): UnfilledTemplate =>
  new UnfilledTemplate(`<${variable}> is ${value}: what EventBridge makes of it in a template is not vouched for here`);
