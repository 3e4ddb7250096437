import { type Service } from '../../../../catalog/entry';
import { type ClientPackage } from './client-of';

/** What a client gave, and the headers of the answer. */
export interface Sent {
  readonly output: object;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends a command's input, and gives its output, as the service's client has them. @throws the client's own errors */
export type SendCommand = (service: Service, client: ClientPackage, operation: string, input: object) => Promise<Sent>;
