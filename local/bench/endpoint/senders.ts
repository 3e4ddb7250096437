import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { EndpointApart } from '../../serve/apart/endpoint-apart';
import { inChild } from '../shared/child';

/** What came of events that several senders sent at once. */
export interface Sending {
  /** That were accepted. */
  readonly accepted: number;
  /** Rows that lie in S3 as Parquet, counted there. */
  readonly stored: number;
  /** Bytes that the endpoint's process held at most. */
  readonly peakMemory: number;
  /** Milliseconds, until the last was delivered. */
  readonly took: number;
  readonly failures: readonly string[];
}

/** Processes of their own, as the endpoint is one. */
export const senders = 4;

export async function sendTogether(stackFolder: string, folder: string, events: number): Promise<Sending> {
  const { apart, standing } = await EndpointApart.start(stackFolder, folder);
  try {
    const start = performance.now();
    const each = Array.from({ length: senders }, (_, index) => Math.floor((events + index) / senders));
    const sent = await Promise.all(
      each.map((count) => inChild<{ records: number }>('endpoint/sender', JSON.stringify(standing), String(count))),
    );
    const { peakMemory, failures } = await apart.stop();
    const took = performance.now() - start;
    const accepted = sent.reduce((sum, { records }) => sum + records, 0);
    return {
      accepted,
      stored: await rowsIn(join(folder, 's3', standing.names.eventsBucket)),
      peakMemory,
      took,
      failures,
    };
  } finally {
    apart.kill();
  }
}

async function rowsIn(folder: string): Promise<number> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(`SELECT count(*) FROM read_parquet('${folder}/**/*.parquet')`);
  return Number(reader.getRows()[0]?.[0]);
}
