import { FirehoseClient } from '@aws-sdk/client-firehose';
import { type LocalCredentials } from './endpoint/credentials';

/** Where an account is reached, and as whom. */
export interface ProducerAccess {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: LocalCredentials;
}

/** A client of the SDK's, as a producer has one. */
export function producerClient(access: ProducerAccess): FirehoseClient {
  // Which middleware a batch goes through is the same each time, and takes a twentieth of what it takes to send it.
  const client = new FirehoseClient({ ...access, cacheMiddleware: true });
  // As of the other clients: see clients.ts.
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}
