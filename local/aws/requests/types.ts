import { AwsError } from '../shared/errors';
import { isFields } from '../../../scripts/text/is-fields';
import { type Model, type Shape, shapeOf } from './model';

/**
 * Holds a JSON value against its shape's type. What the model does not know is let pass, as AWS does.
 * @throws AwsError SerializationException: in AWS's words for what was recorded (a string that is none), in ours for
 * the rest
 */
export function checkTypes(model: Model, shape: Shape, value: unknown, path: string): void {
  switch (shape.type) {
    case 'structure':
      if (!isFields(value)) throw unreadable(path, value, 'an object');
      for (const [name, reference] of Object.entries(shape.members ?? {})) {
        const one = value[name];
        if (one === undefined || one === null) continue;
        checkTypes(model, shapeOf(model, reference.shape), one, path === '' ? name : `${path}.${name}`);
      }
      return;
    case 'list': {
      if (!Array.isArray(value)) throw unreadable(path, value, 'a list');
      const member = shapeOf(model, shape.member?.shape ?? '');
      value.forEach((one, index) => checkTypes(model, member, one, `${path}.${index + 1}`));
      return;
    }
    case 'map': {
      if (!isFields(value)) throw unreadable(path, value, 'an object');
      const below = shapeOf(model, shape.value?.shape ?? '');
      for (const [key, one] of Object.entries(value)) checkTypes(model, below, one, `${path}.${key}`);
      return;
    }
    default:
      if (!scalarFits(shape.type, value))
        throw shape.type === 'string'
          ? noString(path, value)
          : unreadable(path, value, SCALARS[shape.type] ?? 'a string');
  }
}

const SCALARS: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  long: 'a whole number',
  boolean: 'true or false',
  timestamp: 'a time',
  blob: 'base64',
};

/** Whether a value that is no structure, list or map is of the type. */
export function scalarFits(type: string, value: unknown): boolean {
  switch (type) {
    case 'integer':
    case 'long':
      return Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'timestamp':
      // Some services read a date that is written out, too: theirs to say. CBOR has times of its own.
      return typeof value === 'number' || typeof value === 'string' || value instanceof Date;
    case 'blob':
      return typeof value === 'string' ? isBase64(value) : value instanceof Uint8Array;
    default:
      return typeof value === 'string';
  }
}

const isBase64 = (text: string): boolean => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);

/** localstack/localstack, tests/aws/services/apigateway/test_apigateway_api.snapshot.json */
function noString(path: string, value: unknown): AwsError {
  const java = {
    boolean: 'class java.lang.Boolean',
    number: 'class com.amazon.coral.value.json.numbers.TruncatingBigNumber',
  }[typeof value as string];
  return java === undefined
    ? unreadable(path, value, 'a string')
    : new AwsError('SerializationException', `${java} can not be converted to an String`);
}

const unreadable = (path: string, value: unknown, wanted: string): AwsError =>
  new AwsError('SerializationException', `${path || 'The request'} is ${JSON.stringify(value)}: it must be ${wanted}`);
