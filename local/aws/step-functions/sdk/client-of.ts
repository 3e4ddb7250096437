import { NormalizedSchema } from '@smithy/core/schema';
import { type SchemaRef } from '@smithy/types';
import { type Service } from '../../../../catalog/entry';
import { UserError } from '../../../../scripts/user-error';

type Exported = Readonly<Record<string, unknown>>;

/** What every client of the SDK does. */
export interface Client {
  send(command: object): Promise<object>;
  readonly middlewareStack: {
    /** Of a command, for that command alone. */
    add(
      middleware: (next: (of: object) => Promise<{ readonly response: unknown }>) => (of: object) => Promise<object>,
      options: { readonly step: 'deserialize' },
    ): void;
  };
  destroy(): void;
}

/** A client's package, as its exports have it. */
export class ClientPackage {
  private constructor(private readonly exported: Exported) {}

  static async load({ client = '' }: Service): Promise<ClientPackage> {
    return new ClientPackage((await import(client)) as Exported);
  }

  /** @returns undefined for an operation that it has not */
  operation(name: string): { readonly input: NormalizedSchema; readonly output: NormalizedSchema } | undefined {
    const schema = this.exported[`${name}$`];
    // Of an operation: its kind (9), namespace, name, traits, input and output (@smithy/types, StaticOperationSchema).
    if (!Array.isArray(schema) || schema[0] !== 9 || !this.exported[`${name}Command`]) return undefined;
    const [, , , , input, output] = schema as unknown[];
    return { input: NormalizedSchema.of(input as SchemaRef), output: NormalizedSchema.of(output as SchemaRef) };
  }

  client(configuration: object): Client {
    const name = Object.keys(this.exported).find((one) => /^[A-Za-z0-9]+Client$/.test(one));
    const Made = this.exported[name ?? ''] as (new (configuration: object) => Client) | undefined;
    if (!Made) throw new UserError('A client of the SDK that exports no client is not understood here.');
    return new Made(configuration);
  }

  command(name: string, input: object): Pick<Client, 'middlewareStack'> {
    const Made = this.exported[`${name}Command`] as new (input: object) => Pick<Client, 'middlewareStack'>;
    return new Made(input);
  }

  /** Whether the service's model has the error, and is not one that stands for any. */
  models(error: Error): boolean {
    const { name } = error.constructor;
    return !name.endsWith('ServiceException') && this.exported[name] === error.constructor;
  }
}
