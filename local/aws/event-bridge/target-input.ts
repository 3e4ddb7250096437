import { optionalText, text, textMap, valueAt } from '../../../terraform/query';
import { UserError } from '../../../scripts/user-error';
import { type Block } from '../../../terraform/stack';
import { type BusEvent } from './event';
import { fillTemplate, parseTemplate } from './input-template';
import { parsePath, valueAtPath } from './json-path';

interface Rule {
  readonly name: string;
  readonly arn: string;
}

/** What a target gets of an event. @throws InvalidInput when that is nothing; UnfilledTemplate when it is not known */
export type TargetInput = (event: BusEvent, rule: Rule, ingested: string) => string;

/**
 * The event itself, a constant, a part of it, or what the target's transformer makes of it.
 * @throws UserError for what AWS refuses, or what is not vouched for
 */
export function readTargetInput(target: Block): TargetInput {
  const constant = optionalText(target, 'input');
  const path = optionalText(target, 'input_path');
  const transformed = valueAt(target, 'input_transformer.input_template') !== undefined;
  const id = text(target, 'target_id');
  if ([constant !== undefined, path !== undefined, transformed].filter(Boolean).length > 1) {
    // localstack/localstack, tests/aws/services/events/test_events_inputs.snapshot.json
    throw new UserError(
      `${target.address}: Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`,
    );
  }
  if (constant !== undefined) {
    checkJson(target, constant);
    return () => constant;
  }
  if (path !== undefined) return partOf(target, path, id);
  return transformed ? transformer(target, id) : (event) => JSON.stringify(event);
}

function checkJson({ address }: Block, constant: string): void {
  try {
    JSON.parse(constant);
  } catch (error) {
    throw new UserError(`${address}: input must be JSON: ${(error as Error).message}`);
  }
}

/** Of nothing, and of null, an empty object: recorded, radkawar/stackd at 9dc356f, testdata/aws/eventbridge/inputs.json. */
function partOf(target: Block, path: string, id: string): TargetInput {
  const steps = parsePath(path, `${target.address}: input_path`, id);
  return (event) => JSON.stringify(valueAtPath(event, steps) ?? {});
}

/** The model's InputTransformerPathKey. */
const KEY = /^[A-Za-z0-9_-]{1,256}$/;

function transformer(target: Block, id: string): TargetInput {
  const paths = Object.entries(textMap(target, 'input_transformer.input_paths'));
  const where = `${target.address}: input_transformer`;
  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
  if (paths.length > 100) throw new UserError(`${where}.input_paths has ${paths.length} variables: at most 100.`);
  for (const [name] of paths) {
    if (!KEY.test(name)) throw new UserError(`${where}.input_paths: ${name} must match ${KEY.source}.`);
    if (name.startsWith('AWS')) throw new UserError(`${where}.input_paths: ${name} begins with AWS: reserved.`);
  }
  const steps = paths.map(([name, path]) => [name, parsePath(path, `${where}.input_paths.${name}`, id)] as const);
  const source = text(target, 'input_transformer.input_template');
  if (source.length > 8192)
    throw new UserError(`${where}.input_template has ${source.length} characters: at most 8192.`);
  const template = parseTemplate(
    source,
    steps.map(([name]) => name),
    where,
    id,
  );
  return (event, rule, ingested) =>
    fillTemplate(template, {
      ...Object.fromEntries(steps.map(([name, of]) => [name, valueAtPath(event, of)])),
      'aws.events.rule-arn': rule.arn,
      'aws.events.rule-name': rule.name,
      'aws.events.event.ingestion-time': ingested,
      'aws.events.event': withoutDetail(event),
      'aws.events.event.json': event,
    });
}

/** As it was recorded, in the same place: without its detail, under names of its own, its time in milliseconds. */
const withoutDetail = (event: BusEvent): object => ({
  id: event.id,
  account: event.account,
  detailType: event['detail-type'],
  time: Date.parse(event.time),
  source: event.source,
  region: event.region,
  resources: event.resources,
  version: event.version,
});
