import { crc32 } from 'node:zlib';
import { whole } from '../../../scripts/text/words';
import { type Draft } from '../../fuzz/draft';
import { type Setting } from '../shared/contestant';
import { type Served } from './served';

type Made = Omit<Draft, 'payload'>;

/** What is asked for so often in one run. */
export interface Operation {
  told(setting: Setting): string;
  times(setting: Setting): number;
  /** @param id no other request has it */
  request(to: Served, id: string): Made;
  /** Tells what was asked for and is not done yet; nothing where an answer is all. */
  readonly pending?: (to: Served) => Made;
}

const TIMES = { small: 1000, large: 20, batches: 40 };
const SIZES = { small: 1024, large: 1024 * 1024 };
const BODIES = { small: Buffer.alloc(SIZES.small, 'x'), large: Buffer.alloc(SIZES.large, 'x') };

const RECORDS = JSON.stringify(
  Array.from({ length: 500 }, (_, index) => ({
    Data: Buffer.from(
      `{"id":"v${index}","userId":"u${index * 7}","format":"hls","timestamp":"2026-11-01T00:00:00Z"}`,
    ).toString('base64'),
  })),
);

/** What is put before it is got has this for its id. */
export const GOT = 'got';

/** Of each size that is got. */
export const PUTS: readonly Operation[] = [putsOf('small', '1 KiB'), putsOf('large', '1 MiB')];

export const OPERATIONS = {
  puts: putsOf('small', '1 KiB'),
  gets: getsOf('small', '1 KiB'),
  'large-puts': putsOf('large', '1 MiB'),
  'large-gets': getsOf('large', '1 MiB'),
  batches: {
    told: () => `${whole(TIMES.batches)} PutRecordBatch of 500`,
    times: () => TIMES.batches,
    request: ({ stream }) =>
      posted('firehose', '1.1', 'Firehose_20150804.PutRecordBatch', {
        text: `{"DeliveryStreamName":"${stream}","Records":${RECORDS}}`,
      }),
  },
  executions: {
    told: ({ executions }) => `${whole(executions)} executions of four states`,
    times: ({ executions }) => executions,
    request: ({ machineArn }, name) =>
      posted('states', '1.0', 'AWSStepFunctions.StartExecution', {
        text: JSON.stringify({ stateMachineArn: machineArn, name, input: '{}' }),
      }),
    pending: ({ machineArn }) =>
      posted('states', '1.0', 'AWSStepFunctions.ListExecutions', {
        text: JSON.stringify({ stateMachineArn: machineArn, statusFilter: 'RUNNING', maxResults: 1 }),
      }),
  },
} as const satisfies Readonly<Record<string, Operation>>;

function putsOf(size: 'small' | 'large', told: string): Operation {
  const body = BODIES[size];
  // What SDKs send of their own accord.
  const headers = { 'x-amz-checksum-crc32': crc32Of(body) };
  return {
    told: () => `${whole(TIMES[size])} puts of ${told}`,
    times: () => TIMES[size],
    request: ({ bucket }, id) => ({
      method: 'PUT',
      url: `/${bucket}/bench/${size}-${id}`,
      headers,
      body,
      service: 's3',
    }),
  };
}

function getsOf(size: 'small' | 'large', told: string): Operation {
  return {
    told: () => `${whole(TIMES[size])} gets of ${told}`,
    times: () => TIMES[size],
    request: ({ bucket }) => ({
      method: 'GET',
      url: `/${bucket}/bench/${size}-${GOT}`,
      headers: {},
      body: '',
      service: 's3',
    }),
  };
}

/** @param version of AWS's JSON protocol */
export const posted = (
  service: string,
  version: '1.0' | '1.1',
  target: string,
  { text }: { readonly text: string },
): Made => ({
  method: 'POST',
  url: '/',
  headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
  body: text,
  service,
});

function crc32Of(bytes: Buffer): string {
  const digest = Buffer.alloc(4);
  digest.writeUInt32BE(crc32(bytes));
  return digest.toString('base64');
}
