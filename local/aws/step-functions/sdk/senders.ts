import { type Service } from '../../../../catalog/entry';
import { type Principal } from '../../../../policies/iam/authorize';
import { type LocalCredentials } from '../../endpoint/credentials';
import { type Client, type ClientPackage } from './client-of';
import { type SendCommand } from './send';

export interface SendersOptions {
  readonly region: string;
  credentialsFor(principal: Principal): LocalCredentials;
  endpointUrl(): string;
}

/** Clients of the account's services, one for each caller: what they send is signed, decided on and served as any request. */
export class Senders {
  readonly #clients = new Map<string, Client>();

  constructor(private readonly options: SendersOptions) {}

  /** Sends with a principal's rights, once: it is Retry that tries again. */
  as =
    (principal: Principal): SendCommand =>
    async (service, client, operation, input) => {
      const command = client.command(operation, input);
      let headers: Readonly<Record<string, string>> = {};
      command.middlewareStack.add(
        (next) => async (of) => {
          const answered = await next(of);
          headers = (answered.response as { readonly headers?: typeof headers }).headers ?? {};
          return answered;
        },
        { step: 'deserialize' },
      );
      const output = await this.#client(principal, service, client).send(command);
      return { output, headers };
    };

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
    this.#clients.clear();
  }

  #client(principal: Principal, { name }: Service, client: ClientPackage): Client {
    const key = JSON.stringify([principal, name]);
    const known = this.#clients.get(key);
    if (known) return known;
    const { region, credentialsFor, endpointUrl } = this.options;
    const made = client.client({
      region,
      endpoint: endpointUrl(),
      credentials: credentialsFor(principal),
      forcePathStyle: true,
      maxAttempts: 1,
    });
    this.#clients.set(key, made);
    return made;
  }
}
