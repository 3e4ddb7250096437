/** What a run used of AWS, as AWS would meter it. */
export interface Usage {
  /** Records rounded up to 5 KB each. */
  readonly firehoseBytes: number;
  /** Bytes scanned, of each query. */
  readonly queries: readonly number[];
  readonly stateTransitions: number;
  readonly invocations: readonly { readonly memoryMegabytes: number; readonly milliseconds: number }[];
  readonly s3Writes: number;
  readonly s3Reads: number;
  readonly storedBytes: number;
  readonly kmsKeys: number;
  /** An alarm by metric math has several. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
}

export interface CostLine {
  readonly what: string;
  readonly quantity: string;
  readonly price: string;
  /** US dollars */
  readonly dollars: number;
  /** Due each month, whatever runs. */
  readonly monthly?: boolean;
  /** Measured on this machine: another run of the same comes to another figure. */
  readonly measured?: boolean;
}

/**
 * List prices without free tiers and taxes; other regions differ by some per cent. They are kept here and not fetched,
 * since a run needs no network: the pages below are what counts.
 */
export const priceList = {
  region: 'US East (N. Virginia)',
  asOf: '2025',
  leftOut: 'messages, logs and traces',
  pages: ['firehose', 'athena', 'step-functions', 'lambda', 's3', 'kms', 'cloudwatch'].map(
    (service) => `https://aws.amazon.com/${service}/pricing/`,
  ),
};

const gigabyte = 1024 ** 3;
const megabyte = 1024 ** 2;
/** What Athena bills a query for at least. */
const leastScan = 10 * megabyte;

/** What AWS would have billed for this usage. */
export function costOf(usage: Usage): CostLine[] {
  const ingested = usage.firehoseBytes / gigabyte;
  const scanned = usage.queries.reduce((sum, bytes) => sum + Math.max(bytes, leastScan), 0) / megabyte;
  const compute = usage.invocations.reduce(
    (sum, { memoryMegabytes, milliseconds }) => sum + (memoryMegabytes / 1024) * (Math.ceil(milliseconds) / 1000),
    0,
  );
  return [
    line('Firehose: ingestion', ingested, 'GB, records rounded up to 5 KB', 0.029, 'GB'),
    line('Firehose: conversion to Parquet', ingested, 'GB', 0.018, 'GB'),
    line('Athena: data scanned', scanned, 'MB, at least 10 a query', 5, 'TB', 1024 ** 2),
    line('Step Functions: state transitions', usage.stateTransitions, '', 0.025, '1,000', 1_000),
    { ...line('Lambda: arm64 compute', compute, 'GB-seconds', 0.0000133334, 'GB-second'), measured: true },
    line('Lambda: requests', usage.invocations.length, '', 0.2, 'million', 1e6),
    line('S3: writes', usage.s3Writes, 'requests', 0.005, '1,000', 1_000),
    line('S3: reads', usage.s3Reads, 'requests', 0.0004, '1,000', 1_000),
    { ...line('S3: storage, each month', usage.storedBytes / gigabyte, 'GB', 0.023, 'GB'), monthly: true },
    { ...line('KMS: keys, each month', usage.kmsKeys, '', 1, 'key'), monthly: true },
    { ...line('CloudWatch: alarms, each month', usage.alarmMetrics, 'metrics', 0.1, 'metric'), monthly: true },
    { ...line('CloudWatch: dashboard, each month', usage.dashboards, '', 3, 'dashboard'), monthly: true },
  ];
}

/** `$0.0449, and $1.0001 each month` */
export function totalOf(lines: readonly CostLine[]): string {
  const sum = (monthly: boolean) =>
    lines.filter((line) => Boolean(line.monthly) === monthly).reduce((total, line) => total + line.dollars, 0);
  return `${dollars(sum(false))}, and ${dollars(sum(true))} each month`;
}

/** `$0.0284`: cents alone would hide most of it. */
export const dollars = (amount: number): string => `$${amount.toFixed(4)}`;

function line(what: string, amount: number, unit: string, rate: number, per: string, batch = 1): CostLine {
  const quantity = Number.isInteger(amount) ? amount.toLocaleString('en-US') : String(Number(amount.toPrecision(3)));
  return { what, quantity: `${quantity} ${unit}`.trim(), price: `$${rate}/${per}`, dollars: (amount / batch) * rate };
}
