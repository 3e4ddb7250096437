import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { UserError } from '../../scripts/user-error';
import { type MemberLimits, type OperationLimits, type ServiceModels } from '../../catalog/models/service-models';
import { saidOf, saidOfKeys } from './said-limits';

export interface Reference {
  readonly shape: string;
  readonly documentation?: string;
}

export interface Shape {
  readonly type: string;
  readonly documentation?: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** Of a structure. */
  readonly members?: Readonly<Record<string, Reference>>;
  /** Of a list. */
  readonly member?: Reference;
  /** Of a map. */
  readonly key?: Reference;
  readonly value?: Reference;
}

interface Model {
  readonly metadata?: {
    readonly protocol: string;
    readonly protocols?: readonly string[];
    readonly endpointPrefix: string;
    readonly signingName?: string;
  };
  readonly operations: Readonly<Record<string, { readonly input?: Reference }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface ServiceProtocols {
  readonly source: string;
  readonly botocore: string;
  readonly services: Readonly<Record<string, readonly string[]>>;
}

/**
 * Takes the limits of some operations' input from botocore's models of the services.
 * @param folder where the package lies: `data/` and `__init__.py`, or `botocore/` with these
 * @param leftOut members, as `glue:CreateJob:CodeGenConfigurationNodes`, that are not looked into
 * @throws UserError where it holds no botocore, or not such a service or operation
 */
export function readBotocore(
  folder: string,
  operations: Readonly<Record<string, readonly string[]>>,
  leftOut: readonly string[] = [],
): ServiceModels {
  const { root, version } = packageIn(folder);
  const services = Object.entries(operations).map(([service, names]) => {
    const { apiVersion, model } = newest(join(root, 'data', service), folder);
    return [
      service,
      {
        apiVersion,
        operations: Object.fromEntries(names.map((name) => [name, inputOf(model, service, name, leftOut)])),
      },
    ];
  });
  return {
    source: 'https://github.com/boto/botocore, Apache-2.0: botocore/data/*/*/service-2.json',
    botocore: version,
    services: Object.fromEntries(services) as ServiceModels['services'],
  };
}

/**
 * Which protocols each service speaks, by the name that requests are signed for: services that share one are one here.
 * @throws UserError where the folder holds no botocore
 */
export function readProtocols(folder: string): ServiceProtocols {
  const { root, version } = packageIn(folder);
  const data = join(root, 'data');
  const spoken = new Map<string, Set<string>>();
  for (const service of readdirSync(data, { withFileTypes: true })) {
    if (!service.isDirectory()) continue;
    const { metadata } = newest(join(data, service.name), folder).model;
    const name = metadata?.signingName ?? metadata?.endpointPrefix ?? service.name;
    const known = spoken.get(name) ?? new Set();
    for (const protocol of metadata?.protocols ?? [metadata?.protocol ?? '']) known.add(protocol);
    spoken.set(name, known);
  }
  return {
    source: 'https://github.com/boto/botocore, Apache-2.0: metadata of botocore/data/*/*/service-2.json',
    botocore: version,
    services: Object.fromEntries(
      [...spoken].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, all]) => [name, [...all].sort()]),
    ),
  };
}

export function packageIn(folder: string): { root: string; version: string } {
  for (const root of [folder, join(folder, 'botocore')]) {
    try {
      const [, version] = /^__version__ = '([\d.]+)'$/m.exec(readFileSync(join(root, '__init__.py'), 'utf8')) ?? [];
      if (version !== undefined && readdirSync(join(root, 'data')).length > 0) return { root, version };
    } catch {
      // The next may hold it.
    }
  }
  throw new UserError(
    `--botocore ${folder} holds no botocore: fill it with "pip install --no-deps --target ${folder} botocore".`,
  );
}

/** Folders of a service are its API's versions, which are dates. */
export function newest(service: string, folder: string): { apiVersion: string; model: Model } {
  try {
    const apiVersion = readdirSync(service).sort().at(-1) ?? '';
    const version = join(service, apiVersion);
    const [name = ''] = readdirSync(version).filter((file) => /^service-2\.json(\.gz)?$/.test(file));
    const bytes = readFileSync(join(version, name));
    return { apiVersion, model: JSON.parse((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()) as Model };
  } catch (error) {
    throw new UserError(`--botocore ${folder}: ${service} can't be read (${(error as Error).message}).`);
  }
}

function inputOf(
  { operations, shapes }: Model,
  service: string,
  operation: string,
  leftOut: readonly string[],
): OperationLimits {
  const input = operations[operation]?.input;
  if (!input)
    throw new UserError(`${service} has no operation ${operation}: correct environments/aws-limits/operations.ts.`);
  const found: Record<string, MemberLimits> = {};
  /** @param above shapes that this one is part of: one may hold itself, as a rule of rules does */
  const visit = (reference: Reference, path: string, above: readonly string[]): void => {
    const shape = shapes[reference.shape];
    if (!shape || above.includes(reference.shape) || leftOut.includes(`${service}:${operation}:${path}`)) return;
    const words = `${reference.documentation ?? ''} ${shape.documentation ?? ''}`;
    const limits = limitsIn(shape, words);
    if (limits) found[path] = limits;
    const inside = [...above, reference.shape];
    for (const [name, member] of Object.entries(shape.members ?? {}))
      visit(member, path ? `${path}.${name}` : name, inside);
    if (shape.member) visit(shape.member, `${path}[]`, inside);
    if (shape.key) visit(shape.key, `${path}{key}`, inside);
    if (shape.type === 'map') {
      for (const [key, said] of Object.entries(saidOfKeys(words))) found[`${path}.${key}`] = said;
    }
    if (shape.value) visit(shape.value, `${path}{value}`, inside);
  };
  visit(input, '', []);
  return found;
}

function limitsIn({ type, min, max, pattern, enum: values }: Shape, words: string): MemberLimits | undefined {
  const limits = {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(values === undefined ? {} : { enum: values }),
    ...(type === 'integer' ? saidOf(words) : {}),
  };
  return Object.keys(limits).length > 0 ? { type, ...limits } : undefined;
}
