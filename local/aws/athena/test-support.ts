import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { readAccess } from '../../../policies/iam/access';
import { type Principal } from '../../../policies/iam/authorize';
import { readNeighbours } from '../../../terraform/stacks/neighbours';
import { blocksOfType, text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { AccessControl, type Use } from '../shared/access-control';
import { type Call, callBy } from '../shared/call';
import { SimulatedClock } from '../shared/clock';
import { type Delivery } from '../firehose/delivery-stream';
import { FileObjectStore } from '../s3/object-store';
import { AthenaService } from './athena';
import { FirehoseService } from '../firehose/firehose';

/** The two services of a stack with nothing but a store and a clock around them. */
export interface Pipeline {
  readonly stack: Stack;
  readonly clock: SimulatedClock;
  readonly store: FileObjectStore;
  readonly access: AccessControl;
  readonly firehose: FirehoseService;
  readonly athena: AthenaService;
  readonly uses: Use[];
  readonly deliveries: Delivery[];
  readonly logLines: string[];
  /** An operation by an administrator, or by who is given. */
  call(
    service: 'firehose' | 'athena',
    operation: string,
    input: Record<string, unknown>,
    by?: Principal,
  ): Promise<unknown>;
  role(name: string): Principal;
}

export const names = {
  stream: 'events-stream-dev-blog',
  workgroup: 'analytics-dev-blog',
  database: 'video-analytics-dev-blog',
  table: 'events-dev-blog',
};

export function pipeline(stack: Stack, parent: string, start = '2026-03-01T08:00:00Z'): Pipeline {
  const folder = mkdtempSync(join(parent, 'run-'));
  const clock = new SimulatedClock(new Date(start));
  const store = new FileObjectStore(join(folder, 's3'));
  for (const bucket of blocksOfType(stack, 'aws_s3_bucket')) store.createBucket(text(bucket, 'bucket'));
  const uses: Use[] = [];
  const deliveries: Delivery[] = [];
  const logLines: string[] = [];
  const access = new AccessControl(
    readAccess(stack, readNeighbours(stack)),
    (use) => uses.push(use),
    () => clock.now(),
  );
  const firehose = new FirehoseService({
    stack,
    access,
    clock,
    store,
    log: (_group, _stream, line) => logLines.push(line),
    onDelivery: (delivery) => deliveries.push(delivery),
  });
  const athena = new AthenaService({ stack, access, clock, store, folder: join(folder, 'athena') });
  const callAs = (principal: Principal): Call => callBy(access, principal, 'request');
  return {
    stack,
    clock,
    store,
    access,
    firehose,
    athena,
    uses,
    deliveries,
    logLines,
    async call(service, name, input, by = { kind: 'root', accountId: stack.accountId }) {
      const operation = (service === 'firehose' ? firehose : athena).operations[name];
      if (!operation) throw new Error(`no ${name}`);
      return operation(input, callAs(by));
    },
    role: (name) => ({ kind: 'role', arn: `arn:aws:iam::${stack.accountId}:role/${name}` }),
  };
}

/** Sends events, each as one record, and lets the buffer's interval pass. */
export async function deliver({ call, clock }: Pipeline, events: readonly unknown[]): Promise<void> {
  for (let at = 0; at < events.length; at += 500) {
    await call('firehose', 'PutRecordBatch', {
      DeliveryStreamName: names.stream,
      Records: events.slice(at, at + 500).map((event) => ({
        Data: Buffer.from(typeof event === 'string' ? event : JSON.stringify(event)).toString('base64'),
      })),
    });
  }
  await clock.sleep(60_000, 'buffering interval');
}

interface Execution {
  readonly Status: { readonly State: string; readonly StateChangeReason?: string };
  readonly Statistics: { readonly DataScannedInBytes: number };
}

export async function startQuery(
  { call }: Pipeline,
  sql: string,
  more: Record<string, unknown> = {},
  by?: Principal,
): Promise<string> {
  const input = {
    QueryString: sql,
    QueryExecutionContext: { Database: names.database },
    WorkGroup: names.workgroup,
    ...more,
  };
  const { QueryExecutionId } = (await call('athena', 'StartQueryExecution', input, by)) as { QueryExecutionId: string };
  return QueryExecutionId;
}

/** Runs a query to its end. */
export async function query(
  run: Pipeline,
  sql: string,
  more: Record<string, unknown> = {},
  by?: Principal,
): Promise<{ state: string; reason: string | undefined; bytes: number; rows: (string | null)[][]; id: string }> {
  const id = await startQuery(run, sql, more, by);
  await run.clock.sleep(30_000, 'Wait');
  const { QueryExecution: execution } = (await run.call('athena', 'GetQueryExecution', { QueryExecutionId: id })) as {
    QueryExecution: Execution;
  };
  const { State: state, StateChangeReason: reason } = execution.Status;
  const rows: (string | null)[][] = [];
  if (state === 'SUCCEEDED') {
    const { ResultSet } = (await run.call('athena', 'GetQueryResults', { QueryExecutionId: id })) as {
      ResultSet: { Rows: { Data: { VarCharValue?: string }[] }[] };
    };
    for (const { Data } of ResultSet.Rows) rows.push(Data.map(({ VarCharValue }) => VarCharValue ?? null));
  }
  return { state, reason, bytes: execution.Statistics.DataScannedInBytes, rows, id };
}
