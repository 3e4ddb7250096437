import { AthenaClient } from '@aws-sdk/client-athena';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { SFNClient } from '@aws-sdk/client-sfn';
import { type Account } from './account';

/** The clients that people use: the producer sends, the operator starts and looks. */
export interface Clients {
  readonly firehose: FirehoseClient;
  readonly states: SFNClient;
  readonly athena: AthenaClient;
  close(): void;
}

export function clientsOf({ endpoint, stack, operator, producer, credentialsFor }: Account): Clients {
  const common = { endpoint, region: stack.region };
  const asOperator = { ...common, credentials: credentialsFor(operator) };
  const firehose = new FirehoseClient({ ...common, credentials: credentialsFor(producer) });
  const states = new SFNClient(asOperator);
  const athena = new AthenaClient(asOperator);
  return {
    firehose,
    states,
    athena,
    close: () => {
      for (const client of [firehose, states, athena]) client.destroy();
    },
  };
}
