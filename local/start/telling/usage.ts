import { BatchGetQueryExecutionCommand, ListQueryExecutionsCommand, type AthenaClient } from '@aws-sdk/client-athena';
import { blocksOfType, text } from '../../../terraform/query';
import { type Account } from '../../aws/account';
import { type Usage } from './cost';
import { type Ledger } from '../running/ledger';

/** A query as Athena tells it: how much it read, and how long that took here. */
export interface QueryStatistics {
  readonly bytesScanned: number;
  readonly milliseconds: number;
}

/** Of every query in every workgroup of the stack, newest first. */
export async function queriesOf(client: AthenaClient, { stack }: Account): Promise<QueryStatistics[]> {
  const statistics: QueryStatistics[] = [];
  for (const workgroup of blocksOfType(stack, 'aws_athena_workgroup')) {
    const WorkGroup = text(workgroup, 'name');
    const { QueryExecutionIds = [] } = await client.send(new ListQueryExecutionsCommand({ WorkGroup }));
    if (QueryExecutionIds.length === 0) continue;
    const { QueryExecutions = [] } = await client.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds }));
    for (const { Statistics } of QueryExecutions) {
      statistics.push({
        bytesScanned: Statistics?.DataScannedInBytes ?? 0,
        milliseconds: Statistics?.EngineExecutionTimeInMillis ?? 0,
      });
    }
  }
  return statistics;
}

export interface Stored {
  readonly objects: number;
  readonly bytes: number;
}

export function stored({ objects }: Account, bucket: string, prefix = ''): Stored {
  const keys = objects.list(bucket, prefix);
  const bytes = keys.reduce((sum, key) => sum + (objects.head(bucket, key)?.size ?? 0), 0);
  return { objects: keys.length, bytes };
}

interface Metered {
  readonly account: Account;
  readonly ledger: Ledger;
  readonly firehoseBytes: number;
  readonly queries: readonly QueryStatistics[];
  readonly stateTransitions: number;
}

/** What AWS would have metered. */
export function usageOf({ account, ledger, firehoseBytes, queries, stateTransitions }: Metered): Usage {
  return {
    firehoseBytes,
    queries: queries.map(({ bytesScanned }) => bytesScanned),
    stateTransitions,
    invocations: invocationsOf(account),
    s3Writes: ledger.calls('s3:PutObject', 's3:ListBucket', 's3:ListBucketMultipartUploads'),
    s3Reads: ledger.calls('s3:GetObject', 's3:GetBucketLocation'),
    storedBytes: account.objects.buckets().reduce((sum, bucket) => sum + stored(account, bucket).bytes, 0),
    kmsKeys: blocksOfType(account.stack, 'aws_kms_key').length,
    alarmMetrics: account.cloudWatch.alarms().reduce((sum, { configuration }) => sum + configuration.queries.size, 0),
    dashboards: blocksOfType(account.stack, 'aws_cloudwatch_dashboard').length,
    scheduled: account.scheduler.invocations.length,
  };
}

/** Read off the REPORT lines that Lambda writes into each function's log. */
function invocationsOf({ lambda }: Account): Usage['invocations'] {
  return lambda.logs.names().flatMap((group) =>
    lambda.logs.events(group).flatMap(({ message }) => {
      const [, milliseconds, memoryMegabytes] =
        /^REPORT .*Duration: ([\d.]+) ms\t.*Memory Size: (\d+) MB/.exec(message) ?? [];
      return milliseconds === undefined
        ? []
        : [{ milliseconds: Number(milliseconds), memoryMegabytes: Number(memoryMegabytes) }];
    }),
  );
}
