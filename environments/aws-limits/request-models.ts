import { join } from 'node:path';
import { modelsText } from './models-text';
import { newest, packageIn, type Shape } from './read-botocore';
import { UserError } from '../../scripts/user-error';

/** A shape of a model without its words: what a request is held against. */
type RequestShape = Pick<Shape, 'type'> & Readonly<Record<string, unknown>>;

interface RequestModels {
  readonly source: string;
  readonly botocore: string;
  readonly services: Readonly<Record<string, RequestModel>>;
}

interface RequestModel {
  readonly apiVersion: string;
  /** The shape of each operation's input. */
  readonly operations: Readonly<Record<string, string>>;
  readonly shapes: Readonly<Record<string, RequestShape>>;
}

export const REQUEST_MODELS_FILE = 'local/aws/requests/models.json';

const KEPT = ['type', 'required', 'min', 'max', 'pattern', 'enum', 'payload', 'flattened', 'locationName'] as const;

/**
 * Takes the input of operations, and every shape that it is made of, from botocore's models.
 * @param folder as `readBotocore` has it
 * @param operations by service, as botocore names its folder
 * @throws UserError as `readBotocore`
 */
export function readRequestModels(
  folder: string,
  operations: Readonly<Record<string, readonly string[]>>,
): RequestModels {
  const { root, version } = packageIn(folder);
  return {
    source: 'https://github.com/boto/botocore, Apache-2.0: botocore/data/*/*/service-2.json',
    botocore: version,
    services: Object.fromEntries(
      Object.entries(operations).map(([service, names]) => [service, readService(root, folder, service, names)]),
    ),
  };
}

function readService(root: string, folder: string, service: string, names: readonly string[]): RequestModel {
  const { apiVersion, model } = newest(join(root, 'data', service), folder);
  const shapes: Record<string, RequestShape> = {};
  const keep = (name: string): void => {
    const shape = model.shapes[name];
    if (!shape || Object.hasOwn(shapes, name)) return;
    shapes[name] = kept(shape);
    for (const one of [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value]) {
      if (one) keep(one.shape);
    }
  };
  const inputs = names.map((name): [string, string] => {
    const input = model.operations[name]?.input;
    if (!input) throw new UserError(`${service} has no operation ${name}: correct ${REQUEST_MODELS_FILE}.`);
    keep(input.shape);
    return [name, input.shape];
  });
  return { apiVersion, operations: Object.fromEntries(inputs), shapes };
}

function kept(shape: Shape): RequestShape {
  const all = shape as Shape & Readonly<Record<string, unknown>>;
  const own = KEPT.filter((name) => all[name] !== undefined).map((name) => [name, all[name]]);
  const reference = (one: object) =>
    Object.fromEntries(
      Object.entries(one).filter(([name]) => ['shape', 'location', 'locationName'].includes(name)),
    ) as object;
  const parts = (['member', 'key', 'value'] as const).flatMap((part) => {
    const one = shape[part];
    return one ? [[part, reference(one)]] : [];
  });
  const members = Object.entries(shape.members ?? {}).map(([name, one]) => [name, reference(one)]);
  return Object.fromEntries([
    ...own,
    ...(shape.members ? [['members', Object.fromEntries(members) as object]] : []),
    ...parts,
  ]) as RequestShape;
}

/** A line each shape, so that a change of one is a change of one line. */
export function textOfRequests({ services, ...head }: RequestModels): string {
  const lines = Object.entries(services).map(([service, { apiVersion, operations, shapes }]) => {
    const of = (entries: Readonly<Record<string, unknown>>) =>
      Object.entries(entries)
        .map(([name, value]) => `        ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
        .join(',\n');
    return (
      `    ${JSON.stringify(service)}: {\n      "apiVersion": "${apiVersion}",\n` +
      `      "operations": {\n${of(operations)}\n      },\n      "shapes": {\n${of(shapes)}\n      }\n    }`
    );
  });
  return modelsText(head, lines);
}

/** The operations that the text of the file names: whoever serves one more adds its name there, with "" for its shape. */
export function operationsIn(text: string): Record<string, string[]> {
  const { services } = JSON.parse(text) as Pick<RequestModels, 'services'>;
  return Object.fromEntries(
    Object.entries(services).map(([service, { operations }]) => [service, Object.keys(operations)]),
  );
}
