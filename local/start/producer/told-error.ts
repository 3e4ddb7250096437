/** An error as it goes from one thread to another: a clone would lose its name and all that was put on it. */
export interface ToldError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** Those that can be cloned: of the SDK's `$fault`, `$metadata`, and what the service said. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly cause?: Told;
  /** Of an AggregateError. */
  readonly errors?: readonly Told[];
}

/** Whatever was thrown. */
export type Told = { readonly error: ToldError } | { readonly value: unknown };

export function told(thrown: unknown): Told {
  if (!(thrown instanceof Error)) return { value: isCloneable(thrown) ? thrown : String(thrown) };
  const { name, message, stack, cause } = thrown;
  const properties = Object.entries(thrown).filter(([, value]) => isCloneable(value));
  return {
    error: {
      name,
      message,
      ...(stack === undefined ? {} : { stack }),
      properties: Object.fromEntries(properties),
      ...(cause === undefined ? {} : { cause: told(cause) }),
      ...(thrown instanceof AggregateError ? { errors: thrown.errors.map(told) } : {}),
    },
  };
}

/** The same to throw, here. */
export function thrownAs(what: Told): unknown {
  if (!('error' in what)) return what.value;
  const { name, message, stack, properties, cause, errors } = what.error;
  const options = cause === undefined ? {} : { cause: thrownAs(cause) };
  const error = errors ? new AggregateError(errors.map(thrownAs), message, options) : new Error(message, options);
  const put = (key: string, value: unknown, enumerable: boolean) =>
    Object.defineProperty(error, key, { value, enumerable, configurable: true, writable: true });
  put('name', name, false);
  put('stack', stack, false);
  for (const [key, value] of Object.entries(properties)) put(key, value, true);
  return error;
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
