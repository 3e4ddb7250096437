import kept from './service-models.json';

/** What a service's model says of one member of an operation's input. */
export interface MemberLimits {
  /** `string`, `integer`, `list`, … */
  readonly type: string;
  /** Characters of a string, members of a list or map, or the value of a number. */
  readonly min?: number;
  readonly max?: number;
  /** Of the whole string, in Java's syntax. */
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** Of a number. */
  readonly values?: readonly number[];
  /** Its numbers stand in the model's documentation, and are narrower than its shape. */
  readonly said?: true;
}

/** A member is named by its path: `TableInput.Name`, `Targets[].Id`, a map's keys `Tags{key}` and values `Tags{value}`,
 * and what is said of one of its keys `Attributes.DelaySeconds`. */
export type OperationLimits = Readonly<Record<string, MemberLimits>>;

export interface ServiceModels {
  readonly source: string;
  readonly botocore: string;
  readonly services: Readonly<
    Record<string, { readonly apiVersion: string; readonly operations: Readonly<Record<string, OperationLimits>> }>
  >;
}

export const SERVICE_MODELS_FILE = 'catalog/models/service-models.json';

/** The file that `npm run aws-models` writes. Members without a limit are not in it. */
export const serviceModels = (): ServiceModels => kept as unknown as ServiceModels;

/**
 * @param member `service:Operation:Member`
 * @throws Error for an operation that the file does not hold
 */
export function limitsOf(member: string): MemberLimits | undefined {
  const [service = '', operation = '', path = ''] = member.split(':');
  const operations = serviceModels().services[service]?.operations;
  if (!operations || !Object.hasOwn(operations, operation)) {
    throw new Error(`${SERVICE_MODELS_FILE} holds no ${service}:${operation}: name it in operations.ts.`);
  }
  return operations[operation]?.[path];
}

/** A pattern of a model as JavaScript has it, for the whole string; nothing when it can't be said there. */
export function wholePattern(pattern: string): RegExp | undefined {
  // With `u` for code points, which Java writes as surrogates; without for escapes that `u` does not take.
  for (const flags of ['u', '']) {
    try {
      return new RegExp(`^(?:${pattern})$`, flags);
    } catch {
      // Such as (?i), which JavaScript has not everywhere.
    }
  }
  return undefined;
}
