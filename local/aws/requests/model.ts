import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';

export interface Reference {
  readonly shape: string;
  /** Of a REST request: `uri`, `querystring`, `header`. */
  readonly location?: string;
  readonly locationName?: string;
}

/** A shape of a service's model, as botocore writes it, without its words. */
export interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, Reference>>;
  readonly member?: Reference;
  readonly key?: Reference;
  readonly value?: Reference;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

export interface Model {
  readonly operations: Readonly<Record<string, string>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

let models: Readonly<Record<string, Model>> | undefined;

/**
 * What AWS's model says of the requests that are served here: models.json, which `npm run aws-models` writes.
 * @throws Error for a service that it does not hold
 */
export function modelOf(service: string): Model {
  models ??= (
    JSON.parse(readFileSync(join(repositoryRoot(), 'local/aws/requests/models.json'), 'utf8')) as {
      services: Readonly<Record<string, Model>>;
    }
  ).services;
  const model = models[service];
  if (!model) throw new Error(`local/aws/requests/models.json holds no ${service}: name its operations there.`);
  return model;
}

/** @throws Error for one that the model does not hold */
export function shapeOf({ shapes }: Model, name: string): Shape {
  const shape = shapes[name];
  if (!shape) throw new Error(`local/aws/requests/models.json holds no shape ${name}: run "npm run aws-models".`);
  return shape;
}

/** The shape of an operation's input. @throws Error for an operation that is not in the file */
export function inputOf(service: string, operation: string): Shape {
  const model = modelOf(service);
  const name = model.operations[operation];
  if (!name) {
    throw new Error(`local/aws/requests/models.json holds no ${service}:${operation}: name it there.`);
  }
  return shapeOf(model, name);
}

const patterns = new Map<string, RegExp>();

/** A pattern of a model, for the whole value: Java's syntax, of which JavaScript knows all that these use but `\p{ASCII}`. */
export function wholePattern(pattern: string): RegExp {
  let known = patterns.get(pattern);
  if (!known) {
    const source = `^(?:${pattern.replaceAll('\\p{ASCII}', '[\\0-\\x7F]')})$`;
    try {
      // For code points, which Java writes as surrogates; without it for escapes that it does not take.
      known = new RegExp(source, 'u');
    } catch {
      known = new RegExp(source);
    }
    patterns.set(pattern, known);
  }
  return known;
}
