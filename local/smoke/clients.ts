import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { GlueClient } from '@aws-sdk/client-glue';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type LocalCredentials } from '../aws/endpoint/credentials';

/** One client for each service that is read. */
export interface Clients {
  readonly athena: AthenaClient;
  readonly cloudWatch: CloudWatchClient;
  readonly events: EventBridgeClient;
  readonly firehose: FirehoseClient;
  readonly glue: GlueClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly scheduler: SchedulerClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly states: SFNClient;
}

/** What clients talk to; without an endpoint and credentials, what the environment variables say. */
export interface Place {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: LocalCredentials;
  /** Buckets have no host names of their own at an address like 127.0.0.1. */
  readonly forcePathStyle: boolean;
}

export const clientsFor = (place: Place): Clients => ({
  athena: new AthenaClient(place),
  cloudWatch: new CloudWatchClient(place),
  events: new EventBridgeClient(place),
  firehose: new FirehoseClient(place),
  glue: new GlueClient(place),
  iam: new IAMClient(place),
  kms: new KMSClient(place),
  lambda: new LambdaClient(place),
  logs: new CloudWatchLogsClient(place),
  s3: new S3Client(place),
  scheduler: new SchedulerClient(place),
  sns: new SNSClient(place),
  // Else it would call the host of the queue's address, whatever the endpoint is.
  sqs: new SQSClient({ ...place, useQueueUrlAsEndpoint: false }),
  states: new SFNClient(place),
});

export function close(clients: Clients): void {
  for (const client of Object.values(clients) as { destroy(): void }[]) client.destroy();
}
