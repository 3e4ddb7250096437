import { optionalText, text, textMap, valueAt } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { type BusEvent, valueAtPath } from './event';

/** What a target gets of an event: the event, a constant, a part of it, or what its transformer makes of it. */
export function targetInput(target: Block, rule: { readonly name: string; readonly arn: string }, event: BusEvent) {
  const constant = optionalText(target, 'input');
  if (constant !== undefined) return constant;
  const path = optionalText(target, 'input_path');
  if (path !== undefined) return JSON.stringify(valueAtPath(event, path));
  if (valueAt(target, 'input_transformer.input_template') === undefined) return JSON.stringify(event);
  const paths = textMap(target, 'input_transformer.input_paths');
  return fillTemplate(text(target, 'input_transformer.input_template'), {
    ...Object.fromEntries(Object.entries(paths).map(([name, of]) => [name, valueAtPath(event, of)])),
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': event.time,
    'aws.events.event': event,
    'aws.events.event.json': event,
  });
}

/**
 * Puts values for `<name>`: within quotes as they are, outside as JSON. A name without a value leaves nothing within
 * quotes and null outside; a `<name>` that is not declared stays.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function fillTemplate(template: string, values: Readonly<Record<string, unknown>>): string {
  let quoted = false;
  // An escaped character, a quote or a variable: only a bare quote opens or closes a string.
  return template.replaceAll(/\\.|"|<([\w.-]+)>/gs, (token, name: string | undefined) => {
    if (token === '"') quoted = !quoted;
    if (name === undefined || !Object.hasOwn(values, name)) return token;
    const value = values[name];
    if (!quoted) return JSON.stringify(value) ?? 'null';
    if (value === undefined || value === null) return '';
    // Escaped, so that the string stays one whatever the event holds.
    return JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value)).slice(1, -1);
  });
}
