import { AthenaClient } from '@aws-sdk/client-athena';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { SFNClient } from '@aws-sdk/client-sfn';
import { type Account } from './account';

/** The clients that people use: the producer sends, the operator starts and looks. */
export interface Clients {
  readonly firehose: FirehoseClient;
  readonly states: SFNClient;
  readonly athena: AthenaClient;
  /** The producer's, who may ask nothing. */
  readonly athenaAsProducer: AthenaClient;
  close(): void;
}

export function clientsOf({ endpoint, stack, operator, producer, credentialsFor }: Account): Clients {
  const common = { endpoint, region: stack.region };
  const asOperator = { ...common, credentials: credentialsFor(operator) };
  const asProducer = { ...common, credentials: credentialsFor(producer) };
  // Which middleware a batch goes through is the same each time, and takes a twentieth of what it takes to send it.
  const firehose = new FirehoseClient({ ...asProducer, cacheMiddleware: true });
  const states = new SFNClient(asOperator);
  const athena = new AthenaClient(asOperator);
  const athenaAsProducer = new AthenaClient(asProducer);
  const all = [firehose, states, athena, athenaAsProducer];
  // It copies each request and each answer without its secrets, for a logger that nobody has set.
  for (const { middlewareStack } of all) middlewareStack.remove('loggerMiddleware');
  return {
    firehose,
    states,
    athena,
    athenaAsProducer,
    close: () => {
      for (const client of all) client.destroy();
    },
  };
}
